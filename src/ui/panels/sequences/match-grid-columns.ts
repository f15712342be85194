import { formatTime } from '../../../base/format.ts';
import { MATCH_COLUMNS } from '../../../core/model/match-columns.ts';
import { gridColumns } from '../../table/grid-columns.ts';
import type { PacketTimes } from '../../table/packet-grid-columns.ts';
import type { GridColumn } from '../../table/types.ts';

const OUTCOMES = ['outcome', 'reason'];

/** Columns shown at first: all of them, but what only sequences tell. */
export const MATCH_COLUMNS_AT_FIRST: readonly string[] = MATCH_COLUMNS.map(({ id }) => id).filter(
  (id) => !OUTCOMES.includes(id),
);

/** The same where sequences were looked for, which tell how each flow ended. */
export const SEQUENCE_COLUMNS_AT_FIRST: readonly string[] = [
  'match',
  'class',
  ...OUTCOMES,
  ...MATCH_COLUMNS_AT_FIRST.slice(3),
];

/** Columns of the grid of sequences. */
export function matchGridColumns(times: PacketTimes): readonly GridColumn[] {
  const isAbsolute = times.style === 'utc' || times.style === 'local';
  return gridColumns(MATCH_COLUMNS, {
    match: { width: 64 },
    class: { width: 150 },
    state: { width: 92 },
    outcome: { width: 92 },
    reason: { width: 230 },
    start: {
      width: isAbsolute ? 216 : 116,
      text: ({ cell }) => (typeof cell === 'number' ? timeText(cell, times) : ''),
    },
    events: { width: 70 },
    flows: { width: 64 },
    fields: { width: 480 },
  });
}

/** A time as the page writes it; "since the row above" makes no sense between sequences. */
export function timeText(ns: number, { style, epochNs, nanoseconds }: PacketTimes): string {
  return formatTime(ns, epochNs, style === 'delta' ? 'relative' : style, nanoseconds ? 9 : 6);
}
