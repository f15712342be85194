import type { Column } from '../../model/column.ts';
import { SCOPES } from '../../model/describe-column.ts';
import { PERCENTILES } from '../../model/feature-columns-volume.ts';
import type { MeteredPacket } from '../metered-packet.ts';
import { SpltPool } from '../splt-pool.ts';
import type { Ticks } from '../ticks.ts';
import type { FeatureMeter } from './feature-meter.ts';
import { groupColumns, type Read } from './group-columns.ts';
import { RecordStore, SharedRecords } from './record-store.ts';

/** Numbers of a record: its chain in the pool, packets, time of the last one. */
const CHAIN = 0;
const PACKETS = 1;
const LAST = 2;
const STRIDE = 3;

/** Numbers of an answer: the packets that it was computed from (0: none yet), then sizes and gaps by scope. */
const ANSWER = 1;
const ANSWER_STRIDE = ANSWER + 2 * SCOPES.length * PERCENTILES.length;

/**
 * Percentiles of sizes and gaps over all packets, by nearest rank: the value at ⌈p n / 100⌉ of the sorted ones. Size and
 * gap of every packet are kept as SPLT keeps them, about 5 bytes (14 for finer clocks than ms); answers are computed when they are read, and kept.
 */
export class Percentiles implements FeatureMeter {
  private readonly pool: SpltPool;
  private readonly store: RecordStore;
  private readonly answers = new RecordStore(ANSWER_STRIDE, new SharedRecords());

  constructor(
    private readonly ticks: Ticks,
    records: SharedRecords,
  ) {
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

  columns(): readonly Column[] {
    const reads = ['ps', 'piat_ms'].flatMap((what, list) =>
      SCOPES.flatMap((scope, number) =>
        PERCENTILES.map((percent, at): [string, Read] => {
          const field = ANSWER + (list * SCOPES.length + number) * PERCENTILES.length + at;
          return [`${scope}_p${percent}_${what}`, (record) => this.answer(record, field)];
        }),
      ),
    );
    return groupColumns('percentiles', reads, this.ticks.fine);
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
      for (const percent of PERCENTILES) {
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
