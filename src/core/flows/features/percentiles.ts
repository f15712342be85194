import type { Column } from '../../model/column.ts';
import { flowColumn, SCOPE_WORDS } from '../../model/describe-column.ts';
import { SCOPES, type Scope } from '../../model/flow-feature.ts';
import { fedFrom, joined, type Account } from '../explain/account.ts';
import { gapsOf, positionsOf, type FlowTrace } from '../explain/trace.ts';
import type { MeteredFlows } from '../metered-flows.ts';
import type { MeteredPacket } from '../metered-packet.ts';
import { SpltPool } from '../splt-pool.ts';
import type { Ticks } from '../ticks.ts';
import type { GroupOfFeatures, MeterSetting } from './feature-group.ts';
import type { FeatureMeter } from './feature-meter.ts';
import { numberColumns, type NumberFeature } from './number-columns.ts';
import { RecordStore, SharedRecords } from './record-store.ts';

/** Percentiles that are given, of sizes and of gaps. */
export const PERCENTS = [25, 50, 75, 90, 95, 99] as const;

/** What they are of: kept in this order. */
const LISTS = [
  {
    of: 'size',
    name: 'ps',
    label: 'Size',
    kind: 'bytes',
    unit: 'B',
    group: 'Packet size percentiles',
    words: 'packet sizes',
  },
  {
    of: 'gap',
    name: 'piat_ms',
    label: 'IAT',
    kind: 'milliseconds',
    unit: 'ms',
    group: 'Inter-arrival percentiles',
    words: 'gaps between consecutive packets',
  },
] as const;

/** Numbers of a record: its chain in the pool, packets, time of the last one. */
const CHAIN = 0;
const PACKETS = 1;
const LAST = 2;
const STRIDE = 3;

/** Numbers of an answer: the packets that it was computed from (0: none yet), then sizes and gaps by scope. */
const ANSWER = 1;
const ANSWER_STRIDE = ANSWER + 2 * SCOPES.length * PERCENTS.length;

/** Gives a number of an answer. */
type Answer = (record: number, field: number) => number;

const COLUMNS: readonly NumberFeature<Answer>[] = LISTS.flatMap(({ of, name, label, kind, unit, group, words }, list) =>
  SCOPES.flatMap((scope, number) =>
    PERCENTS.map((percent, at) => ({
      description: flowColumn(
        { scope, name: `p${percent}_${name}`, of, by: 'percentile' },
        {
          label: `${label} p${percent}`,
          kind,
          group,
          unit,
          help: `The smallest of the ${words} that at least ${percent} % of them do not exceed (nearest rank, over all packets), ${SCOPE_WORDS[scope]}; 0 without any.`,
          formula: `x₍k₎ of the sorted values, k = ⌈${percent} n / 100⌉`,
        },
      ),
      read: (answer: Answer) => {
        const field = ANSWER + (list * SCOPES.length + number) * PERCENTS.length + at;
        return (record: number) => answer(record, field);
      },
      explain: (trace: FlowTrace) => explainPercentile(trace, scope, percent, of),
    })),
  ),
);

/**
 * Percentiles of sizes and gaps over all packets, by nearest rank: the value at ⌈p n / 100⌉ of the sorted ones. Size and
 * gap of every packet are kept as SPLT keeps them, about 5 bytes (14 for finer clocks than ms); answers are computed when they are read, and kept.
 */
class Percentiles implements FeatureMeter {
  private readonly ticks: Ticks;
  private readonly pool: SpltPool;
  private readonly store: RecordStore;
  private readonly answers = new RecordStore(ANSWER_STRIDE, new SharedRecords());

  constructor({ ticks, records }: MeterSetting) {
    this.ticks = ticks;
    this.store = new RecordStore(STRIDE, records);
    this.pool = new SpltPool(ticks.fine);
  }

  open(record: number, direction: number, packet: MeteredPacket, now: number): void {
    this.store.clear(record);
    const values = this.store.chunk(record);
    const at = this.store.at(record);
    values[at + CHAIN] = this.pool.begin(packet.size, direction);
    values[at + PACKETS] = 1;
    values[at + LAST] = now;
    if (this.answers.has(record)) this.answers.clear(record);
  }

  update(record: number, direction: number, packet: MeteredPacket, now: number): void {
    const values = this.store.chunk(record);
    const at = this.store.at(record);
    const gap = now - values[at + LAST];
    values[at + CHAIN] = this.pool.append(values[at + CHAIN], values[at + PACKETS]++, packet.size, direction, gap);
    values[at + LAST] = now;
  }

  release(record: number): void {
    this.pool.release(this.store.get(record, CHAIN));
  }

  columns(flows: MeteredFlows): readonly Column[] {
    return numberColumns(COLUMNS, (record, field) => this.answer(record, field), flows);
  }

  private answer(record: number, field: number): number {
    const { answers, store } = this;
    if (!answers.has(record)) answers.clear(record);
    if (answers.get(record, 0) !== store.get(record, PACKETS)) this.compute(record);
    return answers.get(record, field);
  }

  private compute(record: number): void {
    const values = this.answers.chunk(record);
    let at = this.answers.at(record);
    values[at++] = this.store.get(record, PACKETS);
    for (const list of this.lists(record)) {
      list.sort();
      for (const percent of PERCENTS) {
        values[at++] = list.length === 0 ? 0 : list[Math.ceil((percent * list.length) / 100) - 1];
      }
    }
  }

  /** Sizes by scope, then gaps by scope, ms. */
  private lists(record: number): Float64Array[] {
    const packets = this.store.get(record, PACKETS);
    const lists = Array.from({ length: 2 * SCOPES.length }, () => new Float64Array(packets));
    const lengths = new Int32Array(lists.length);
    const add = (list: number, value: number): void => {
      lists[list][lengths[list]++] = value;
    };
    const before = [NaN, NaN];
    let time = 0;
    this.pool.read(this.store.get(record, CHAIN), packets, (direction, size, gap) => {
      time += gap;
      add(0, size);
      add(1 + direction, size);
      if (lengths[0] > 1) add(3, this.ticks.ms(gap));
      if (!Number.isNaN(before[direction])) add(4 + direction, this.ticks.ms(time - before[direction]));
      before[direction] = time;
    });
    return lists.map((list, at) => list.subarray(0, lengths[at]));
  }
}

/** The value at its rank, among the sizes or gaps of the scope's packets. */
function explainPercentile(trace: FlowTrace, scope: Scope, percent: number, of: 'size' | 'gap'): Account {
  const gaps = gapsOf(trace, scope);
  const at = of === 'size' ? positionsOf(trace, scope) : gaps.at;
  const values =
    of === 'size' ? at.map((position) => trace.sizes[position]) : gaps.gaps.map((gap) => trace.clock.ms(gap));
  const unit = of === 'size' ? 'B' : 'ms';
  if (values.length === 0) return { result: 0, worked: ['no values: 0'], fed: fedFrom(trace, { at, unit }) };
  const rank = Math.ceil((percent * values.length) / 100);
  const sorted = Float64Array.from(values).sort();
  const result = sorted[rank - 1];
  return {
    result,
    worked: [
      `rank ⌈${percent} × ${values.length} / 100⌉ = ${rank} of ${values.length}`,
      `the values in order: ${joined(sorted, ', ')}; number ${rank} is ${result}`,
    ],
    fed: fedFrom(trace, {
      at,
      values,
      unit,
      ...(of === 'gap' && { since: gaps.since }),
      roles: [{ at: at[values.indexOf(result)], role: `number ${rank} in order` }],
    }),
  };
}

/** Percentiles of packet sizes and gaps. */
export const PERCENTILES: GroupOfFeatures = {
  columns: COLUMNS,
  meter: (setting) => new Percentiles(setting),
};
