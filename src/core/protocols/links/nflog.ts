/** Linux netfilter log (LINKTYPE_NFLOG): type-length-value pieces in the writer's byte order; one holds the packet. */
import { named } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { after, firstOf } from '../reading/span.ts';
import type { Decoder } from '../reading/packet.ts';

const PAYLOAD = 9;
const PIECE_HEADER = 4;
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
  [10, 'Prefix'],
  [11, 'User'],
  [14, 'Group'],
]);

export const decodeNflog: Decoder = (packet, span) => {
  const layer = packet.layer('Netfilter log', span);
  layer.u8('Address family', named(FAMILIES));
  layer.u8('Version');
  const group = layer.u16('Group');
  const payload = readPieces(layer);
  packet.say('NFLOG', `Group ${group}`);
  packet.push(layer, `Group ${group}`);
  if (layer.broken || payload < 0) return undefined;
  return { by: 'ip-version', number: 0, span: firstOf(after(layer), payload) };
};

/** Reads up to the piece that is the packet; gives its length, or -1 if there is none. */
function readPieces(layer: LayerReader): number {
  while (layer.left >= PIECE_HEADER) {
    // Types are below 256: the zero byte of the type tells the byte order.
    const little = layer.peek(3) === 0;
    const length = little ? layer.u16le('Piece length') : layer.u16('Piece length');
    const type = (little ? layer.u16le('Piece', named(PIECES)) : layer.u16('Piece', named(PIECES))) & 0x7fff;
    if (length < PIECE_HEADER) layer.fail(`A piece claims ${length} bytes, less than its own header.`);
    else if (type === PAYLOAD) return length - PIECE_HEADER;
    else layer.raw(PIECES.get(type) ?? `Piece ${type}`, Math.min(layer.left, Math.ceil(length / 4) * 4 - PIECE_HEADER));
  }
  return -1;
}
