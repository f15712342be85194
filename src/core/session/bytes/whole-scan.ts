import { BitSet } from '../../../base/bit-set.ts';
import type { Failure } from '../../model/failure.ts';
import { describePacket } from '../../protocols/decode.ts';
import type { WholeTest } from '../../query/filter/whole-texts.ts';
import { BRIEF_BYTES } from '../packet-briefs.ts';
import type { Scan, ScannedPacket } from './byte-scans.ts';

/** The packets whose line in the column Info, or whose bytes, fit a test. Only that is kept: lines are as many as packets. */
export class WholeScan implements Scan {
  rows = 0;
  readonly of: WholeTest['of'];
  readonly passing = new BitSet();
  private readonly fits: (packet: ScannedPacket) => boolean;

  constructor(whole: WholeTest) {
    this.of = whole.of;
    this.fits =
      whole.of === 'frame'
        ? ({ bytes }) => whole.test(bytes)
        : ({ bytes, linkType, wireLength }) =>
            whole.test(describePacket(bytes.subarray(0, BRIEF_BYTES), linkType, wireLength).info);
  }

  look(packet: ScannedPacket): void {
    if (this.fits(packet)) this.passing.add(packet.row);
    this.rows = packet.row + 1;
  }

  check(): Failure | undefined {
    return undefined;
  }
}
