import * as IpProtocol from '../../model/ip-protocols.ts';
import type { DecodedPacket } from '../../protocols/headers/decoded.ts';
import { short, word } from '../../../base/bytes.ts';

/**
 * Fills the fields that only some features read. The packet is decoded but for them, with offsets into `bytes`;
 * `network` is where the innermost IP header begins.
 */
export function readHeaders(bytes: Uint8Array, network: number, end: number, packet: DecodedPacket): void {
  const { transportOffset: at } = packet;
  const isTcp = packet.protocol === IpProtocol.TCP && packet.transportSize > 0;
  packet.ipHeaderLength = at - network;
  packet.transportHeaderLength = packet.transportSize - packet.payloadSize;
  packet.ttl = bytes[network + (packet.ipVersion === 6 ? 7 : 8)];
  packet.transportStart = at + 4 <= end ? word(bytes, at) >>> 0 : 0;
  packet.sequence = isTcp && at + 8 <= end ? word(bytes, at + 4) >>> 0 : 0;
  packet.acknowledgement = isTcp && at + 12 <= end ? word(bytes, at + 8) >>> 0 : 0;
  packet.window = isTcp && at + 16 <= end ? short(bytes, at + 14) : 0;
}
