/** Records per chunk, as a power of two. */
const BITS = 10;
const MASK = (1 << BITS) - 1;

/**
 * Where feature groups keep their numbers: those of all groups lie side by side for each flow record, in chunks that
 * never move, as one packet touches them all. Groups must be known before the first record.
 */
export class SharedRecords {
  /** Numbers of a record so far. */
  stride = 0;
  readonly chunks: (Float64Array | undefined)[] = [];
}

/** Numbers of a feature group for each flow record. */
export class RecordStore {
  private readonly offset: number;

  /** `length`: numbers of a record. */
  constructor(
    private readonly length: number,
    private readonly shared: SharedRecords,
  ) {
    this.offset = shared.stride;
    shared.stride += length;
  }

  /** Sets the record's numbers to 0; due before anything else is done with it. */
  clear(record: number): void {
    const { chunks, stride } = this.shared;
    const chunk = (chunks[record >>> BITS] ??= new Float64Array(stride << BITS));
    const at = this.at(record);
    chunk.fill(0, at, at + this.length);
  }

  /** True if the record has a place: it, or one near it, was cleared once. */
  has(record: number): boolean {
    return this.shared.chunks[record >>> BITS] !== undefined;
  }

  /** The chunk in which the record lies, from `at` on. */
  chunk(record: number): Float64Array {
    // `clear` made it.
    return this.shared.chunks[record >>> BITS] as Float64Array;
  }

  at(record: number): number {
    return (record & MASK) * this.shared.stride + this.offset;
  }

  /** One number of a record. */
  get(record: number, field: number): number {
    return this.chunk(record)[this.at(record) + field];
  }
}
