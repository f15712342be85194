import { bisectLeft } from '../../base/bisect.ts';
import { grown, nextCapacity } from '../../base/growable.ts';
import { NONE } from '../model/units.ts';

/** Fewer rows than this are not worth the room that grows with half as much again. */
const LEAST = 256;

/** A column of which few rows have a number: the rows, rising, and their numbers, -1 for all others. */
export class SparseNumbers {
  private rows = new Int32Array(0);
  private numbers = new Float64Array(0);
  private length = 0;
  /** Where the number that was asked for last stands, or would. */
  private last = 0;

  /** Rows come rising, each once. */
  add(row: number, number: number): void {
    const room = this.length < this.rows.length ? this.rows.length : nextCapacity(this.length, LEAST);
    this.rows = grown(this.rows, room);
    this.numbers = grown(this.numbers, room);
    this.rows[this.length] = row;
    this.numbers[this.length++] = number;
  }

  number(row: number): number {
    const at = this.placeOf(row);
    return at < this.length && this.rows[at] === row ? this.numbers[at] : NONE;
  }

  /** Where the first row is that is not before this one. Who writes a table asks for one row after the other. */
  private placeOf(row: number): number {
    if (this.last < this.length && this.rows[this.last] < row) this.last++;
    if (!this.isPlace(this.last, row)) this.last = bisectLeft(this.rows, row, 0, this.length);
    return this.last;
  }

  private isPlace(at: number, row: number): boolean {
    return (at >= this.length || this.rows[at] >= row) && (at === 0 || this.rows[at - 1] < row);
  }
}
