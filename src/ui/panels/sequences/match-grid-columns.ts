import type { ColumnDescription } from '../../../core/model/column.ts';
import { CAPTURED } from '../../../core/model/match-columns.ts';
import { gridColumns } from '../../table/grid-columns.ts';
import type { PacketTimes } from '../../table/packet-grid-columns.ts';
import { timeText } from '../../table/time-text.ts';
import type { GridColumn } from '../../table/types.ts';

const BEFORE = ['start', 'duration', 'events', 'flows'];
/** Columns of captured values that are shown at first; the others are in the chooser. */
const MOST_AT_FIRST = 8;

/**
 * Columns shown at first: what was captured before the text of all of it; of sequences (`hasOutcomes`) how each flow ended in
 * place of whether it is complete.
 */
export function matchColumnsAtFirst(all: readonly ColumnDescription[], hasOutcomes: boolean): readonly string[] {
  const captured = all.filter(({ group }) => group === CAPTURED).map(({ id }) => id);
  const ended = hasOutcomes ? ['outcome', 'reason'] : ['state'];
  return ['match', 'class', ...ended, ...BEFORE, ...captured.slice(0, MOST_AT_FIRST), 'fields'];
}

/** Columns of the grid of sequences. */
export function matchGridColumns(all: readonly ColumnDescription[], times: PacketTimes): readonly GridColumn[] {
  const isAbsolute = times.style === 'utc' || times.style === 'local';
  const timed = {
    width: isAbsolute ? 216 : 116,
    text: ({ cell }: { readonly cell?: unknown }): string =>
      typeof cell === 'number' && !Number.isNaN(cell) ? timeText(cell, times) : '',
  };
  const captured = all
    .filter(({ group }) => group === CAPTURED)
    .map((each) => [each.id, { width: widthOf(each) }] as const);
  const ofTimes = all.filter(({ kind }) => kind === 'relative-ns').map(({ id }) => [id, timed] as const);
  return gridColumns(all, {
    match: { width: 64 },
    class: { width: 150 },
    state: { width: 92 },
    outcome: { width: 92 },
    reason: { width: 230 },
    events: { width: 70 },
    flows: { width: 64 },
    fields: { width: 480 },
    ...Object.fromEntries(captured),
    ...Object.fromEntries(ofTimes),
  });
}

/** CSS pixels: room for the whole name, which is not ours to shorten, up to a sensible length. */
function widthOf({ label, unit, kind }: ColumnDescription): number {
  const least = kind === 'text' || kind === 'address' ? 128 : 84;
  return Math.max(least, Math.min(240, Math.round((label.length + unit.length) * 8.5) + 44));
}
