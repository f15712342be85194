import { grown } from '../../base/growable.ts';
import { md5Hex } from './hash-text.ts';
import { isGrease, ja3sText, ja3Text, ja4, type Hello } from './hellos.ts';

/** How a hello came: over TCP, in QUIC, in DTLS. */
export type HelloCarrier = 't' | 'q' | 'd';

const CARRIERS: readonly HelloCarrier[] = ['t', 'q', 'd'];
/** JA3's text is cut here before it is hashed, as NFStream does. */
const MOST_JA3 = 1023;
/** Most units of one hello: a ClientHello has 65,535 bytes at most. */
const ROOM = 65_536;

/**
 * What fingerprints of hellos are made of, each different hello once; fingerprints are hashed when somebody reads them. While a
 * capture is read a hello costs a look into a hash table: `begin`, its lists in the order of `Hello` with `addNumbers` and
 * `addBytes`, `keep`. GREASE is left out, so that hellos of one program are one. Units are 16 bits; each list has its length before.
 */
export class HelloTable {
  /** Different hellos so far. */
  size = 0;
  private readonly scratch = new Uint16Array(ROOM);
  private length = 0;
  private pool = new Uint16Array(4096);
  /** Where each hello begins in `pool`; one more for the end of the last. */
  private starts = new Int32Array(256);
  /** Hello + 1 by hash; 0 where the place is free. */
  private places = new Int32Array(1024);

  /** About how many bytes the table takes. */
  get byteLength(): number {
    return this.pool.byteLength + this.starts.byteLength + this.places.byteLength;
  }

  /** A new hello. */
  begin(carrier: HelloCarrier, version: number): void {
    this.scratch[0] = CARRIERS.indexOf(carrier);
    this.scratch[1] = version;
    this.length = 2;
  }

  /** A list of the pairs of bytes[from..to), without GREASE unless `all`; an odd byte at its end is left out. */
  addNumbers(bytes: Uint8Array, from: number, to: number, all = false): void {
    const { scratch } = this;
    const head = this.length;
    let at = head + 1;
    for (let place = from; place + 1 < to && at < ROOM; place += 2) {
      const value = (bytes[place] << 8) | bytes[place + 1];
      if (all || !isGrease(value)) scratch[at++] = value;
    }
    this.close(head, at);
  }

  /** A list of bytes[from..to). */
  addBytes(bytes: Uint8Array, from: number, to: number): void {
    const head = this.length;
    let at = head + 1;
    for (let place = from; place < to && at < ROOM; place++) this.scratch[at++] = bytes[place];
    this.close(head, at);
  }

  private close(head: number, end: number): void {
    if (head < ROOM) this.scratch[head] = end - head - 1;
    this.length = Math.min(end, ROOM);
  }

  /** The number of the hello that was given, the same for the same hello. */
  keep(): number {
    let place = this.hash() & (this.places.length - 1);
    for (; this.places[place] !== 0; place = (place + 1) & (this.places.length - 1)) {
      if (this.isKept(this.places[place] - 1)) return this.places[place] - 1;
    }
    return this.append(place);
  }

  private hash(): number {
    let hash = this.length;
    for (let at = 0; at < this.length; at++) hash = Math.imul(hash ^ this.scratch[at], 0x01000193);
    return (hash ^ (hash >>> 15)) >>> 0;
  }

  private isKept(hello: number): boolean {
    const { pool, scratch, length } = this;
    const start = this.starts[hello];
    if (this.starts[hello + 1] - start !== length) return false;
    for (let at = 0; at < length; at++) if (pool[start + at] !== scratch[at]) return false;
    return true;
  }

  private append(place: number): number {
    const start = this.starts[this.size];
    const end = start + this.length;
    if (end > this.pool.length) this.pool = grown(this.pool, Math.max(end, this.pool.length * 2));
    if (this.size + 2 > this.starts.length) this.starts = grown(this.starts, this.starts.length * 2);
    this.pool.set(this.scratch.subarray(0, this.length), start);
    this.starts[this.size + 1] = end;
    this.places[place] = ++this.size;
    if (this.size * 2 > this.places.length) this.rehash();
    return this.size - 1;
  }

  private rehash(): void {
    const places = new Int32Array(this.places.length * 2);
    for (let hello = 0; hello < this.size; hello++) {
      this.length = this.starts[hello + 1] - this.starts[hello];
      this.scratch.set(this.pool.subarray(this.starts[hello], this.starts[hello + 1]));
      let place = this.hash() & (places.length - 1);
      while (places[place] !== 0) place = (place + 1) & (places.length - 1);
      places[place] = hello + 1;
    }
    this.places = places;
  }

  /** JA3 of a client's hello. */
  ja3(hello: number): string {
    return md5Hex(ja3Text(this.read(hello)).slice(0, MOST_JA3));
  }

  /** JA4 of a client's hello. */
  ja4(hello: number): string {
    const parts = this.read(hello);
    return ja4(parts, CARRIERS[this.pool[this.starts[hello]]], parts.extensions.includes(0));
  }

  /** JA3S of a server's hello. */
  ja3s(hello: number): string {
    return md5Hex(ja3sText(this.read(hello)).slice(0, MOST_JA3));
  }

  private read(hello: number): Hello {
    const end = this.starts[hello + 1];
    let at = this.starts[hello] + 2;
    const next = (): number[] => {
      const from = Math.min(at + 1, end);
      at = at < end ? Math.min(from + this.pool[at], end) : end;
      return [...this.pool.subarray(from, at)];
    };
    const version = this.pool[this.starts[hello] + 1];
    const [ciphers, extensions, groups, formats] = [next(), next(), next(), next()];
    const [versions, signatures] = [next(), next()];
    const alpn = [String.fromCharCode(...next())];
    return { version, ciphers, extensions, groups, formats, versions, signatures, alpn };
  }
}
