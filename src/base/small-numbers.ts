import { grown } from './growable.ts';

/** Stands for "look among the large ones". */
const LARGE = 0xffff;

/** A column of whole numbers that are nearly all below 65535: two bytes each, a map for the rest. */
export class SmallNumbers {
  private values = new Uint16Array(0);
  private readonly large = new Map<number, number>();

  at(row: number): number {
    const value = this.values[row];
    return value === LARGE ? (this.large.get(row) ?? LARGE) : value;
  }

  set(row: number, value: number): void {
    if (value < LARGE) {
      this.values[row] = value;
      return;
    }
    this.values[row] = LARGE;
    this.large.set(row, value);
  }

  /** Room for so many rows, more or fewer than now; rows beyond are lost. */
  resize(capacity: number): void {
    this.values = capacity > this.values.length ? grown(this.values, capacity) : this.values.slice(0, capacity);
  }
}
