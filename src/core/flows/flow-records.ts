import { CHUNK_BITS, CHUNK_MASK, DOUBLES, RECORD_BYTES, WORDS } from './record-layout.ts';

/**
 * Storage of flow records in chunks (see record-layout). Records that were given away are used again, so a record
 * number is a place, and equals the flow's row only while nothing is given away.
 */
export class FlowRecords {
  /** Records ever in use at once; the number of flows if none was released. */
  length = 0;
  readonly doubles: Float64Array[] = [];
  readonly words: Int32Array[] = [];
  private readonly free: number[] = [];

  /** A record with all fields 0. */
  allocate(): number {
    const again = this.free.pop();
    if (again !== undefined) {
      this.clear(again);
      return again;
    }
    const record = this.length++;
    if ((record & CHUNK_MASK) === 0) this.addChunk();
    return record;
  }

  release(record: number): void {
    this.free.push(record);
  }

  /** Bytes held by all chunks. */
  get byteLength(): number {
    return this.doubles.length * (RECORD_BYTES << CHUNK_BITS);
  }

  double(record: number, field: number): number {
    return this.doubles[record >>> CHUNK_BITS][(record & CHUNK_MASK) * DOUBLES + field];
  }

  word(record: number, field: number): number {
    return this.words[record >>> CHUNK_BITS][(record & CHUNK_MASK) * WORDS + field];
  }

  setWord(record: number, field: number, value: number): void {
    this.words[record >>> CHUNK_BITS][(record & CHUNK_MASK) * WORDS + field] = value;
  }

  private addChunk(): void {
    const buffer = new ArrayBuffer(RECORD_BYTES << CHUNK_BITS);
    this.doubles.push(new Float64Array(buffer));
    this.words.push(new Int32Array(buffer));
  }

  private clear(record: number): void {
    const at = (record & CHUNK_MASK) * DOUBLES;
    this.doubles[record >>> CHUNK_BITS].fill(0, at, at + DOUBLES);
  }
}
