import type { ProblemCode } from '../model/problem.ts';
import type { ContainerInfo, ContainerReader, RecordSink } from '../model/reader.ts';
import { type Fault, type UnitConsumer, type UnitFinder, UnitStream, viewOfPiece } from './unit-stream.ts';

/** What the readers of all containers have in common: cutting into units, cut ends, and what happens at damage. */
export abstract class RecordReader implements ContainerReader, UnitConsumer {
  abstract readonly info: ContainerInfo;
  abstract readonly headLength: number;
  finder: UnitFinder | undefined;
  fault: Fault | undefined;
  protected readonly view = viewOfPiece();
  private readonly units: UnitStream;
  private ended = false;

  /** `offset`: place of the first byte that the reader is given. */
  constructor(
    protected readonly sink: RecordSink,
    offset: number,
  ) {
    this.units = new UnitStream(this, offset);
  }

  abstract unitLength(bytes: Uint8Array, at: number, offset: number): number;
  abstract unit(bytes: Uint8Array, at: number, length: number, offset: number): boolean;

  push(piece: Uint8Array): boolean {
    this.ended ||= !this.units.push(piece);
    return !this.ended;
  }

  end(): void {
    if (!this.ended) this.units.end();
    this.ended = true;
  }

  cut(wanted: number, there: number, offset: number): void {
    this.fault = { code: 'cut-record', offset, facts: [wanted, there] };
  }

  skipped(bytes: number): void {
    if (this.fault !== undefined) this.sink.problem('skipped-bytes', this.fault.offset, [bytes]);
    this.fault = undefined;
  }

  lost(): void {
    if (this.fault !== undefined) this.sink.problem(this.fault.code, this.fault.offset, this.fault.facts);
    this.fault = undefined;
  }

  /** Notes damage at which the next record cannot be told. To be returned from `unitLength`. */
  protected fail(code: ProblemCode, offset: number, facts: readonly number[]): -1 {
    this.fault = { code, offset, facts };
    return -1;
  }
}
