import type { PacketIndex } from '../model/units.ts';

/** Bytes of a packet in a record's fragment: up to `end`. */
export interface PacketSpan {
  readonly packet: PacketIndex;
  readonly end: number;
}

/** A TLS record (RFC 8446 section 5.1). */
export interface TlsRecord {
  readonly type: number;
  readonly version: number;
  /** The five bytes before the fragment. */
  readonly header: Uint8Array;
  readonly fragment: Uint8Array;
  /** Which packet brought which part of the fragment, in order. */
  readonly spans: readonly PacketSpan[];
  /** The packet that completed it. */
  readonly packet: PacketIndex;
}

/** What a reader of records tells. */
export interface RecordListener {
  record(record: TlsRecord): void;
  /** Bytes that are in no whole record. */
  broken(packet: PacketIndex, length: number): void;
}

const HEADER = 5;
/** RFC 5246 section 6.2.3: 2^14 and 2,048. */
const MOST_FRAGMENT = 16_384 + 2048;
/** Shortest record with content: header, a byte, its type, an AEAD's tag. */
export const LEAST_RECORD = 23;

/**
 * Cuts one direction's bytes into records. Behind a gap whose end lies in the record that it began in, the next record follows where its
 * length says; otherwise the next header is looked for that leads to another one, or to the end of what is there.
 */
export class RecordReader {
  /** Bytes that went by without a record since the last one: how many records may be missing. */
  missed = 0;
  private held = new Uint8Array(0);
  private spans: PacketSpan[] = [];
  /** Bytes of a broken record that still come. */
  private skips = 0;
  private isLost = false;
  private last: PacketIndex = 0;

  constructor(private readonly listener: RecordListener) {}

  bytes(packet: PacketIndex, bytes: Uint8Array): void {
    this.last = packet;
    const skipped = Math.min(this.skips, bytes.length);
    if (skipped > 0) this.drop(packet, skipped);
    this.skips -= skipped;
    if (skipped === bytes.length) return;
    this.append(packet, skipped === 0 ? bytes : bytes.subarray(skipped));
    this.cut(false);
  }

  gap(packet: PacketIndex, length: number): void {
    this.last = packet;
    this.missed += length;
    if (this.skips >= length && this.held.length === 0) {
      this.skips -= length;
      return;
    }
    const rest = this.isLost ? -1 : this.restOfRecord();
    this.dropHeld();
    this.isLost = rest < length;
    this.skips = this.isLost ? 0 : rest - length;
  }

  /** No more bytes come. */
  finish(): void {
    if (this.isLost) this.cut(true);
    this.dropHeld();
  }

  /** Bytes that the record in hand still lacks; -1 if its length is not known. */
  private restOfRecord(): number {
    if (this.skips > 0) return this.skips;
    return this.held.length < HEADER ? -1 : HEADER + lengthAt(this.held, 0) - this.held.length;
  }

  private append(packet: PacketIndex, bytes: Uint8Array): void {
    const all = new Uint8Array(this.held.length + bytes.length);
    all.set(this.held);
    all.set(bytes, this.held.length);
    this.held = all;
    this.spans.push({ packet, end: all.length });
  }

  private cut(isEnd: boolean): void {
    let at = 0;
    for (;;) {
      if (this.isLost || !mayBeHeader(this.held, at)) {
        this.isLost = true;
        const found = this.nextHeader(at, isEnd);
        if (found.passed > at) this.drop(this.packetAt(at), found.passed - at);
        at = found.passed;
        if (!found.isSure) break;
        this.isLost = false;
      }
      const end = at + HEADER + lengthAt(this.held, at);
      if (this.held.length < at + HEADER || this.held.length < end) break;
      this.tell(at, end);
      at = end;
    }
    this.forget(at);
  }

  /** Where the next record begins; what is before it is none. Not sure: more bytes are needed. */
  private nextHeader(from: number, isEnd: boolean): { readonly passed: number; readonly isSure: boolean } {
    const { held } = this;
    for (let at = from; at < held.length; at++) {
      if (!mayBeHeader(held, at)) continue;
      const end = at + HEADER + lengthAt(held, at);
      if (at + HEADER > held.length || end > held.length) {
        if (isEnd) continue;
        return { passed: at, isSure: false };
      }
      if (mayBeHeader(held, end)) return { passed: at, isSure: true };
    }
    return { passed: held.length, isSure: false };
  }

  private tell(at: number, end: number): void {
    const { held } = this;
    const from = at + HEADER;
    const spans: PacketSpan[] = [];
    for (const span of this.spans) {
      if (span.end > from) spans.push({ packet: span.packet, end: Math.min(span.end, end) - from });
      if (span.end >= end) break;
    }
    this.listener.record({
      type: held[at],
      version: (held[at + 1] << 8) | held[at + 2],
      header: held.subarray(at, from),
      fragment: held.subarray(from, end),
      spans,
      packet: this.packetAt(end - 1),
    });
    this.missed = 0;
  }

  private packetAt(at: number): PacketIndex {
    return this.spans.find(({ end }) => end > at)?.packet ?? this.last;
  }

  private drop(packet: PacketIndex, length: number): void {
    this.missed += length;
    this.listener.broken(packet, length);
  }

  private dropHeld(): void {
    if (this.held.length > 0) this.drop(this.packetAt(0), this.held.length);
    this.forget(this.held.length);
  }

  /** Lets go of what stands before. */
  private forget(at: number): void {
    if (at === 0) return;
    this.held = this.held.slice(at);
    this.spans = this.spans.filter(({ end }) => end > at).map(({ packet, end }) => ({ packet, end: end - at }));
  }
}

function lengthAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at + 3] ?? 0) << 8) | (bytes[at + 4] ?? 0);
}

/** True if what stands there, as far as it does, may be the header of a record of SSL 3.0 to TLS 1.3. */
export function mayBeHeader(bytes: Uint8Array, at: number): boolean {
  const left = bytes.length - at;
  if (left > 0 && (bytes[at] < 20 || bytes[at] > 24)) return false;
  if (left > 1 && bytes[at + 1] !== 3) return false;
  if (left > 2 && bytes[at + 2] > 4) return false;
  return left < HEADER || lengthAt(bytes, at) <= MOST_FRAGMENT;
}
