import type { EventNeeds } from '../../model/event-needs.ts';
import type { RecordBatch, RecordSource } from '../../model/record-event.ts';
import { LineStore } from '../../lines/line-store.ts';
import type { CaptureTables } from '../../tables.ts';
import { flowRecords } from './flow-records.ts';
import { lineRecords } from './line-records.ts';
import { messageRecords } from './message-records.ts';
import type { RecordTable } from './record-table.ts';
import { RunTexts } from './run-texts.ts';
import { timeOrder } from './time-order.ts';

/** Makes the batches of one source for one run. The messages must have been read; lines are those of a log. */
export class RecordBatches {
  private readonly texts = new RunTexts();
  private readonly table: RecordTable;
  private readonly timeNs: ArrayLike<number>;
  /** By packet; lines are in none. */
  private readonly flow: ArrayLike<number> | undefined;
  /** Places of the table in the order of time, if that is wanted and another one. */
  private readonly places: Int32Array | undefined;

  constructor(
    from: CaptureTables | LineStore,
    readonly source: RecordSource,
    needs: EventNeeds,
  ) {
    this.table = tableOf(from, source, needs, this.texts);
    this.timeNs = from instanceof LineStore ? from.timeNs : from.packets.timeNs;
    this.flow = from instanceof LineStore ? undefined : from.packets.flow;
    const { rows, packet } = this.table;
    this.places = needs.order === 'time' ? timeOrder(rows.length, (place) => this.timeNs[packet(place)]) : undefined;
  }

  /** Records from..from+count, fewer at the end. */
  make(from: number, count: number): RecordBatch {
    const { rows, packet, columns } = this.table;
    const { timeNs, places } = this;
    const placeAt = (at: number): number => (places === undefined ? from + at : places[from + at]);
    const made = Math.max(0, Math.min(rows.length - from, count));
    const packets = Int32Array.from({ length: made }, (_, at) => packet(placeAt(at)));
    const values = new Float64Array(made * columns.length);
    columns.forEach(({ value }, column) => {
      for (let at = 0; at < made; at++) values[column * made + at] = value(placeAt(at));
    });
    return {
      source: this.source,
      count: made,
      timeNs: Float64Array.from(packets, (row) => timeNs[row]),
      packet: packets,
      flow: packets.map((row) => this.flow?.[row] ?? -1),
      columns: columns.map(({ name, isText }) => ({ name, isText })),
      values,
      newTexts: this.texts.takeNew(),
      isLast: from + made >= rows.length,
    };
  }
}

function tableOf(
  from: CaptureTables | LineStore,
  source: RecordSource,
  needs: EventNeeds,
  texts: RunTexts,
): RecordTable {
  if (from instanceof LineStore) return lineRecords(from, needs, texts);
  return source === 'flows' ? flowRecords(from, needs, texts) : messageRecords(from, needs, texts);
}
