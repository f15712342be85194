import type { ByteStream } from '../../model/reader.ts';

/** Bytes being inflated. A damaged or cut stream gives what could be inflated, then ends with `fault` set. */
export interface InflatingStream extends ByteStream {
  /** Why the stream ended early, in the inflater's words, or undefined. */
  readonly fault: string | undefined;
}

/** An inflater that is fed, as those of fflate and fzstd are. It throws at damage, and at a cut when told the end. */
interface Inflater {
  push(piece: Uint8Array, isLast: boolean): unknown;
}

/** Lets a fed inflater be asked: feeds it as long as nothing is ready. */
export class FedStream implements InflatingStream {
  fault: string | undefined;
  private readonly ready: Uint8Array[] = [];
  private readonly inflater: Inflater;
  private waiting: Uint8Array = new Uint8Array(0);
  private finished = false;

  /** `mostFed`: bytes fed at a time, which bounds what becomes ready at once. */
  constructor(
    private readonly source: ByteStream,
    make: (give: (piece: Uint8Array) => void) => Inflater,
    private readonly mostFed = Infinity,
  ) {
    this.inflater = make((piece) => {
      if (piece.length > 0) this.ready.push(piece);
    });
  }

  async next(): Promise<Uint8Array | undefined> {
    while (this.ready.length === 0 && !this.finished) this.feed(await this.take());
    return this.ready.shift();
  }

  private async take(): Promise<Uint8Array | undefined> {
    if (this.waiting.length === 0) {
      const piece = await this.source.next();
      if (piece === undefined) return undefined;
      this.waiting = piece;
    }
    const taken = this.waiting.subarray(0, this.mostFed);
    this.waiting = this.waiting.subarray(taken.length);
    return taken;
  }

  /** Inflaters keep parts of their input between calls, so each piece is copied: sources may reuse theirs. */
  private feed(piece: Uint8Array | undefined): void {
    try {
      if (piece === undefined) this.finished = true;
      this.inflater.push(piece === undefined ? new Uint8Array(0) : piece.slice(), piece === undefined);
    } catch (error) {
      this.finished = true;
      this.fault = error instanceof Error ? error.message : String(error);
    }
  }
}
