import { sampleDeviation, withValue, type Moments } from '../../../base/moments.ts';
import type { Column } from '../../model/column.ts';
import { flowColumn, MOMENT_FORMULA } from '../../model/describe-column.ts';
import { fedFrom, joined, type Account } from '../explain/account.ts';
import { inMilliseconds, partsOf, workMoment, type Moment } from '../explain/moments.ts';
import type { FlowTrace } from '../explain/trace.ts';
import type { MeteredFlows } from '../metered-flows.ts';
import type { MeteredPacket } from '../metered-packet.ts';
import type { GroupOfFeatures, MeterSetting } from './feature-group.ts';
import type { FeatureMeter } from './feature-meter.ts';
import { MOMENTS, momentsAt, writeMoments } from './moments.ts';
import { numberColumns, type NumberFeature, type Read } from './number-columns.ts';
import { RecordStore } from './record-store.ts';

/** Gives the statistics of a record's periods of one kind, ticks. */
type PeriodsOf = (kind: 'active' | 'idle') => (record: number) => Moments;

const PERIODS = [
  [
    'active',
    'Active',
    'active periods: runs of packets without a gap above the activity time-out; a run of 0 ms does not count, as in CICFlowMeter',
    'last − first time of the period',
  ],
  ['idle', 'Idle', 'idle periods: gaps above the activity time-out', 'gap between two active periods'],
] as const;

const STATISTICS = [
  ['min', 'Shortest', ({ least }: Moments) => least],
  ['mean', 'Arithmetic mean', ({ mean }: Moments) => mean],
  ['stddev', 'Sample standard deviation', ({ squares, count }: Moments) => sampleDeviation(squares, count)],
  ['max', 'Longest', ({ most }: Moments) => most],
] as const;

const COLUMNS: readonly NumberFeature<PeriodsOf>[] = PERIODS.flatMap(([kind, label, words, value]) => [
  {
    description: flowColumn(
      { name: `${kind}_periods`, of: 'period', by: 'count' },
      {
        label: `${label} periods`,
        kind: 'integer',
        group: 'Activity',
        help: `Number of ${words}.`,
        formula: 'count(x)',
      },
    ),
    read: (periods): Read => {
      const of = periods(kind);
      return (record) => of(record).count;
    },
    explain: (trace): Account => explainActivity(trace, kind, 'count'),
  },
  ...STATISTICS.map(([by, which, choose]): NumberFeature<PeriodsOf> => ({
    description: flowColumn(
      { name: `${by}_${kind}_ms`, of: 'period', by },
      {
        label: `${label} ${by}`,
        kind: by === 'min' || by === 'max' ? 'milliseconds' : 'float',
        group: 'Activity',
        unit: 'ms',
        help: `${which} of the ${words}; 0 without any.`,
        formula: `${MOMENT_FORMULA[by]}; x = ${value}`,
      },
    ),
    read: (periods, { ticks }) => {
      const of = periods(kind);
      return (record) => ticks.ms(choose(of(record)));
    },
    explain: (trace) => explainActivity(trace, kind, by),
  })),
]);

/** Numbers of a record: first and last time of the active period at hand, then statistics of those before. */
const FIRST = 0;
const LAST = 1;
const ACTIVE = 2;
const IDLE = ACTIVE + MOMENTS;
const STRIDE = IDLE + MOMENTS;

/**
 * Active and idle periods as CICFlowMeter has them (BasicFlow.updateActiveIdleTime): a gap above the activity time-out is
 * an idle period and ends the active one, which counts if it lasted.
 */
class Activity implements FeatureMeter {
  private readonly store: RecordStore;
  private readonly timeout: number;

  constructor({ parameters, ticks, records }: MeterSetting) {
    this.store = new RecordStore(STRIDE, records);
    this.timeout = parameters.activityTimeout * 1000 * ticks.perMs;
  }

  open(record: number, _direction: number, _packet: MeteredPacket, now: number): void {
    this.store.clear(record);
    const values = this.store.chunk(record);
    const at = this.store.at(record);
    values[at + FIRST] = now;
    values[at + LAST] = now;
  }

  update(record: number, _direction: number, _packet: MeteredPacket, now: number): void {
    const values = this.store.chunk(record);
    const at = this.store.at(record);
    const gap = now - values[at + LAST];
    if (gap > this.timeout) {
      writeMoments(values, at + ACTIVE, this.active(record));
      writeMoments(values, at + IDLE, withValue(momentsAt(values, at + IDLE), gap));
      values[at + FIRST] = now;
    }
    values[at + LAST] = now;
  }

  release(): void {
    // Nothing but fixed places.
  }

  columns(flows: MeteredFlows): readonly Column[] {
    const idle = (record: number): Moments => momentsAt(this.store.chunk(record), this.store.at(record) + IDLE);
    const periodsOf: PeriodsOf = (kind) => (kind === 'active' ? (record) => this.active(record) : idle);
    return numberColumns(COLUMNS, periodsOf, flows);
  }

  /** Active periods with the one at hand. */
  private active(record: number): Moments {
    const values = this.store.chunk(record);
    const at = this.store.at(record);
    const before = momentsAt(values, at + ACTIVE);
    const lasted = values[at + LAST] - values[at + FIRST];
    return lasted > 0 ? withValue(before, lasted) : before;
  }
}

/** Positions of a period's first and last packet. */
interface Period {
  readonly from: number;
  readonly to: number;
}

/** Active or idle periods from the packets: their number, or statistics of their lengths. */
function explainActivity(trace: FlowTrace, kind: 'active' | 'idle', what: 'count' | Moment): Account {
  const { clock, times, rows, parameters } = trace;
  const timeout = parameters.activityTimeout;
  const periods = periodsOf(trace, timeout * 1000 * clock.perMs)[kind];
  const lengths = periods.map(({ from, to }) => times[to] - times[from]);
  const at = periods.map(({ to }) => to);
  const values = lengths.map((length) => clock.ms(length));
  const work = workMoment(what === 'count' ? 'mean' : what, {
    values: lengths,
    rows: at.map((position) => rows[position]),
    ...inMilliseconds(trace),
  });
  return {
    ...(what === 'count'
      ? { result: periods.length, worked: [`${periods.length} periods, ms: ${joined(values, ', ')}`] }
      : partsOf(work)),
    notes: [
      `A gap of more than ${timeout} s is an idle period and ends the active one, which counts if it lasted. Each value stands at the last packet of its period.`,
    ],
    fed: fedFrom(trace, { at, values, unit: 'ms', since: periods.map(({ from }) => from) }),
  };
}

function periodsOf({ times }: FlowTrace, timeout: number): Record<'active' | 'idle', Period[]> {
  const active: Period[] = [];
  const idle: Period[] = [];
  let from = 0;
  const close = (to: number): void => {
    if (times[to] > times[from]) active.push({ from, to });
  };
  for (let at = 1; at < times.length; at++) {
    if (times[at] - times[at - 1] <= timeout) continue;
    close(at - 1);
    idle.push({ from: at - 1, to: at });
    from = at;
  }
  close(times.length - 1);
  return { active, idle };
}

/** Active and idle periods, over both directions. */
export const ACTIVITY: GroupOfFeatures = {
  columns: COLUMNS,
  meter: (setting) => new Activity(setting),
};
