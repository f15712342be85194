import { PlaceFinder, type Verdict } from './finder.ts';
import { viewOfPiece } from './unit-stream.ts';

/** Record headers in a row that must make sense, unless the file ends behind them. */
const CHAIN = 3;
/** Times of neighbouring records lie no further apart, seconds. */
const NEAR = 86_400;

/** How the records of a pcap look. */
export interface PcapRecords {
  readonly little: boolean;
  readonly nanoseconds: boolean;
  readonly recordHead: number;
  /** Most captured bytes that are believed. */
  readonly largest: number;
}

/**
 * Finds the next records of a damaged pcap: a chain of headers with believable lengths, fractions below a second, no
 * more captured than on the wire, and times near the last good one.
 */
export class PcapFinder extends PlaceFinder {
  private readonly view = viewOfPiece();

  /** `lastSeconds`: those of the last good record; undefined before the first. */
  constructor(
    private readonly records: PcapRecords,
    private readonly lastSeconds: () => number | undefined,
  ) {
    super();
  }

  protected look(bytes: Uint8Array, from: number, ended: boolean): Verdict {
    const { recordHead, little } = this.records;
    const view = this.view(bytes);
    let at = from;
    let seconds = this.lastSeconds();
    // A record that ends with the file makes sense by itself only near a good one: two bytes of a cut first packet may too.
    const enough = seconds === undefined ? 2 : 1;
    for (let link = 0; link < CHAIN; link++) {
      if (at === bytes.length) return !ended ? 'open' : link >= enough ? 'yes' : 'no';
      if (at + recordHead > bytes.length) return ended ? 'no' : 'open';
      if (!this.isSound(view, at, seconds)) return 'no';
      seconds = view.getUint32(at, little);
      at += recordHead + view.getUint32(at + 8, little);
    }
    return 'yes';
  }

  private isSound(view: DataView, at: number, seconds: number | undefined): boolean {
    const { little, nanoseconds, largest } = this.records;
    const captured = view.getUint32(at + 8, little);
    const wire = view.getUint32(at + 12, little);
    if (captured === 0 || captured > wire || wire > largest) return false;
    if (view.getUint32(at + 4, little) >= (nanoseconds ? 1e9 : 1e6)) return false;
    return seconds === undefined || Math.abs(view.getUint32(at, little) - seconds) <= NEAR;
  }
}
