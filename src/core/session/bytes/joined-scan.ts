import type { Failure } from '../../model/failure.ts';
import type { Scan, ScannedPacket } from './byte-scans.ts';

/** Several scans in one pass over the file; one that is ahead waits for the others. */
export class JoinedScan implements Scan {
  constructor(readonly parts: readonly Scan[]) {}

  /** Of the one that has come least far. */
  get rows(): number {
    return this.parts.reduce((least, { rows }) => Math.min(least, rows), Infinity);
  }

  look(packet: ScannedPacket): void {
    for (const part of this.parts) if (part.rows <= packet.row) part.look(packet);
  }

  /** The first failure of one of them. */
  check(): Failure | undefined {
    for (const part of this.parts) {
      const failure = part.check();
      if (failure !== undefined) return failure;
    }
    return undefined;
  }
}
