import type { Column } from '../model/column.ts';
import type { MatchSet } from '../model/match.ts';
import { startOf } from '../relational/match-list.ts';

/** Columns of steps; those of further names are left out. */
const MOST_STEPS = 64;

/**
 * For each step of the sequences but first ones: the time from the event before to the first event of the step. Steps of
 * one name share a column. `taken`: ids of other columns; a step that would be one of them has none.
 */
export function stepColumns(set: MatchSet, timeNs: ArrayLike<number>, taken: ReadonlySet<string>): Column[] {
  const names = new Map<string, string>();
  for (const { funnel } of set.classes)
    for (const { name } of funnel?.steps.slice(1) ?? []) names.set(`gap_${name.replace(/[^\w-]+/g, '_')}`, name);
  return [...names]
    .filter(([id]) => !taken.has(id.toLowerCase()))
    .slice(0, MOST_STEPS)
    .map(([id, name]) => stepColumn(id, name, set, timeNs));
}

function stepColumn(id: string, name: string, { classes, matches }: MatchSet, timeNs: ArrayLike<number>): Column {
  const places = classes.map(({ funnel }) => funnel?.steps.findIndex((step) => step.name === name) ?? -1);
  const { flowClass, packets, packetEnd, step } = matches.columns;
  const gap = (row: number): number => {
    const place = places[flowClass[row]];
    const from = startOf(packetEnd, row);
    if (place < 0) return Number.NaN;
    for (let at = from; at < packetEnd[row]; at++) {
      if (step[at] !== place + 1) continue;
      return at === from ? Number.NaN : (timeNs[packets[at]] - timeNs[packets[at - 1]]) / 1e6;
    }
    return Number.NaN;
  };
  return {
    type: 'number',
    description: {
      id,
      label: `Until ${name}`,
      kind: 'milliseconds',
      group: 'Sequence',
      unit: 'ms',
      help: `Time from the event before to the first event of step “${name}”. Empty where the step was not taken.`,
      formula: '',
    },
    number: gap,
    fractional: true,
  };
}
