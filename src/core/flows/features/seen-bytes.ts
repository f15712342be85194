import { HolePool } from './hole-pool.ts';

/**
 * Numbers of a direction of TCP: sequence number of position 0 (-1: no packet yet), lowest and highest position seen
 * so far, list of holes between them, position of the SYN (NaN: none). Positions are bytes and do not wrap.
 */
const BASE = 0;
const LOW = 1;
const END = 2;
const HOLES = 3;
const SYN_AT = 4;
export const SEEN_BYTES = 5;

/** Which bytes of a TCP direction have been seen: everything from the lowest to the highest but the holes. */
export class SeenBytes {
  private readonly holes = new HolePool();

  /** The direction has had no packet. The holes it had were given back. */
  clear(values: Float64Array, at: number): void {
    values[at + BASE] = -1;
    values[at + HOLES] = 0;
  }

  release(values: Float64Array, at: number): void {
    this.holes.release(values[at + HOLES]);
  }

  hasBegun(values: Float64Array, at: number): boolean {
    return values[at + BASE] >= 0;
  }

  /** One above the highest position seen. */
  end(values: Float64Array, at: number): number {
    return values[at + END];
  }

  /** Position of a sequence number: the one next to the highest seen (RFC 9293, section 3.4: modulo 2^32). */
  position(values: Float64Array, at: number, sequence: number): number {
    const end = values[at + END];
    return end + ((sequence - (values[at + BASE] + end)) | 0);
  }

  /**
   * Position of a packet's sequence number. The first packet begins the direction, and so does a SYN that neither repeats
   * the one before nor stands right before all that was seen: another connection of the same ends.
   */
  begin(values: Float64Array, at: number, sequence: number, isSyn: boolean): number {
    if (!this.hasBegun(values, at)) return this.restart(values, at, sequence, isSyn);
    const position = this.position(values, at, sequence);
    if (!isSyn || position === values[at + SYN_AT]) return position;
    if (Number.isNaN(values[at + SYN_AT]) && position + 1 === values[at + LOW]) return (values[at + SYN_AT] = position);
    return this.restart(values, at, sequence, true);
  }

  /** Sees so many bytes right behind the highest position. */
  extend(values: Float64Array, at: number, length: number): void {
    values[at + END] += length;
  }

  /** Sees [start, end), after a gap if start is above all; returns how many of its positions are new. */
  see(values: Float64Array, at: number, start: number, end: number): number {
    const low = values[at + LOW];
    const high = values[at + END];
    if (start > high) this.addHole(values, at, high, start);
    const above = Math.max(0, end - Math.max(start, high));
    if (end > high || start > high) values[at + END] = Math.max(start, end);
    const to = Math.min(end, high);
    if (start >= to) return above;
    if (start >= low) return above + this.fill(values, at, start, to);
    values[at + LOW] = start;
    if (to < low) this.addHole(values, at, to, low);
    const below = Math.min(to, low) - start;
    return above + below + (to > low ? this.fill(values, at, low, to) : 0);
  }

  private restart(values: Float64Array, at: number, sequence: number, isSyn: boolean): number {
    this.release(values, at);
    values[at + BASE] = sequence;
    values[at + LOW] = 0;
    values[at + END] = 0;
    values[at + HOLES] = 0;
    values[at + SYN_AT] = isSyn ? 0 : NaN;
    return 0;
  }

  private addHole(values: Float64Array, at: number, start: number, end: number): void {
    values[at + HOLES] = this.holes.add(values[at + HOLES], start, end);
  }

  private fill(values: Float64Array, at: number, start: number, end: number): number {
    if (values[at + HOLES] === 0) return 0;
    values[at + HOLES] = this.holes.fill(values[at + HOLES], start, end);
    return this.holes.filled;
  }
}
