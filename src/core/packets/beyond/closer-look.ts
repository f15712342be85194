import { Doubt } from '../../model/doubts.ts';
import * as EtherType from '../../model/ethertypes.ts';
import type { FurtherPackets } from '../../model/capture-info.ts';
import type { FlowlessReason } from '../../model/packet-table.ts';
import { headerDoubts, isEncryptedWifi, isOdd } from '../doubts.ts';
import type { PacketDecoder } from '../nfstream/packet-decoder.ts';
import type { DecodingParameters } from './beyond-decoder.ts';
import { FurtherLook, Look } from './further-look.ts';

/**
 * Looks a second time at the few packets where the decodings in force may leave something closed, or may have read what
 * is not there. All others cost a few comparisons.
 */
export class CloserLook {
  private readonly further: FurtherLook;

  /**
   * @param parameters those in force
   * @param decoder theirs; it has decoded the packet that is looked at
   * @param rows where packets that further decodings would open are counted
   */
  constructor(
    parameters: DecodingParameters,
    private readonly decoder: PacketDecoder,
    rows: FurtherPackets[],
  ) {
    this.further = new FurtherLook(parameters, rows);
  }

  /** Of a packet in a flow: counts it if further decodings open it; what speaks against it, as bits of Doubt. */
  inFlow(bytes: Uint8Array, start: number, captured: number, linkType: number, wire: number): number {
    const { decoder, further } = this;
    const { packet } = decoder;
    const network = decoder.network - start;
    const differs = further.mayDiffer(bytes, start, linkType, decoder);
    const longest = Math.max(wire, captured);
    const odd = isOdd(packet, network, captured, longest);
    if (!differs && !odd) return Doubt.None;
    const doubts = odd ? headerDoubts(bytes, start, packet, network, captured, longest) : Doubt.None;
    return differs ? doubts | this.misreading(bytes, start, captured, linkType, wire) : doubts;
  }

  /** Of a packet in no flow that has an IP header somewhere: counts it if further decodings open it; its row from 1, or 0. */
  stray(
    bytes: Uint8Array,
    start: number,
    captured: number,
    linkType: number,
    wire: number,
    reason: FlowlessReason,
  ): number {
    const { further } = this;
    if (further.look(bytes, start, captured, linkType, wire, this.decoder) !== Look.More) return 0;
    further.count(reason);
    return further.choice + 1;
  }

  private misreading(bytes: Uint8Array, start: number, captured: number, linkType: number, wire: number): number {
    const { further, decoder } = this;
    const look = further.look(bytes, start, captured, linkType, wire, decoder);
    if (look === Look.More) further.count(decoder.packet.reason);
    const isSound =
      look === Look.Nothing ? false : look === Look.More ? !further.isMisread : isIp(further.typeAt(decoder.network));
    if (isSound) return Doubt.None;
    return isEncryptedWifi(bytes, start, captured, linkType) ? Doubt.Encrypted : Doubt.NotNamed;
  }
}

function isIp(type: number): boolean {
  return type === EtherType.IPV4 || type === EtherType.IPV6;
}
