/** XXH32 (xxHash, doc/xxhash_spec.md, "XXH32 algorithm"), which LZ4 frames use with seed 0. */

import { Striped } from './striped.ts';

const PRIME1 = 0x9e3779b1 | 0;
const PRIME2 = 0x85ebca77 | 0;
const PRIME3 = 0xc2b2ae3d | 0;
const PRIME4 = 0x27d4eb2f;
const PRIME5 = 0x165667b1;
const STRIPE = 16;

/** The checksum of bytes that come in pieces. */
export class Xxh32 extends Striped {
  private one = (PRIME1 + PRIME2) | 0;
  private two = PRIME2;
  private three = 0;
  private four = -PRIME1 | 0;

  constructor() {
    super(STRIPE);
  }

  /** The checksum of all bytes so far, unsigned. */
  digest(): number {
    let hash = this.length < STRIPE ? PRIME5 : this.merged();
    hash = (hash + this.length) | 0;
    let at = 0;
    for (; at + 4 <= this.resting; at += 4)
      hash = Math.imul(rotated((hash + Math.imul(word(this.rest, at), PRIME3)) | 0, 17), PRIME4);
    for (; at < this.resting; at++)
      hash = Math.imul(rotated((hash + Math.imul(this.rest[at], PRIME5)) | 0, 11), PRIME1);
    hash = Math.imul(hash ^ (hash >>> 15), PRIME2);
    hash = Math.imul(hash ^ (hash >>> 13), PRIME3);
    return (hash ^ (hash >>> 16)) >>> 0;
  }

  private merged(): number {
    return (rotated(this.one, 1) + rotated(this.two, 7) + rotated(this.three, 12) + rotated(this.four, 18)) | 0;
  }

  protected stripes(bytes: Uint8Array, from: number, to: number): void {
    let { one, two, three, four } = this;
    for (let at = from; at < to; at += STRIPE) {
      one = round(one, word(bytes, at));
      two = round(two, word(bytes, at + 4));
      three = round(three, word(bytes, at + 8));
      four = round(four, word(bytes, at + 12));
    }
    this.one = one;
    this.two = two;
    this.three = three;
    this.four = four;
  }
}

function round(lane: number, input: number): number {
  return Math.imul(rotated((lane + Math.imul(input, PRIME2)) | 0, 13), PRIME1);
}

function rotated(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

function word(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
}
