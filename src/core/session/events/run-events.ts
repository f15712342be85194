import type { EventBatch } from '../../model/event.ts';
import type { EventNeeds } from '../../model/event-needs.ts';
import type { ByteSource } from '../../model/reader.ts';
import type { RecordBatch, RecordSource } from '../../model/record-event.ts';
import type { CaptureTables } from '../../tables.ts';
import type { TraceKeys } from '../../model/trace.ts';
import { EventBatches } from './event-batches.ts';
import { keyRows, type KeyRows } from './key-rows.ts';
import { RecordBatches } from './record-batches.ts';

/** The events that runs ask for, batch by batch; what is known of a run is kept until another one asks. */
export class RunEvents {
  private ofPackets: { run: number; batches: EventBatches } | undefined;
  private ofKeys: { run: number; rows: KeyRows } | undefined;
  private ofRecords: { run: number; batches: RecordBatches } | undefined;

  constructor(
    private readonly tables: CaptureTables,
    private readonly bytes: ByteSource,
  ) {}

  /** Packets as events; a run names the same needs each time. Rejects (UnreadableBytes) if bytes cannot be had. */
  packets(run: number, from: number, count: number, needs: EventNeeds): Promise<EventBatch> {
    return this.batchesOf(run, needs).make(from, count);
  }

  /** Those of the packets that share a key with one of them, from a place among them on. */
  keyPackets(run: number, traced: TraceKeys, from: number, count: number, needs: EventNeeds): Promise<EventBatch> {
    if (this.ofKeys?.run !== run) this.ofKeys = { run, rows: keyRows(this.tables, traced) };
    const { rows, clockNs } = this.ofKeys.rows;
    return this.batchesOf(run, needs).makeOf(rows.slice(from, from + count), clockNs.slice(from, from + count));
  }

  private batchesOf(run: number, needs: EventNeeds): EventBatches {
    if (this.ofPackets?.run !== run)
      this.ofPackets = { run, batches: new EventBatches(this.tables, this.bytes, needs) };
    return this.ofPackets.batches;
  }

  /** Events of another source; messages must have been read. */
  records(run: number, source: RecordSource, from: number, count: number, needs: EventNeeds): RecordBatch {
    let { ofRecords } = this;
    if (ofRecords?.run !== run || ofRecords.batches.source !== source)
      this.ofRecords = ofRecords = { run, batches: new RecordBatches(this.tables, source, needs) };
    return ofRecords.batches.make(from, count);
  }

  /** Flows have other numbers now. */
  forget(): void {
    this.ofPackets = undefined;
    this.ofKeys = undefined;
    this.ofRecords = undefined;
  }
}
