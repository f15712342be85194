import type { Rows } from '../../model/column.ts';
import type { EventBatch } from '../../model/event.ts';
import type { Cuts, RunMetering } from '../../model/operators.ts';
import type { PacketFacts } from './packet-view.ts';

/** Told of each packet that was metered, and of each record that ended, by its number. */
export interface RecordListener {
  /** The packet at hand is the first of a record. */
  open(record: number): void;
  update(record: number): void;
  ended(record: number): void;
}

/** A meter for plugins: counts the packets of a run once more, where the code runs (core/plugin-meter.ts). */
export interface PluginMeter {
  /** The flow table so far: rows are record numbers. */
  readonly flows: Rows;
  /** Takes the next batch. */
  take(batch: EventBatch): void;
  /** Counts a packet of the batch, unless it is in no flow. */
  add(row: number): void;
  /** What is known of a packet of the batch. */
  facts(row: number): PacketFacts;
  /** What is known of the packet that is being counted. */
  current(): PacketFacts;
  /** Ends an open record; false if none is open. */
  endOldest(): boolean;
  /** The first packet of each record. */
  starts(): Int32Array<ArrayBuffer>;
}

/**
 * Makes a meter. `names`: the code's text; what it does not name is not measured. `cuts` is asked behind each packet, once the
 * listener has been told.
 */
export type MakeMeter = (metering: RunMetering, names: string, listener: RecordListener, cuts: Cuts) => PluginMeter;
