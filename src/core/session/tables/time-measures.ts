import type { Rows } from '../../model/column.ts';
import { extremes, gaps, sums } from '../../query/group/aggregates.ts';
import type { Measure } from '../../query/group/grouped-rows.ts';
import type { Grouping } from '../../query/group/grouping.ts';
import { paces, type PacesOfGroups } from '../../query/group/paces.ts';
import { describe, extreme, numbers } from './make-measure.ts';

export const FIRST = 'bidirectional_first_seen_ms';
export const LAST = 'bidirectional_last_seen_ms';
/** Of a share, in percent. */
const PERCENT = 100;

const starts = (table: Rows, grouping: Grouping) => gaps(grouping, numbers(table, FIRST));
/** Two measures are of the same paces. */
const kept = new WeakMap<Grouping, PacesOfGroups>();

function pace(table: Rows, grouping: Grouping): PacesOfGroups {
  const known = kept.get(grouping) ?? paces(grouping, numbers(table, FIRST));
  kept.set(grouping, known);
  return known;
}

/** From the start of a group's first flow to the end of its last, ms. */
function spans(table: Rows, grouping: Grouping): Float64Array {
  const first = extremes(grouping, numbers(table, FIRST), 'least');
  return extremes(grouping, numbers(table, LAST), 'most').map((end, at) => end - first[at]);
}

/** When the flows of a group were, and how regularly they begin. */
export const TIME_MEASURES: readonly Measure[] = [
  extreme(['first', 'First seen', 'epoch-ms', '', 'Start of the first flow.'], FIRST, 'least'),
  extreme(['last', 'Last seen', 'epoch-ms', '', 'Last packet of any flow.'], LAST, 'most'),
  {
    description: describe(
      ['span', 'Span', 'milliseconds', 'ms', 'From the start of the first flow to the last packet of any.'],
      'last seen − first seen',
    ),
    compute: spans,
  },
  {
    description: describe([
      'period',
      'Period',
      'milliseconds',
      'ms',
      'Mean time from the start of one flow to that of the next.',
    ]),
    compute: (table, grouping) => starts(table, grouping).mean,
  },
  {
    description: describe(
      [
        'irregularity',
        'Irregularity',
        'float',
        '',
        'How unevenly flows start: 0 is a clock, about 1 chance. Empty below three flows.',
      ],
      'sample deviation of the times between starts / their mean',
    ),
    compute: (table, grouping) => starts(table, grouping).variation,
  },
  {
    description: describe(
      ['usual_gap', 'Usual gap', 'milliseconds', 'ms', 'Median time from the start of one flow to that of the next.'],
      'median of the times between starts',
    ),
    compute: (table, grouping) => pace(table, grouping).median,
  },
  {
    description: describe(
      [
        'jitter',
        'Jitter',
        'float',
        '%',
        'How far the times between starts are from the usual one: 0 is a clock, about 70 chance. A few odd ones do not count. Empty below three flows.',
      ],
      'median of |time between starts − usual gap| / usual gap',
    ),
    compute: (table, grouping) => pace(table, grouping).spread.map((spread) => PERCENT * spread),
  },
  {
    description: describe(
      ['rate', 'Rate', 'float', 'B', 'Bytes a second over the span, both directions. Empty where the span is 0.'],
      'bytes / span',
    ),
    compute(table, grouping) {
      const bytes = sums(grouping, numbers(table, 'bidirectional_bytes'));
      return spans(table, grouping).map((span, at) => (span > 0 ? (1000 * bytes[at]) / span : Number.NaN));
    },
  },
];
