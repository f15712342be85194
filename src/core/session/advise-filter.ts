import type { Rows } from '../model/column.ts';
import type { FilterAdvice } from '../model/filter-advice.ts';
import { explainPcapFilter } from '../pcap-filter/explain.ts';
import { parsePcapFilter } from '../pcap-filter/pcap-filter.ts';
import { completeFilter } from '../query/filter/complete.ts';
import { filterEquivalents } from '../query/translate/equivalents.ts';
import { byteTerms } from '../query/filter/byte-terms.ts';
import type { ByteTests } from '../query/filter/byte-tests.ts';
import type { TableTerms } from '../query/translate/equivalent-terms.ts';

/** Everything that helps with a filter of a table while it is being written; `bytes`: where packets' bytes can be asked. */
export function adviseFilter(
  filter: string,
  caret: number,
  rows: Rows,
  terms: TableTerms | undefined,
  bytes: ByteTests | undefined,
): FilterAdvice {
  const explanations = bytes === undefined ? [] : byteTerms(filter, rows).expressions.flatMap(explain);
  const equivalents = filterEquivalents(terms, filter, rows, bytes);
  return {
    ...completeFilter(filter, caret, rows, bytes),
    explanations,
    ...(equivalents !== undefined && { equivalents }),
  };
}

function explain(expression: string): readonly string[] {
  const parsed = parsePcapFilter(expression);
  return parsed.ok && parsed.value !== undefined ? [explainPcapFilter(parsed.value)] : [];
}
