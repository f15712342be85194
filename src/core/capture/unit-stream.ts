import type { ProblemCode } from '../model/problem.ts';

/** Damage at which the next unit cannot be told. `offset`: place of the unit in the stream. */
export interface Fault {
  readonly code: ProblemCode;
  readonly offset: number;
  readonly facts: readonly number[];
}

/** Looks for the next sound unit behind a damaged one. */
export interface UnitFinder {
  /**
   * The first place from `from` on where sound units begin; NEEDS_MORE if the bytes end before it can be told (never with
   * `ended`), else NOT_FOUND. What it answers must not depend on where the bytes end.
   */
  find(bytes: Uint8Array, from: number, ended: boolean): number;
  /** After NEEDS_MORE: where to go on. Everything before is no such place. */
  readonly undecided: number;
}

export const NEEDS_MORE = -1;
export const NOT_FOUND = -2;

/** Bytes that are searched for the next sound unit before reading ends at the damage. */
export const MOST_SKIPPED = 16 * 1024 * 1024;

/** Whose units a UnitStream cuts. */
export interface UnitConsumer {
  /** Bytes of the head that are needed to know a unit's length. */
  readonly headLength: number;
  /** Length of the unit that begins at `at` (its head is there), or -1: stop, at `fault` if there is one. */
  unitLength(bytes: Uint8Array, at: number, offset: number): number;
  /** Takes one whole unit. False: stop, as above. `offset` is its first byte's place in the stream. */
  unit(bytes: Uint8Array, at: number, length: number, offset: number): boolean;
  readonly fault: Fault | undefined;
  /** Without it reading ends at the first fault. */
  readonly finder?: UnitFinder | undefined;
  /** Told that the stream ends inside a unit: a fault, too. */
  cut(wanted: number, there: number, offset: number): void;
  /** Told after a fault that reading goes on so many bytes behind it. */
  skipped(bytes: number): void;
  /** Told after a fault that reading ends with it. */
  lost(): void;
}

/**
 * Cuts a byte stream that comes in pieces of any size into units (records, blocks) whose length stands in their head.
 * Units that lie whole in a piece are handed over in place; only one that straddles two pieces is copied.
 */
export class UnitStream {
  private carry = new Uint8Array(4096);
  private carried = 0;
  /** The bytes behind a fault in which the next sound unit may begin, while it is looked for. */
  private searched: Uint8Array | undefined;
  /** How many bytes from the fault to there were looked at and let go: kept, they would be copied with every piece. */
  private passed = 0;

  /** `offset`: place in the stream of the first byte that is not yet consumed. */
  constructor(
    private readonly consumer: UnitConsumer,
    public offset: number,
  ) {}

  /** Takes a piece. False: the consumer has stopped; no more pieces are wanted. */
  push(piece: Uint8Array): boolean {
    if (this.searched !== undefined) return this.goOnSearching(piece, false);
    if (this.carried === 0) return this.goThrough(piece, 0, false);
    const at = this.finishCarried(piece);
    if (at < 0) return false;
    return this.carried > 0 || this.goThrough(piece, at, false);
  }

  /**
   * The stream has ended: a search that goes on is decided. A unit that is not whole may be cut, or claim too much: if
   * sound units are found in what it has swallowed, it was the latter.
   */
  end(): void {
    if (this.searched !== undefined) this.goOnSearching(new Uint8Array(0), true);
    while (this.carried > 0) {
      const wanted = this.pendingLength();
      if (wanted >= 0) this.consumer.cut(wanted, this.carried, this.offset);
      const bytes = this.carry.slice(0, this.carried);
      this.carried = 0;
      const at = this.findNext(bytes, 0, 1, true);
      if (at >= 0) this.goThrough(bytes, at, true);
    }
  }

  /** Length of the begun unit: its head's word, or the head's own length if that is not whole; -1 at a fault. */
  private pendingLength(): number {
    if (this.carried < this.consumer.headLength) return this.consumer.headLength;
    return this.consumer.unitLength(this.carry, 0, this.offset);
  }

  private goOnSearching(piece: Uint8Array, ended: boolean): boolean {
    const bytes = both(this.searched ?? new Uint8Array(0), piece);
    this.searched = undefined;
    const at = this.findNext(bytes, 0, 0, ended);
    return at < 0 ? at === NEEDS_MORE : this.goThrough(bytes, at, ended);
  }

  /** Hands over every whole unit from `from` on, beyond damage too, and keeps the rest. */
  private goThrough(bytes: Uint8Array, from: number, ended: boolean): boolean {
    let at = this.walk(bytes, from);
    while (at >= 0) {
      at = this.findNext(bytes, at, at + 1, ended);
      if (at < 0) return at === NEEDS_MORE;
      at = this.walk(bytes, at);
    }
    return true;
  }

  /** Hands over every whole unit and keeps the rest. -1, or where the consumer stopped. */
  private walk(piece: Uint8Array, from: number): number {
    const { consumer } = this;
    const { headLength } = consumer;
    const end = piece.length;
    let at = from;
    let offset = this.offset;
    while (end - at >= headLength) {
      const length = consumer.unitLength(piece, at, offset);
      if (length >= 0 && end - at < length) break;
      if (length < 0 || !consumer.unit(piece, at, length, offset)) {
        this.offset = offset;
        return at;
      }
      at += length;
      offset += length;
    }
    this.offset = offset;
    this.keep(piece, at, end);
    return -1;
  }

  /** Where to go on after the consumer stopped at `at`; NEEDS_MORE with the bytes kept, or NOT_FOUND: nowhere. */
  private findNext(bytes: Uint8Array, at: number, from: number, ended: boolean): number {
    const { fault, finder } = this.consumer;
    if (fault === undefined) return NOT_FOUND;
    const found = finder?.find(bytes, from, ended) ?? NOT_FOUND;
    const place = found === NEEDS_MORE ? (finder?.undecided ?? 0) : found;
    const skipped = this.passed + place - at;
    this.passed = 0;
    if (found >= 0 && skipped <= MOST_SKIPPED) {
      this.consumer.skipped(skipped);
      this.offset += skipped;
      return found;
    }
    if (found === NEEDS_MORE && skipped <= MOST_SKIPPED) {
      this.passed = skipped;
      this.searched = bytes.slice(place);
      return NEEDS_MORE;
    }
    this.consumer.lost();
    return NOT_FOUND;
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
    if (length < 0) return this.loseCarried(piece, at);
    const more = Math.min(length - this.carried, piece.length - at);
    this.keep(piece, at, at + more);
    at += more;
    if (this.carried < length) return at;
    if (!consumer.unit(this.carry, 0, length, this.offset)) return this.loseCarried(piece, at);
    this.carried = 0;
    this.offset += length;
    return at;
  }

  /** The consumer stopped at the carried unit. Goes on with all that is there; -1, or the piece's length. */
  private loseCarried(piece: Uint8Array, at: number): number {
    const bytes = both(this.carry.subarray(0, this.carried), piece.subarray(at));
    this.carried = 0;
    const next = this.findNext(bytes, 0, 1, false);
    if (next < 0) return next === NEEDS_MORE ? piece.length : -1;
    return this.goThrough(bytes, next, false) ? piece.length : -1;
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

function both(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
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
