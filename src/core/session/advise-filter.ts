import type { Rows } from '../model/column.ts';
import type { FilterAdvice } from '../model/filter-advice.ts';
import { explainPcapFilter } from '../pcap-filter/explain.ts';
import { parsePcapFilter } from '../pcap-filter/pcap-filter.ts';
import { completeFilter } from '../query/filter/complete.ts';
import { filterEquivalents } from '../query/translate/equivalents.ts';
import { pcapExpressions } from '../query/filter/pcap-terms.ts';
import type { CaptureTable } from './tables/capture-table.ts';

/** Everything that helps with a filter of a table while it is being written. */
export function adviseFilter(
  { description, terms }: CaptureTable,
  filter: string,
  caret: number,
  rows: Rows,
): FilterAdvice {
  const { testsBytes } = description;
  const explanations = testsBytes ? pcapExpressions(filter).flatMap(explain) : [];
  const equivalents = filterEquivalents(terms, filter, rows);
  return {
    ...completeFilter(filter, caret, rows, testsBytes),
    explanations,
    ...(equivalents !== undefined && { equivalents }),
  };
}

function explain(expression: string): readonly string[] {
  const parsed = parsePcapFilter(expression);
  return parsed.ok && parsed.value !== undefined ? [explainPcapFilter(parsed.value)] : [];
}
