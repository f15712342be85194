import { Striped } from './striped.ts';

/**
 * XXH64 (xxHash, doc/xxhash_spec.md, "XXH64 algorithm") with seed 0, of which Zstandard frames hold the lower half. 64-bit
 * numbers are pairs of 32-bit halves, upper first: BigInt would be thirty times slower.
 */

const STRIPE = 32;
const PRIMES = {
  one: [0x9e3779b1 | 0, 0x85ebca87 | 0],
  two: [0xc2b2ae3d | 0, 0x27d4eb4f],
  three: [0x165667b1, 0x9e3779f9 | 0],
  four: [0x85ebca77 | 0, 0xc2b2ae63 | 0],
  five: [0x27d4eb2f, 0x165667c5],
} as const;
const [P1H, P1L] = PRIMES.one;
const [P2H, P2L] = PRIMES.two;

/** The checksum of bytes that come in pieces. */
export class Xxh64 extends Striped {
  /** Upper and lower half of the four lanes, by turns. */
  private readonly lanes = Int32Array.of(0, 0, P2H, P2L, 0, 0, 0, 0);

  constructor() {
    super(STRIPE);
    const one = plus(P1H, P1L, P2H, P2L);
    this.lanes.set(one, 0);
    this.lanes.set(plus(0, 1, ~P1H, ~P1L), 6);
  }

  /** The lower 32 bits of the checksum of all bytes so far, unsigned. */
  lowDigest(): number {
    let hash: Pair = this.length < STRIPE ? PRIMES.five : this.merged();
    hash = plus(hash[0], hash[1], Math.floor(this.length / 4294967296), this.length | 0);
    let at = 0;
    for (; at + 8 <= this.resting; at += 8) {
      hash = xored(hash, round(0, 0, word(this.rest, at + 4), word(this.rest, at)));
      hash = sum(times(rotated(hash, 27), PRIMES.one), PRIMES.four);
    }
    if (at + 4 <= this.resting) {
      hash = xored(hash, times([0, word(this.rest, at)], PRIMES.one));
      hash = sum(times(rotated(hash, 23), PRIMES.two), PRIMES.three);
      at += 4;
    }
    for (; at < this.resting; at++)
      hash = times(rotated(xored(hash, times([0, this.rest[at]], PRIMES.five)), 11), PRIMES.one);
    hash = times(xored(hash, shifted(hash, 33)), PRIMES.two);
    hash = times(xored(hash, shifted(hash, 29)), PRIMES.three);
    return xored(hash, shifted(hash, 32))[1] >>> 0;
  }

  private merged(): Pair {
    const lane = (at: number): Pair => [this.lanes[at * 2], this.lanes[at * 2 + 1]];
    let hash = [1, 7, 12, 18].map((by, at) => rotated(lane(at), by)).reduce(sum);
    for (let at = 0; at < 4; at++) {
      const [high, low] = lane(at);
      hash = sum(times(xored(hash, round(0, 0, high, low)), PRIMES.one), PRIMES.four);
    }
    return hash;
  }

  /** For each lane: add the input times PRIME2, rotate by 31, multiply by PRIME1; see `round`, written out for speed. */
  protected stripes(bytes: Uint8Array, from: number, to: number): void {
    const { lanes } = this;
    for (let at = from; at < to; at += STRIPE) {
      for (let lane = 0; lane < 8; lane += 2) {
        const place = at + lane * 4;
        const inLow = bytes[place] | (bytes[place + 1] << 8) | (bytes[place + 2] << 16) | (bytes[place + 3] << 24);
        const inHigh = bytes[place + 4] | (bytes[place + 5] << 8) | (bytes[place + 6] << 16) | (bytes[place + 7] << 24);
        const addLow = Math.imul(inLow, P2L);
        const addHigh = (upper(inLow, P2L) + Math.imul(inLow, P2H) + Math.imul(inHigh, P2L)) | 0;
        const low = (lanes[lane + 1] + addLow) | 0;
        const high = (lanes[lane] + addHigh + (low >>> 0 < addLow >>> 0 ? 1 : 0)) | 0;
        const turnedLow = (low << 31) | (high >>> 1);
        const turnedHigh = (high << 31) | (low >>> 1);
        lanes[lane + 1] = Math.imul(turnedLow, P1L);
        lanes[lane] = upper(turnedLow, P1L) + Math.imul(turnedLow, P1H) + Math.imul(turnedHigh, P1L);
      }
    }
  }
}

type Pair = readonly [high: number, low: number];

/** Upper half of the product of two unsigned 32-bit numbers. */
function upper(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  // Each product, and each sum with what is carried, stays below 2^32: its bits are all there in an int32.
  const middle = (Math.imul(a0, b1) + (Math.imul(a0, b0) >>> 16)) | 0;
  const other = (Math.imul(a1, b0) + (middle & 0xffff)) | 0;
  return (Math.imul(a1, b1) + (middle >>> 16) + (other >>> 16)) | 0;
}

function round(high: number, low: number, inHigh: number, inLow: number): Pair {
  return times(rotated(sum([high, low], times([inHigh, inLow], PRIMES.two)), 31), PRIMES.one);
}

function times([aHigh, aLow]: Pair, [bHigh, bLow]: Pair): Pair {
  return [(upper(aLow, bLow) + Math.imul(aLow, bHigh) + Math.imul(aHigh, bLow)) | 0, Math.imul(aLow, bLow)];
}

function sum([aHigh, aLow]: Pair, [bHigh, bLow]: Pair): Pair {
  return plus(aHigh, aLow, bHigh, bLow);
}

function plus(aHigh: number, aLow: number, bHigh: number, bLow: number): Pair {
  const low = (aLow + bLow) | 0;
  return [(aHigh + bHigh + (low >>> 0 < bLow >>> 0 ? 1 : 0)) | 0, low];
}

function xored([aHigh, aLow]: Pair, [bHigh, bLow]: Pair): Pair {
  return [aHigh ^ bHigh, aLow ^ bLow];
}

/** `by` is 1 to 31. */
function rotated([high, low]: Pair, by: number): Pair {
  return [(high << by) | (low >>> (32 - by)), (low << by) | (high >>> (32 - by))];
}

/** Shifted down; `by` is 29, 32 or 33. */
function shifted([high, low]: Pair, by: number): Pair {
  if (by >= 32) return [0, high >>> (by - 32)];
  return [high >>> by, (low >>> by) | (high << (32 - by))];
}

function word(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
}
