import { grown } from './growable.ts';

const BLOCK_BITS = 10;
/** Steps that four bytes hold. */
const LARGEST_STEP = 0xffff_ffff;

/**
 * A column of whole numbers that mostly rise with the row, such as places in a file: four bytes each, as the distance
 * from the first number of their block. Where that does not do, all numbers become doubles.
 */
export class RisingNumbers {
  private steps = new Uint32Array(0);
  private bases = new Float64Array(0);
  private plain: Float64Array | undefined;

  at(row: number): number {
    return this.plain === undefined ? this.bases[row >>> BLOCK_BITS] + this.steps[row] : this.plain[row];
  }

  /** Rows must be set in order, each once. */
  set(row: number, value: number): void {
    if (this.plain !== undefined) {
      this.plain[row] = value;
      return;
    }
    const block = row >>> BLOCK_BITS;
    if ((row & ((1 << BLOCK_BITS) - 1)) === 0) this.bases[block] = value;
    const step = value - this.bases[block];
    if (step >= 0 && step <= LARGEST_STEP) this.steps[row] = step;
    else this.toPlain(row, value);
  }

  /** Room for so many rows, more or fewer than now; rows beyond are lost. */
  resize(capacity: number): void {
    if (this.plain !== undefined) {
      this.plain = capacity > this.plain.length ? grown(this.plain, capacity) : this.plain.slice(0, capacity);
      return;
    }
    const more = capacity > this.steps.length;
    this.steps = more ? grown(this.steps, capacity) : this.steps.slice(0, capacity);
    this.bases = grown(this.bases, (capacity >>> BLOCK_BITS) + 1);
  }

  private toPlain(row: number, value: number): void {
    const plain = new Float64Array(this.steps.length);
    for (let before = 0; before < row; before++) plain[before] = this.at(before);
    plain[row] = value;
    this.plain = plain;
    this.steps = new Uint32Array(0);
    this.bases = new Float64Array(0);
  }
}
