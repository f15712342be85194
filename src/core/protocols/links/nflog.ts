/** Linux netfilter log (LINKTYPE_NFLOG): type-length-value pieces in the writer's byte order; one holds the packet. */
import { short } from '../../../base/bytes.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { By, type HeaderReader } from '../headers/next.ts';
import { when, type Protocol } from '../protocol.ts';
import { bytes, declare, integer, text, type Field } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';

const PAYLOAD = 9;
const PREFIX = 10;
const PIECE_HEADER = 4;
/** The highest bit of a type says that its value is made of pieces again. */
const TYPE_MASK = 0x7fff;
const FAMILIES: ReadonlyMap<number, string> = new Map([
  [2, 'IPv4'],
  [10, 'IPv6'],
]);
const PIECES: ReadonlyMap<number, string> = new Map([
  [1, 'Packet header'],
  [2, 'Mark'],
  [3, 'Time stamp'],
  [4, 'Input interface'],
  [5, 'Output interface'],
  [8, 'Hardware address'],
  [PAYLOAD, 'Packet'],
  [PREFIX, 'Prefix'],
  [11, 'User'],
  [14, 'Group'],
]);

const F = declare('nflog', {
  family: integer('Address family', { names: FAMILIES, wireshark: 'nflog.family' }),
  version: integer('Version', { wireshark: 'nflog.version' }),
  group: integer('Group'),
  tlv_length: integer('Piece length', { unit: 'bytes', wireshark: 'nflog.tlv_length' }),
  tlv_type: integer('Piece', { names: (type) => PIECES.get(type & TYPE_MASK) }),
  prefix: text('Prefix', { help: 'That the rule puts before its messages.', wireshark: 'nflog.prefix' }),
  value: bytes('Value'),
});

/**
 * Linux netfilter log (LINKTYPE_NFLOG): four bytes, then pieces of length and type in the writer's byte order, padded to
 * 4 bytes; types are below 256, so the zero byte tells the order. One piece is the packet.
 */
const readNflog: HeaderReader = (bytes, start, end, next) => {
  let at = start + 4;
  while (at + PIECE_HEADER <= end) {
    const little = bytes[at + 3] === 0;
    const length = little ? bytes[at] | (bytes[at + 1] << 8) : short(bytes, at);
    const type = little ? bytes[at + 2] : bytes[at + 3];
    if (length < PIECE_HEADER) return FlowlessReason.NotIp;
    if (type === PAYLOAD) {
      next.cut(at + length);
      return next.to(By.IpVersion, 0, at + PIECE_HEADER);
    }
    at += (length + 3) & ~3;
  }
  return FlowlessReason.TooShort;
};

const decodeNflog: Decoder = (packet, span) => {
  const layer = packet.layer('Netfilter log', span);
  layer.u8(F.family);
  layer.u8(F.version);
  const group = layer.u16(F.group);
  const found = readPieces(layer);
  packet.say('NFLOG', () => `Group ${group}`);
  packet.push(layer, () => `Group ${group}`);
  return found ? layer.follow(readNflog) : undefined;
};

/** Reads up to the piece that is the packet; false if there is none. */
function readPieces(layer: LayerReader): boolean {
  while (layer.left >= PIECE_HEADER) {
    const little = layer.peek(3) === 0;
    const length = little ? layer.u16le(F.tlv_length) : layer.u16(F.tlv_length);
    const type = (little ? layer.u16le(F.tlv_type) : layer.u16(F.tlv_type)) & TYPE_MASK;
    if (length < PIECE_HEADER) layer.fail(`A piece claims ${length} bytes, less than its own header.`);
    else if (type === PAYLOAD) return true;
    else readValue(layer, type === PREFIX ? F.prefix : F.value, length - PIECE_HEADER);
  }
  return false;
}

/** A value and its padding to four bytes. */
function readValue(layer: LayerReader, field: Field, length: number): void {
  const size = Math.min(layer.left, length);
  if (field === F.prefix) layer.text(field, size);
  else layer.raw(field, size);
  layer.skip(Math.min(layer.left, -length & 3), 'padding');
}

export const nflog: Protocol = {
  id: 'nflog',
  name: 'Netfilter log',
  fields: F,
  decode: decodeNflog,
  places: [{ by: By.Link, numbers: [239], read: when('nflog', readNflog) }],
};
