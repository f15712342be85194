import { BitSet } from '../../../base/bit-set.ts';
import type { Failure } from '../../model/failure.ts';
import { decodeLayers, describePacket } from '../../protocols/decode.ts';
import type { TextTest } from '../../query/filter/text-test.ts';
import type { WholeTest } from '../../query/filter/whole-texts.ts';
import { BRIEF_BYTES } from '../packet-briefs.ts';
import type { Scan, ScannedPacket } from './byte-scans.ts';

/** The packets whose line in the column Info, whose layers, or whose bytes fit a test. Only that is kept: lines are as many as packets. */
export class WholeScan implements Scan {
  rows = 0;
  readonly of: WholeTest['of'];
  readonly passing = new BitSet();
  private readonly fits: (packet: ScannedPacket) => boolean;

  constructor(whole: WholeTest) {
    this.of = whole.of;
    this.fits =
      whole.of === 'frame'
        ? ({ bytes, start, end }) => whole.test(bytes, start, end)
        : whole.of === 'info'
          ? (packet) => whole.test(describePacket(packet.first(BRIEF_BYTES), packet.linkType, packet.wireLength).info)
          : (packet) => saysInLayers(packet, whole.test);
  }

  look(packet: ScannedPacket): void {
    if (this.fits(packet)) this.passing.add(packet.row);
    this.rows = packet.row + 1;
  }

  check(): Failure | undefined {
    return undefined;
  }
}

/** True if a name or a value in the packet's layers fits, each as the layer tree shows it. */
function saysInLayers(packet: ScannedPacket, fits: TextTest): boolean {
  const layers = decodeLayers(packet.first(), packet.linkType, packet.wireLength);
  return layers.some(
    ({ name, summary, fields }) =>
      fits(name) || fits(summary) || fields.some((field) => fits(field.text) || fits(`${field.name}: ${field.text}`)),
  );
}
