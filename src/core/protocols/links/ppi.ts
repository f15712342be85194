/** Per-Packet Information (LINKTYPE_PPI): what was said of a packet besides, and the link type of the packet itself. */
import { FlowlessReason } from '../../model/packet-table.ts';
import { By, type HeaderReader } from '../headers/next.ts';
import { when, type Protocol } from '../protocol.ts';
import { linkTypeName } from '../../model/link-types.ts';
import { declare, flags, integer } from '../reading/field.ts';
import type { Decoder } from '../reading/packet.ts';

const PPI = 192;
const WIFI = 105;
const HEADER = 8;
/** The field of 802.11 in general; of its flags the lowest bit: the frame ends with its check sequence. */
const COMMON = 2;
const COMMON_FLAGS = 12;
const CHECK_SEQUENCE_BYTES = 4;

const F = declare('ppi', {
  version: integer('Version', { wireshark: 'ppi.version' }),
  flags: flags('Flags', 2, [[0x01, 'aligned']], { wireshark: 'ppi.flags' }),
  length: integer('Header length', { unit: 'bytes', wireshark: 'ppi.length' }),
  dlt: integer('Link type', { names: (linkType) => linkTypeName(linkType)?.title, wireshark: 'ppi.dlt' }),
});

/** Per-Packet Information (LINKTYPE_PPI): little-endian length of all its fields, and the link type behind them. */
const readPpi: HeaderReader = (bytes, at, end, next) => {
  if (at + HEADER > end) return FlowlessReason.TooShort;
  const length = bytes[at + 2] | (bytes[at + 3] << 8);
  const linkType = bytes[at + 4] | (bytes[at + 5] << 8) | (bytes[at + 6] << 16) | (bytes[at + 7] << 24);
  if (length < HEADER || linkType === PPI) return FlowlessReason.NotIp;
  if (linkType === WIFI && hasCheckSequence(bytes, at, at + length, end)) {
    next.cut(Math.max(at + length, next.end - CHECK_SEQUENCE_BYTES));
  }
  return next.to(By.Link, linkType, at + length);
};

/** Says it in the first field, if that is the one of 802.11 in general. */
function hasCheckSequence(bytes: Uint8Array, start: number, headerEnd: number, end: number): boolean {
  const at = start + HEADER;
  if (at + COMMON_FLAGS >= Math.min(headerEnd, end)) return false;
  return bytes[at] === COMMON && bytes[at + 1] === 0 && (bytes[at + COMMON_FLAGS] & 1) === 1;
}

const decodePpi: Decoder = (packet, span) => {
  const layer = packet.layer('PPI', span);
  layer.u8(F.version);
  layer.u8(F.flags);
  const length = layer.u16le(F.length);
  const linkType = layer.u32le(F.dlt);
  layer.skip(Math.max(0, length - HEADER), 'PPI fields');
  packet.say('PPI', () => `Link type ${linkType}`);
  packet.push(layer, () => `Link type ${linkType}`);
  return layer.follow(readPpi);
};

export const ppi: Protocol = {
  id: 'ppi',
  name: 'PPI',
  fields: F,
  decode: decodePpi,
  places: [{ by: By.Link, numbers: [PPI], read: when('ppi', readPpi) }],
};
