import type { CaptureTables } from '../../tables.ts';
import { extremes } from '../../query/group/aggregates.ts';
import { count, describe, numbers } from '../tables/make-measure.ts';
import { evidenceColumn, evidenceKind, type Seen, type Sight } from './evidence-table.ts';

/** A packet whose time does not follow on that of the packet before, of the same interface. */
interface Step extends Seen {
  /** Nanoseconds since the packet before; negative back. */
  readonly stepNs: number;
  readonly interface: number;
}

/** Steps that are kept; there are more where a clock is broken, and no person reads them. */
const MOST_STEPS = 100_000;
/** Steps ahead below this are no steps but silence, ns. */
const LEAST_AHEAD = 60e9;

/** Steps of the clock: packets older than the one before them, and times without any packet. */
export const STEPS = evidenceKind<Step>({
  id: 'steps',
  noun: 'step',
  readsBytes: false,
  columns: [
    evidenceColumn(
      ['packet', 'Packet', 'integer', '', 'Number of the packet after the step, from 1.'],
      ({ packet }) => packet + 1,
    ),
    evidenceColumn(
      [
        'step',
        'Step',
        'relative-ns',
        's',
        'Time since the packet before of the same interface; negative if it is older.',
      ],
      ({ stepNs }) => stepNs,
    ),
    evidenceColumn(['interface', 'Interface', 'integer', '', 'Number of the interface.'], (seen) => seen.interface),
  ],
  measures: [
    count('Steps', 'Steps of the group.'),
    {
      description: describe(['most', 'Largest', 'relative-ns', 's', 'The largest step, either way.']),
      compute(table, grouping) {
        const step = numbers(table, 'step');
        return extremes(grouping, (row) => Math.abs(step(row)), 'most');
      },
    },
  ],
  find: (tables) => Promise.resolve(stepsOf(tables)),
});

function stepsOf({ packets, facts }: CaptureTables): Sight<Step> {
  const { timeNs, length, interface: numbersOf } = packets;
  const last = new Float64Array(Math.max(1, facts.interfaces.length)).fill(Number.NaN);
  const seen: Step[] = [];
  let row = 0;
  for (; row < length && seen.length < MOST_STEPS; row++) {
    const from = numbersOf[row] ?? 0;
    const stepNs = timeNs[row] - last[from];
    last[from] = timeNs[row];
    if (stepNs < 0 || stepNs >= LEAST_AHEAD) seen.push({ packet: row, stepNs, interface: from });
  }
  return { seen, ...(row < length && { reach: { looked: row, of: length } }) };
}
