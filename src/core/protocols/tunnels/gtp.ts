/** GTP version 1 user plane (3GPP TS 29.281): a G-PDU carries an IP packet. */
import { short } from '../../../base/bytes.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { TunnelId } from '../../model/tunnels.ts';
import { By, type HeaderReader } from '../headers/next.ts';
import { when, type Protocol } from '../protocol.ts';
import { bytes, declare, hex, integer } from '../reading/field.ts';
import { hex32 } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';

const VERSION_1 = 0x30;
const G_PDU = 0xff;
const TYPES: ReadonlyMap<number, string> = new Map([
  [1, 'Echo request'],
  [2, 'Echo response'],
  [26, 'Error indication'],
  [31, 'Supported extension headers'],
  [254, 'End marker'],
  [G_PDU, 'G-PDU'],
]);
/** Any of these flags adds four bytes: sequence, N-PDU number, type of the next extension header. */
const OPTIONAL = 7;
const EXTENDED = 4;

const F = declare('gtp', {
  flags: hex('Flags', 2, { wireshark: 'gtp.flags' }),
  message: integer('Message', { names: TYPES, wireshark: 'gtp.message' }),
  len: integer('Length', { unit: 'bytes', wireshark: 'gtp.length' }),
  teid: hex('Tunnel endpoint', 8, { wireshark: 'gtp.teid' }),
  seq: integer('Sequence number'),
  npdu: integer('N-PDU number'),
  next: hex('Next extension', 2),
  extension: bytes('Extension'),
});

/**
 * GTP-U (3GPP TS 29.281 section 5): version 1, protocol type GTP, a G-PDU; four more bytes if any of E, S and PN is set,
 * then extension headers of 4-byte units while their last byte names another one. Ethernet inside is not told apart.
 */
const readGtp: HeaderReader = (bytes, at, end, next) => {
  if (at + 8 > end) return FlowlessReason.TooShort;
  if ((bytes[at] & 0xf0) !== VERSION_1 || bytes[at + 1] !== G_PDU) return FlowlessReason.NotIp;
  next.cut(at + 8 + short(bytes, at + 2));
  let inside = at + 8;
  if ((bytes[at] & OPTIONAL) !== 0) inside += 4;
  if ((bytes[at] & EXTENDED) !== 0) inside = afterExtensions(bytes, inside, end);
  return next.into(TunnelId.GtpU, By.IpVersion, 0, inside);
};

/** The byte before an extension header names it; 0: none. */
function afterExtensions(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at - 1] !== 0) {
    if (bytes[at] === 0) return end;
    at += bytes[at] * 4;
  }
  return at;
}

const decodeGtp: Decoder = (packet, span) => {
  const layer = packet.layer('GTP-U', span);
  const set = layer.u8(F.flags);
  const type = layer.u8(F.message);
  layer.u16(F.len);
  const tunnel = layer.u32(F.teid);
  if ((set & OPTIONAL) !== 0) readOptional(layer, (set & EXTENDED) !== 0);
  const name = (): string => TYPES.get(type) ?? `Message ${type}`;
  packet.say('GTP', () => `${name()} TEID=${hex32(tunnel)}`);
  packet.push(layer, () => `${name()}, tunnel ${hex32(tunnel)}`);
  return layer.follow(readGtp);
};

function readOptional(layer: LayerReader, extended: boolean): void {
  layer.u16(F.seq);
  layer.u8(F.npdu);
  let next = layer.u8(F.next);
  while (extended && next !== 0 && !layer.broken) {
    const units = layer.peek();
    if (units <= 0) return layer.fail('An extension header has the length 0.');
    layer.raw(F.extension, units * 4 - 1);
    next = layer.u8(F.next);
  }
}

export const gtp: Protocol = {
  id: 'gtp',
  name: 'GTP-U',
  fields: F,
  decode: decodeGtp,
  places: [{ by: By.Udp, numbers: [2152], read: when('gtp', readGtp) }],
};
