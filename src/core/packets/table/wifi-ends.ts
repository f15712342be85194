import type { DecodedPacket } from '../../protocols/headers/decoded.ts';

const CONTROL = 1;
const DATA = 2;
const TO_DS = 1;
const FROM_DS = 2;
/** Control frames with a receiver only: clear to send, acknowledgement. */
const RECEIVER_ONLY: ReadonlySet<number> = new Set([12, 13]);

/**
 * Leaves the MAC addresses of any 802.11 frame at bytes[at..end) in `packet`, also of one that carries no packet: of data
 * its source and destination, of management and control transmitter and receiver (802.11-2016 section 9.3). They may
 * lie behind the end.
 */
export function findWifiEnds(bytes: Uint8Array, at: number, end: number, packet: DecodedPacket): void {
  packet.destinationMac = at + 4;
  packet.sourceMac = at + 10;
  if (at + 2 > end) return;
  const type = (bytes[at] >> 2) & 3;
  if (type === CONTROL && RECEIVER_ONLY.has(bytes[at] >> 4)) packet.sourceMac = -1;
  if (type !== DATA) return;
  const toDs = (bytes[at + 1] & TO_DS) !== 0;
  if (toDs) packet.destinationMac = at + 16;
  if ((bytes[at + 1] & FROM_DS) !== 0) packet.sourceMac = toDs ? at + 24 : at + 16;
}
