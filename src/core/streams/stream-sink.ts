import type { GapReason, StreamNoteKind, Way } from '../model/stream.ts';
import type { PacketIndex } from '../model/units.ts';

/** Where something stands: `offset` in the bytes of one direction of one connection, missing bytes counted. */
export interface StreamSpot {
  readonly way: Way;
  readonly connection: number;
  readonly packet: PacketIndex;
  readonly offset: number;
}

/** Bytes that came again and were others, from the first that differs; at most so many as are worth showing. */
export interface OtherBytes {
  readonly had: Uint8Array;
  readonly other: Uint8Array;
}

/**
 * What a reader of messages gets: of each direction all bytes and gaps once, rising and without a hole between them, in the order in
 * which they became certain. After a gap a reader finds its way again or stops.
 */
export interface StreamSink {
  /** The bytes are the packet's own: who keeps them copies them. */
  bytes(spot: StreamSpot, bytes: Uint8Array): void;
  gap(spot: StreamSpot, length: number, why: GapReason): void;
  note(spot: StreamSpot, length: number, note: StreamNoteKind, other?: OtherBytes): void;
}
