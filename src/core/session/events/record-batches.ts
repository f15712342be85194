import type { EventNeeds } from '../../model/event-needs.ts';
import type { RecordBatch, RecordSource } from '../../model/record-event.ts';
import type { CaptureTables } from '../../tables.ts';
import { flowRecords } from './flow-records.ts';
import { messageRecords } from './message-records.ts';
import type { RecordTable } from './record-table.ts';
import { RunTexts } from './run-texts.ts';

/** Makes the batches of one source for one run. The messages must have been read. */
export class RecordBatches {
  private readonly texts = new RunTexts();
  private readonly table: RecordTable;

  constructor(
    private readonly tables: CaptureTables,
    readonly source: RecordSource,
    needs: EventNeeds,
  ) {
    const recordsOf = source === 'flows' ? flowRecords : messageRecords;
    this.table = recordsOf(tables, needs, this.texts);
  }

  /** Records from..from+count, fewer at the end. */
  make(from: number, count: number): RecordBatch {
    const { rows, packet, columns } = this.table;
    const { timeNs, flow } = this.tables.packets;
    const made = Math.max(0, Math.min(rows.length - from, count));
    const packets = Int32Array.from({ length: made }, (_, at) => packet(from + at));
    const values = new Float64Array(made * columns.length);
    columns.forEach(({ value }, column) => {
      for (let at = 0; at < made; at++) values[column * made + at] = value(from + at);
    });
    return {
      source: this.source,
      count: made,
      timeNs: Float64Array.from(packets, (row) => timeNs[row]),
      packet: packets,
      flow: packets.map((row) => flow[row] ?? -1),
      columns: columns.map(({ name, isText }) => ({ name, isText })),
      values,
      newTexts: this.texts.takeNew(),
      isLast: from + made >= rows.length,
    };
  }
}
