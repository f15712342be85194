import { addressText, macText, networkBytes } from '../../src/base/addresses.ts';
import { DECODINGS } from '../../src/core/model/parameters.ts';
import { BeyondDecoder } from '../../src/core/packets/beyond/beyond-decoder.ts';
import type { DecodedPacket } from '../../src/core/protocols/headers/decoded.ts';
import type { CapturedPacket } from './capture-packets.ts';

/** Everything that is beyond NFStream; fragments and ICMP stay as they are, as other tools know nothing like it. */
export const EVERYTHING = {
  decodeTunnels: true,
  decode: DECODINGS,
  sctpPorts: true,
  icmpInKey: false,
  laterFragments: false,
  repairLengths: true,
};

/** A packet as text; of one in no flow only the reason holds. */
export interface DecodedText extends Pick<
  DecodedPacket,
  | 'reason'
  | 'ipVersion'
  | 'protocol'
  | 'sourcePort'
  | 'destinationPort'
  | 'vlan'
  | 'tunnel'
  | 'transportSize'
  | 'payloadSize'
  | 'transportOffset'
  | 'tcpFlags'
  | 'ttl'
  | 'sequence'
  | 'acknowledgement'
  | 'window'
> {
  readonly source: string;
  readonly destination: string;
  /** "" without. */
  readonly sourceMac: string;
  readonly destinationMac: string;
}

/** Decodes the packets of one capture, everything on. */
export function decodeAll(packets: readonly CapturedPacket[]): DecodedText[] {
  const decoder = new BeyondDecoder(EVERYTHING, true);
  return packets.map(({ bytes, wire, linkType }) => {
    decoder.decode(bytes, 0, bytes.length, linkType, wire);
    return textOf(decoder.packet, bytes);
  });
}

function textOf(packet: DecodedPacket, bytes: Uint8Array): DecodedText {
  const v6 = packet.ipVersion === 6;
  const text = (words: readonly number[]): string => addressText(networkBytes(v6 ? words : words.slice(0, 1)));
  const { source0, source1, source2, source3, destination0, destination1, destination2, destination3 } = packet;
  return {
    ...packet,
    source: text([source0, source1, source2, source3]),
    destination: text([destination0, destination1, destination2, destination3]),
    sourceMac: macOf(bytes, packet.sourceMac),
    destinationMac: macOf(bytes, packet.destinationMac),
  };
}

function macOf(bytes: Uint8Array, at: number): string {
  return at < 0 ? '' : macText(bytes.subarray(at, at + 6));
}
