import { BitSet } from '../../base/bit-set.ts';
import type { Explanation } from '../model/explanation.ts';
import { answered, badQuestion, type Reply } from '../model/failure.ts';
import type { Question } from '../model/question.ts';
import type { LimitName } from '../model/table.ts';
import { selectRows } from '../query/select-rows.ts';
import type { CaptureTables } from '../tables.ts';
import { explainFeature } from './explain/explain-feature.ts';
import { packetsOfFlow } from './flow-packets.ts';
import type { RowOrder } from './row-orders.ts';
import type { CaptureTable, RowTest, TableSources } from './tables/capture-table.ts';

/** Tests of the rows that a table counts and of the limits of a question that it follows, without that of a flow. */
export function limitTests(table: CaptureTable, sources: TableSources, question: Question): readonly RowTest[] {
  const tests: RowTest[] = [];
  const counted = table.counted?.(sources);
  if (counted !== undefined) tests.push(counted.test);
  const { range, match } = question;
  if (range !== undefined && follows(table, 'range')) {
    const { timeNs } = sources.tables.packets;
    tests.push(table.withPacket(sources, (row) => timeNs[row] >= range.fromNs && timeNs[row] <= range.toNs));
  }
  if (match !== undefined && follows(table, 'match')) tests.push(matchedTest(table, sources, match));
  return tests;
}

/** Which rows belong to a match; none of a table that does not follow matches. */
export function matchedTest(
  table: CaptureTable,
  sources: TableSources,
  match: NonNullable<Question['match']>,
): RowTest {
  const { matches } = sources;
  if (matches.isOfLines || matches.set.matches.length === 0 || !follows(table, 'match')) return () => false;
  if (table.matched !== undefined) return table.matched(matches, match);
  const packets = match === 'any' ? matches.packets : new Set(matches.get(match)?.packets);
  return table.withPacket(sources, (packet) => packets.has(packet));
}

/**
 * The rows of the question's flow, or of the packets that fed a feature of it; undefined: no such limit, or not one for
 * this table.
 */
export function rowsOfFlow(table: CaptureTable, sources: TableSources, question: Question): Reply<RowOrder> {
  const { flow, feature } = question;
  if (flow === undefined || !follows(table, 'flow')) return answered(undefined);
  const { tables } = sources;
  if (!hasRow(flow, tables.flows.length)) return answered(new Int32Array(0));
  if (feature === undefined || !follows(table, 'feature'))
    return answered(rowsOf(table, sources, packetsOfFlow(tables, flow)));
  const explained = explainFlow(tables, flow, feature);
  if (!explained.ok) return explained;
  const { fed, limited } = explained.value;
  return limited === undefined ? answered(rowsOf(table, sources, fed.rows)) : badQuestion(limited);
}

/** Where a feature of a flow comes from. The failure: there is no such feature by these settings. */
export function explainFlow(tables: CaptureTables, flow: number, feature: string): Reply<Explanation> {
  const explained = explainFeature(tables, flow, feature);
  if (explained !== undefined) return answered(explained);
  const detail = `Flows have no feature “${feature}” by these settings.`;
  return badQuestion(detail);
}

/** True if a table of so many rows has this one. */
export function hasRow(row: number, length: number): boolean {
  return Number.isInteger(row) && row >= 0 && row < length;
}

function rowsOf(table: CaptureTable, sources: TableSources, packets: Int32Array): Int32Array {
  if (table.rowsOf !== undefined) return table.rowsOf(packets);
  const wanted = new BitSet(sources.tables.packets.length);
  for (const packet of packets) wanted.add(packet);
  return selectRows(
    table.withPacket(sources, (packet) => wanted.has(packet)),
    table.rows(sources).length,
  );
}

/** True if the rows of the table hang on such a limit. */
export function follows({ description }: CaptureTable, limit: LimitName): boolean {
  return description.limits.includes(limit);
}
