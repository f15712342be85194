/** Records per chunk, as a power of two. */
const BITS = 10;
const MASK = (1 << BITS) - 1;

/** Numbers of a feature group for each flow record, side by side, in chunks that never move. */
export class RecordStore {
  private readonly chunks: (Float64Array | undefined)[] = [];

  /** `stride`: numbers of a record. */
  constructor(private readonly stride: number) {}

  /** Sets the record's numbers to 0; due before anything else is done with it. */
  clear(record: number): void {
    const chunk = (this.chunks[record >>> BITS] ??= new Float64Array(this.stride << BITS));
    const at = this.at(record);
    chunk.fill(0, at, at + this.stride);
  }

  /** True if the record has a place: it, or one near it, was cleared once. */
  has(record: number): boolean {
    return this.chunks[record >>> BITS] !== undefined;
  }

  /** The chunk in which the record lies, from `at` on. */
  chunk(record: number): Float64Array {
    // `clear` made it.
    return this.chunks[record >>> BITS] as Float64Array;
  }

  at(record: number): number {
    return (record & MASK) * this.stride;
  }

  /** One number of a record. */
  get(record: number, field: number): number {
    return this.chunk(record)[this.at(record) + field];
  }
}
