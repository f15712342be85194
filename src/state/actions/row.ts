import type { ColumnDescription } from '../../core/model/column.ts';
import type { Cell, Question, TimeRange } from '../../core/model/question.ts';
import { nanosecondsOfMs } from '../../base/format.ts';
import { engine } from '../engine-port.ts';
import { summaryOf } from '../session.ts';
import { getState } from '../store.ts';
import { descriptionOf } from '../tables.ts';

/** Nanoseconds in a tick of the meter's clock, by its resolution. */
const TICK_NS = { ms: 1_000_000, us: 1000, ns: 1 } as const;
/** Around a row without length so much of the capture is shown, as a part of it. */
const AROUND = 1 / 200;

/** Cells of one row of a question, by its position, in the order of `columns`; undefined if they cannot be had. */
export async function readRow(
  question: Question,
  columns: readonly string[],
  position: number,
): Promise<readonly Cell[] | undefined> {
  const reply = await engine().data.rows({ question, columns, from: position, count: 1 });
  return reply.ok ? reply.value.cells[0] : undefined;
}

/** True if rows of a table stand somewhere in time. */
export function hasTimes(table: string): boolean {
  return timeColumns(descriptionOf(getState(), table).columns).length > 0;
}

/**
 * The stretch of time of a row, from its first moment to its last, within the capture; around a single moment a two-hundredth
 * of the capture on either side. undefined if it has no time, or it cannot be had.
 */
export async function spanOfRow(question: Question, position: number): Promise<TimeRange | undefined> {
  const columns = timeColumns(descriptionOf(getState(), question.table).columns);
  const cells = await readRow(
    question,
    columns.map(({ id }) => id),
    position,
  );
  const summary = summaryOf(getState().session);
  if (cells === undefined || summary === undefined) return undefined;
  const moments = momentsOf(columns, cells, summary.epochNs);
  if (moments.length === 0) return undefined;
  const around = (summary.lastNs - summary.firstNs) * AROUND;
  const [from, to] = [Math.min(...moments), Math.max(...moments)];
  const wider = from === to ? around : 0;
  return { fromNs: Math.max(summary.firstNs, from - wider), toNs: Math.min(summary.lastNs, to + wider) };
}

/** Columns that say when a row is: a time since the first packet and how long from there, or two points in time. */
function timeColumns(columns: readonly ColumnDescription[]): readonly ColumnDescription[] {
  const since = columns.find(({ kind }) => kind === 'relative-ns');
  const length = columns.find(({ id, kind }) => id === 'duration' && kind === 'milliseconds');
  if (since !== undefined) return length === undefined ? [since] : [since, length];
  return columns.filter(({ id, kind }) => kind === 'epoch-ms' && /^bidirectional_(first|last)_seen_ms$/.test(id));
}

/** The moments that the cells tell, nanoseconds since the first packet. */
function momentsOf(
  columns: readonly ColumnDescription[],
  cells: readonly Cell[],
  epochNs: bigint | undefined,
): readonly number[] {
  const moments: number[] = [];
  for (const [at, { kind }] of columns.entries()) {
    const cell = cells[at];
    if (cell === undefined || typeof cell === 'object') continue;
    if (kind === 'relative-ns') moments.push(Number(cell));
    else if (kind === 'milliseconds') moments.push((moments[0] ?? 0) + Number(cell) * 1e6);
    else if (Number(cell) !== 0) moments.push(...ticksAround(Number(nanosecondsOfMs(cell) - (epochNs ?? 0n))));
  }
  return moments;
}

/** The clock cuts to whole ticks: what it says happened within the tick. */
function ticksAround(ns: number): readonly number[] {
  return [ns, ns + TICK_NS[getState().parameters.timeResolution] - 1];
}
