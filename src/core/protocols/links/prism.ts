/**
 * Prism (LINKTYPE_IEEE802_11_PRISM): what the drivers of Prism cards said of 802.11 frames, in the writer's byte order: a
 * message code, a length, a device's name, then items of identifier, status, length and value. Some drivers write AVS here.
 */
import { word } from '../../../base/bytes.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { By, type HeaderReader } from '../headers/next.ts';
import { WifiQuirk } from '../headers/wifi-quirk.ts';
import { when, type Protocol } from '../protocol.ts';
import { declare, float, hex, integer, text, type Field } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';
import { decodeAvs, looksLikeAvs, readAvs } from './avs.ts';

const LEAST_HEADER = 8;
const NAME_BYTES = 16;
const ITEM_BYTES = 12;
/** Of an item: the value is there. */
const SUPPLIED = 0;

const F = declare('prism', {
  msgcode: hex('Message code', 8, { wireshark: 'prism.msgcode' }),
  msglen: integer('Header length', { unit: 'bytes', wireshark: 'prism.msglen' }),
  devname: text('Device', { wireshark: 'prism.devname' }),
  hosttime: integer('Host time', { help: 'In ticks of the host’s clock.', wireshark: 'prism.did.hosttime' }),
  mactime: integer('Time stamp', { unit: 'µs', help: 'Lower 32 bits.', wireshark: 'prism.did.mactime' }),
  channel: integer('Channel', { wireshark: 'prism.did.channel' }),
  rssi: integer('Received strength', { wireshark: 'prism.did.rssi' }),
  sq: integer('Signal quality', { wireshark: 'prism.did.sq' }),
  signal: integer('Signal', { wireshark: 'prism.did.signal' }),
  noise: integer('Noise', { wireshark: 'prism.did.noise' }),
  rate: float('Rate', { unit: 'Mb/s' }),
  istx: integer('Direction', { names: ['received', 'sent'], wireshark: 'prism.did.istx' }),
  frmlen: integer('Frame length', { unit: 'bytes', wireshark: 'prism.did.frmlen' }),
  item: hex('Item', 8, { help: 'Identifier of an item without a field of its own.' }),
  value: hex('Value', 8),
});

type Change = (value: number) => number;
const same: Change = (value) => value;
const signed: Change = (value) => value | 0;

/** By the number of an item, which drivers write into different bits of its identifier. */
const ITEMS: readonly (readonly [Field, Change])[] = [
  [F.item, same],
  [F.hosttime, same],
  [F.mactime, same],
  [F.channel, same],
  [F.rssi, signed],
  [F.sq, same],
  [F.signal, signed],
  [F.noise, signed],
  [F.rate, (units) => units / 2],
  [F.istx, same],
  [F.frmlen, same],
];

/** Prism's header states its length after its message code, in the writer's byte order; it may also be AVS's. */
const readPrism: HeaderReader = (bytes, at, end, next) => {
  if (at + LEAST_HEADER > end) return FlowlessReason.TooShort;
  if (looksLikeAvs(bytes, at)) return readAvs(bytes, at, end, next);
  const little = bytes[at + 4] | (bytes[at + 5] << 8);
  const length = little > 0 ? little : word(bytes, at + 4);
  return length < LEAST_HEADER || length > end - at
    ? FlowlessReason.TooShort
    : next.to(By.Wifi, WifiQuirk.None, at + length);
};

const decodePrism: Decoder = (packet, span, linkType) => {
  if (looksLikeAvs(packet.bytes, span.start)) return decodeAvs(packet, span, linkType);
  const layer = packet.layer('Prism', span);
  const little = layer.peek16(4) !== 0;
  number(layer, little, F.msgcode);
  const length = number(layer, little, F.msglen);
  const end = span.start + length;
  const device = layer.at + NAME_BYTES <= end ? layer.text(F.devname, NAME_BYTES) : '';
  while (layer.left >= ITEM_BYTES && layer.at + ITEM_BYTES <= end) readItem(layer, little);
  layer.skip(Math.max(0, end - layer.at), 'further fields');
  packet.say('Prism', () => '');
  packet.push(layer, () => `${length} bytes${device === '' ? '' : ` of ${device}`}`);
  return layer.follow(readPrism);
};

function number(layer: LayerReader, little: boolean, field: Field, change: Change = same): number {
  return little ? layer.u32le(field, change) : layer.u32(field, change);
}

/** Items that the driver did not fill are passed over. */
function readItem(layer: LayerReader, little: boolean): void {
  const identifier = little ? swapped(layer.bits(4, 'Item')) : layer.bits(4, 'Item');
  const [field, change] = ITEMS[itemNumber(identifier)] ?? [F.item, same];
  const supplied = layer.peek16() === SUPPLIED;
  if (supplied && field === F.item) layer.part(F.item, identifier);
  layer.skip(4, 'Status and length');
  if (!supplied) layer.skip(4, field.label);
  else number(layer, little, field === F.item ? F.value : field, change);
}

/** 0x00030044 of linux-wlan-ng and 0x00003041 of others are both item 3. */
function itemNumber(identifier: number): number {
  return identifier >= 0x10000 ? identifier >>> 16 : identifier >>> 12;
}

/** The bytes of 32 bits in the other order, unsigned. */
function swapped(value: number): number {
  const low = ((value & 0xff) << 24) | ((value & 0xff00) << 8);
  return (low | ((value >>> 8) & 0xff00) | (value >>> 24)) >>> 0;
}

export const prism: Protocol = {
  id: 'prism',
  name: 'Prism',
  fields: F,
  decode: decodePrism,
  places: [{ by: By.Link, numbers: [119], read: when('wifi', readPrism) }],
};
