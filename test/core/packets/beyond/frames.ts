import { addressText, networkBytes } from '../../../../src/base/addresses.ts';
import { DECODINGS } from '../../../../src/core/model/parameters.ts';
import { BeyondDecoder, type DecodingParameters } from '../../../../src/core/packets/beyond/beyond-decoder.ts';
import { FlowlessReason } from '../../../../src/core/model/packet-table.ts';
import { TunnelId } from '../../../../src/core/model/tunnels.ts';
import { hexToBytes } from '../../protocols/packets.ts';

/** NFStream's way: nothing beyond. */
export const NOTHING: DecodingParameters = {
  decodeTunnels: true,
  decode: [],
  sctpPorts: false,
  icmpInKey: false,
  laterFragments: false,
  repairLengths: false,
};

/** All that there is. */
export const ALL: DecodingParameters = {
  decodeTunnels: true,
  decode: DECODINGS,
  sctpPorts: true,
  icmpInKey: true,
  laterFragments: true,
  repairLengths: true,
};

/** A packet to decode, as hexadecimal text. */
export interface HexPacket {
  readonly hex: string;
  /** 1, Ethernet, if left out. */
  readonly linkType?: number;
  /** Bytes on the wire; as many as there are if left out. */
  readonly wire?: number;
}

/** "10.0.0.1:1 > 10.0.0.2:2 17 tunnel 5 vlan 7", or the name of the reason why it is in no flow. */
export function decodeLine(decoder: BeyondDecoder, { hex, linkType = 1, wire }: HexPacket): string {
  const bytes = hexToBytes(hex);
  const reason = decoder.decode(bytes, 0, bytes.length, linkType, wire ?? bytes.length);
  if (reason !== FlowlessReason.None) return FlowlessReason[reason];
  const { packet } = decoder;
  const v6 = packet.ipVersion === 6;
  const { source0, source1, source2, source3, destination0, destination1, destination2, destination3 } = packet;
  const text = (words: readonly number[]): string => addressText(networkBytes(v6 ? words : words.slice(0, 1)));
  const source = text([source0, source1, source2, source3]);
  const destination = text([destination0, destination1, destination2, destination3]);
  const ends = `${source}:${packet.sourcePort} > ${destination}:${packet.destinationPort} ${packet.protocol}`;
  const tunnel = packet.tunnel === TunnelId.None ? '' : ` tunnel ${packet.tunnel}`;
  return `${ends}${tunnel}${packet.vlan === 0 ? '' : ` vlan ${packet.vlan}`}`;
}

/** The same of one packet by a new decoder. */
export function lineOf(packet: HexPacket, parameters: Partial<DecodingParameters> = ALL): string {
  return decodeLine(new BeyondDecoder({ ...NOTHING, ...parameters }, true), packet);
}
