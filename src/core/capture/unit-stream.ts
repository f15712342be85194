import type { RecordSink } from '../model/reader.ts';

/**
 * Cuts a byte stream that comes in pieces of any size into units (records, blocks) whose length stands in their head.
 * Units that lie whole in a piece are handed over in place; only one that straddles two pieces is copied.
 */
export interface UnitConsumer {
  /** Bytes of the head that are needed to know a unit's length. */
  readonly headLength: number;
  /** Length of the unit that begins at `at` (its head is there), or -1: a fault was reported, stop. */
  unitLength(bytes: Uint8Array, at: number, offset: number): number;
  /** Takes one whole unit. False: stop. `offset` is its first byte's place in the stream. */
  unit(bytes: Uint8Array, at: number, length: number, offset: number): boolean;
}

export class UnitStream {
  private carry = new Uint8Array(4096);
  private carried = 0;

  /** `offset`: place in the stream of the first byte that is not yet consumed. */
  constructor(
    private readonly consumer: UnitConsumer,
    public offset: number,
  ) {}

  /** Bytes of a unit that is begun but not whole. */
  get pending(): number {
    return this.carried;
  }

  /** Length of the begun unit: its head's word, or the head's own length if that is not whole; -1 after a fault. */
  pendingLength(): number {
    if (this.carried < this.consumer.headLength) return this.consumer.headLength;
    return this.consumer.unitLength(this.carry, 0, this.offset);
  }

  /** Takes a piece. False: the consumer has stopped; no more pieces are wanted. */
  push(piece: Uint8Array): boolean {
    let at = 0;
    if (this.carried > 0) {
      at = this.finishCarried(piece);
      if (at < 0) return false;
      if (this.carried > 0) return true;
    }
    return this.walk(piece, at);
  }

  /** Hands over every whole unit of the piece from `at` and keeps the rest. */
  private walk(piece: Uint8Array, from: number): boolean {
    const { consumer } = this;
    const { headLength } = consumer;
    const end = piece.length;
    let at = from;
    let offset = this.offset;
    while (end - at >= headLength) {
      const length = consumer.unitLength(piece, at, offset);
      if (length < 0) return this.stopAt(offset);
      if (end - at < length) break;
      if (!consumer.unit(piece, at, length, offset)) return this.stopAt(offset);
      at += length;
      offset += length;
    }
    this.offset = offset;
    this.keep(piece, at, end);
    return true;
  }

  private stopAt(offset: number): false {
    this.offset = offset;
    this.carried = 0;
    return false;
  }

  /** Completes the carried unit from the piece. Returns where to go on in it, or -1 after a stop. */
  private finishCarried(piece: Uint8Array): number {
    const { consumer } = this;
    let at = 0;
    if (this.carried < consumer.headLength) {
      at = Math.min(consumer.headLength - this.carried, piece.length);
      this.keep(piece, 0, at);
      if (this.carried < consumer.headLength) return at;
    }
    const length = consumer.unitLength(this.carry, 0, this.offset);
    if (length < 0) return this.stopAt(this.offset) ? 0 : -1;
    const more = Math.min(length - this.carried, piece.length - at);
    this.keep(piece, at, at + more);
    at += more;
    if (this.carried < length) return at;
    this.carried = 0;
    if (!consumer.unit(this.carry, 0, length, this.offset)) return this.stopAt(this.offset) ? 0 : -1;
    this.offset += length;
    return at;
  }

  private keep(piece: Uint8Array, from: number, to: number): void {
    const length = this.carried + to - from;
    if (length > this.carry.length) {
      const larger = new Uint8Array(Math.max(length, this.carry.length * 2));
      larger.set(this.carry.subarray(0, this.carried));
      this.carry = larger;
    }
    this.carry.set(piece.subarray(from, to), this.carried);
    this.carried = length;
  }
}

/** At the end of the input: reports the unit that is begun but not whole, if there is one. */
export function reportCut(units: UnitStream, sink: RecordSink): void {
  const { pending, offset } = units;
  if (pending === 0) return;
  const wanted = units.pendingLength();
  if (wanted >= 0) sink.problem('cut-record', offset, [wanted, pending]);
}

/** Gives the DataView of a piece: made once per piece, not per record. */
export function viewOfPiece(): (bytes: Uint8Array) => DataView {
  let viewed: Uint8Array | undefined;
  let view: DataView = new DataView(new ArrayBuffer(0));
  return (bytes) => {
    if (bytes !== viewed) {
      viewed = bytes;
      view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    return view;
  };
}
