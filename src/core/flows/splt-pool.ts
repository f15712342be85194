import { grown, nextCapacity } from '../../base/growable.ts';

/** Packets per block, and where its link stands: 32 bytes a block. */
const BLOCK = 7;
const STRIDE = BLOCK + 1;
/** A packet in one word: 1 bit direction, 17 bits size (65535, and 40 for an IPv6 header), 14 bits gap. */
const SIZE_BITS = 17;
const GAP_SHIFT = SIZE_BITS + 1;
/** Stands for a gap that is kept apart: larger ones are rare in milliseconds, usual in finer ticks. */
const LARGE_GAP = 0x3fff;

/**
 * SPLT sequences of all flows: chains of small blocks, so that a flow of one packet does not pay for twenty. A chain is
 * named by its last block, whose link leads to its first (a ring), so appending and reading both begin at once.
 * Blocks of flows that were given away are used again.
 */
export class SpltPool {
  private words = new Int32Array(STRIDE * 1024);
  /** Gaps by place where ticks are finer than milliseconds. */
  private fineGaps: Float64Array | undefined;
  /** Large gaps by place where ticks are milliseconds. */
  private readonly largeGaps = new Map<number, number>();
  private blocks = 0;
  private free = -1;

  /** `fine`: ticks are finer than milliseconds. */
  constructor(fine: boolean) {
    if (fine) this.fineGaps = new Float64Array(this.words.length);
  }

  /** A new chain that begins with this packet; returns its name. */
  begin(size: number, direction: number): number {
    const block = this.allocate();
    this.put(block * STRIDE, size, direction, 0);
    this.words[block * STRIDE + BLOCK] = block;
    return block;
  }

  /** Appends packet number `index` (from 1, consecutive); returns the chain's name from now on. */
  append(chain: number, index: number, size: number, direction: number, gap: number): number {
    const within = index % BLOCK;
    const block = within === 0 ? this.extend(chain) : chain;
    this.put(block * STRIDE + within, size, direction, gap);
    return block;
  }

  /** Calls `visit` for the first `count` packets of the chain; gaps in ticks. */
  read(chain: number, count: number, visit: (direction: 0 | 1, size: number, gap: number) => void): void {
    let block = this.words[chain * STRIDE + BLOCK];
    for (let index = 0; index < count; index++) {
      const within = index % BLOCK;
      if (index > 0 && within === 0) block = this.words[block * STRIDE + BLOCK];
      const place = block * STRIDE + within;
      const word = this.words[place];
      visit((word & 1) === 1 ? 1 : 0, (word >>> 1) & ((1 << SIZE_BITS) - 1), this.gap(place, word));
    }
  }

  /** Gives the chain's blocks back. */
  release(chain: number): void {
    const first = this.words[chain * STRIDE + BLOCK];
    this.words[chain * STRIDE + BLOCK] = this.free;
    this.free = first;
  }

  /** Cuts the pool to its length; called when no more flows come. */
  trim(): void {
    this.words = this.words.slice(0, this.blocks * STRIDE);
    this.fineGaps = this.fineGaps?.slice(0, this.blocks * STRIDE);
  }

  private put(place: number, size: number, direction: number, gap: number): void {
    const packed = (size << 1) | direction;
    if (this.fineGaps !== undefined) {
      this.fineGaps[place] = gap;
      this.words[place] = packed;
    } else if (gap < LARGE_GAP) {
      this.words[place] = packed | (gap << GAP_SHIFT);
    } else {
      this.words[place] = packed | (LARGE_GAP << GAP_SHIFT);
      this.largeGaps.set(place, gap);
    }
  }

  private gap(place: number, word: number): number {
    if (this.fineGaps !== undefined) return this.fineGaps[place];
    const gap = word >>> GAP_SHIFT;
    return gap === LARGE_GAP ? (this.largeGaps.get(place) ?? gap) : gap;
  }

  /** A new last block behind `chain`. */
  private extend(chain: number): number {
    const block = this.allocate();
    this.words[block * STRIDE + BLOCK] = this.words[chain * STRIDE + BLOCK];
    this.words[chain * STRIDE + BLOCK] = block;
    return block;
  }

  private allocate(): number {
    const block = this.free;
    if (block >= 0) {
      this.free = this.words[block * STRIDE + BLOCK];
      return block;
    }
    const needed = (this.blocks + 1) * STRIDE;
    if (needed > this.words.length) this.grow(nextCapacity(needed, 0));
    return this.blocks++;
  }

  private grow(capacity: number): void {
    this.words = grown(this.words, capacity);
    if (this.fineGaps !== undefined) this.fineGaps = grown(this.fineGaps, capacity);
  }
}
