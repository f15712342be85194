/** CAPWAP data (RFC 5415): what access points and their controller pass on, 802.11 or Ethernet. */
import { short } from '../../../base/bytes.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { TunnelId } from '../../model/tunnels.ts';
import { By, type HeaderReader } from '../headers/next.ts';
import { WifiQuirk } from '../headers/wifi-quirk.ts';
import { when, type Protocol } from '../protocol.ts';
import { bytes, declare, flags, hex, integer, type FlagNames } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';

const ENCRYPTED = 1;
const TYPES: ReadonlyMap<number, string> = new Map([
  [0, 'CAPWAP'],
  [ENCRYPTED, 'DTLS'],
]);
const BINDINGS: ReadonlyMap<number, string> = new Map([
  [1, 'IEEE 802.11'],
  [3, 'EPCGlobal'],
]);
const NATIVE = 0x100;
const FRAGMENT = 0x80;
const FLAGS: FlagNames = [
  [NATIVE, 'native frame'],
  [FRAGMENT, 'fragment'],
  [0x40, 'last fragment'],
  [0x20, 'wireless information'],
  [0x10, 'radio MAC'],
  [0x08, 'keep-alive'],
];
const LEAST_HEADER = 8;

const F = declare('capwap', {
  version: integer('Version', { wireshark: 'capwap.preamble.version' }),
  type: integer('Type', { names: TYPES, wireshark: 'capwap.preamble.type' }),
  hdr_len: integer('Header length', { unit: 'bytes' }),
  rid: integer('Radio', { wireshark: 'capwap.header.rid' }),
  wbid: integer('Wireless binding', { names: BINDINGS, wireshark: 'capwap.header.wbid' }),
  flags: flags('Flags', 3, FLAGS, { wireshark: 'capwap.header.flags' }),
  fragment: hex('Fragment', 4, { wireshark: 'capwap.header.fragment.id' }),
  frag_offset: integer('Fragment offset', { unit: 'bytes' }),
  options: bytes('Options', { help: 'Radio MAC and wireless information.' }),
});

/**
 * RFC 5415 section 4.3: header length in 4-byte units; flag T: an 802.11 frame, else Ethernet; later fragments are not
 * followed. Some access points swap the bytes of the 802.11 frame control.
 */
const readCapwap: HeaderReader = (bytes, at, end, next) => {
  if (at + 8 > end) return FlowlessReason.TooShort;
  const encrypted = (bytes[at] & 15) !== 0;
  const laterFragment = (bytes[at + 3] & FRAGMENT) !== 0 && (short(bytes, at + 6) & 0xfff8) !== 0;
  if (encrypted || laterFragment) return FlowlessReason.NotIp;
  const inside = at + (bytes[at + 1] >> 3) * 4;
  const wifi = (bytes[at + 2] & 1) === 1;
  if (inside < at + 8) return FlowlessReason.BadTunnel;
  return next.into(TunnelId.Capwap, wifi ? By.Wifi : By.Ethernet, WifiQuirk.EitherOrder, inside);
};

const decodeCapwap: Decoder = (packet, span) => {
  const layer = packet.layer('CAPWAP', span);
  const preamble = layer.bits(1, 'Version');
  const type = preamble & 15;
  layer.part(F.version, preamble >> 4);
  layer.part(F.type, type);
  const info = type === ENCRYPTED ? readEncrypted(layer) : readHeader(layer);
  packet.say('CAPWAP', () => info);
  packet.push(layer, () => info);
  return layer.follow(readCapwap);
};

/** DTLS follows three reserved bytes. */
function readEncrypted(layer: LayerReader): string {
  layer.skip(3);
  return 'DTLS';
}

function readHeader(layer: LayerReader): string {
  const word = layer.bits(3, 'Header length');
  const length = (word >>> 19) * 4;
  const set = word & 0x1ff;
  layer.part(F.hdr_len, length, 0, 1);
  layer.part(F.rid, (word >> 14) & 31, 0, 2);
  layer.part(F.wbid, (word >> 9) & 31, 1, 1);
  layer.part(F.flags, set, 1, 2);
  layer.u16(F.fragment);
  layer.part(F.frag_offset, layer.bits(2, 'Fragment offset') & 0xfff8);
  if (!layer.broken && length < LEAST_HEADER)
    layer.fail(`The header length says ${length} bytes; the least is ${LEAST_HEADER}.`);
  if (length > LEAST_HEADER) layer.raw(F.options, length - LEAST_HEADER);
  return (set & NATIVE) === 0 ? 'Ethernet' : '802.11';
}

export const capwap: Protocol = {
  id: 'capwap',
  name: 'CAPWAP',
  fields: F,
  decode: decodeCapwap,
  places: [{ by: By.Udp, numbers: [5247], read: when('capwap', readCapwap) }],
};
