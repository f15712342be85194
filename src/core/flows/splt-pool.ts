import { grown, nextCapacity } from '../../base/growable.ts';

/** Packets per block. */
const BLOCK = 4;
/** Where a block's link stands; its sizes (size * 2 + direction) and gaps stand before. */
const LINK = 2 * BLOCK;
const STRIDE = LINK + 1;

/**
 * SPLT sequences of all flows: chains of small blocks, so that a flow of one packet does not pay for twenty. A chain is
 * named by its last block, whose link leads to its first (a ring), so appending and reading both begin at once.
 * Blocks of flows that were given away are used again.
 */
export class SpltPool {
  private values: Int32Array | Float64Array;
  private blocks = 0;
  private free = -1;

  /** `longestGap`: gaps, in ticks, stay below it (the idle time-out); beyond 31 bits they need doubles. */
  constructor(longestGap: number) {
    const Values = longestGap <= 0x7fffffff ? Int32Array : Float64Array;
    this.values = new Values(STRIDE * 1024);
  }

  /** A new chain that begins with this packet; returns its name. */
  begin(size: number, direction: number): number {
    const block = this.allocate();
    this.values[block * STRIDE] = size * 2 + direction;
    this.values[block * STRIDE + BLOCK] = 0;
    this.values[block * STRIDE + LINK] = block;
    return block;
  }

  /** Appends packet number `index` (from 1, consecutive); returns the chain's name from now on. */
  append(chain: number, index: number, size: number, direction: number, gap: number): number {
    const within = index % BLOCK;
    const block = within === 0 ? this.extend(chain) : chain;
    this.values[block * STRIDE + within] = size * 2 + direction;
    this.values[block * STRIDE + BLOCK + within] = gap;
    return block;
  }

  /** Calls `visit` for the first `count` packets of the chain. */
  read(chain: number, count: number, visit: (direction: 0 | 1, size: number, gap: number) => void): void {
    let block = this.values[chain * STRIDE + LINK];
    for (let index = 0; index < count; index++) {
      const within = index % BLOCK;
      if (index > 0 && within === 0) block = this.values[block * STRIDE + LINK];
      const packed = this.values[block * STRIDE + within];
      visit(packed % 2 === 1 ? 1 : 0, Math.floor(packed / 2), this.values[block * STRIDE + BLOCK + within]);
    }
  }

  /** Gives the chain's blocks back. */
  release(chain: number): void {
    const first = this.values[chain * STRIDE + LINK];
    this.values[chain * STRIDE + LINK] = this.free;
    this.free = first;
  }

  /** Cuts the pool to its length; called when no more flows come. */
  trim(): void {
    this.values = this.values.slice(0, this.blocks * STRIDE);
  }

  /** A new last block behind `chain`. */
  private extend(chain: number): number {
    const block = this.allocate();
    this.values[block * STRIDE + LINK] = this.values[chain * STRIDE + LINK];
    this.values[chain * STRIDE + LINK] = block;
    return block;
  }

  private allocate(): number {
    const block = this.free;
    if (block >= 0) {
      this.free = this.values[block * STRIDE + LINK];
      return block;
    }
    const needed = (this.blocks + 1) * STRIDE;
    if (needed > this.values.length) this.values = grown(this.values, nextCapacity(needed, 0));
    return this.blocks++;
  }
}
