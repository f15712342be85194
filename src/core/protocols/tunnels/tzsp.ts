/** TZSP, TaZmen Sniffer Protocol: frames that a device mirrors over UDP, behind tags. */
import { short } from '../../../base/bytes.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { TunnelId } from '../../model/tunnels.ts';
import { By, type HeaderReader } from '../headers/next.ts';
import { when, type Protocol } from '../protocol.ts';
import { bytes, declare, integer } from '../reading/field.ts';
import { nameText } from '../reading/field-text.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';

const PADDING = 0;
const END = 1;
const ETHERNET = 1;
const WIFI = 18;
const TYPES = ['Received', 'Transmitted', '', 'Configuration', 'Keep-alive', 'Port opener'];
const CARRIED: ReadonlyMap<number, string> = new Map([
  [ETHERNET, 'Ethernet'],
  [WIFI, '802.11'],
  [119, '802.11 with Prism'],
  [127, '802.11 with AVS'],
]);
const TAGS: ReadonlyMap<number, string> = new Map([
  [PADDING, 'Padding'],
  [END, 'End'],
  [10, 'Raw signal strength'],
  [11, 'Noise'],
  [12, 'Rate'],
  [13, 'Time stamp'],
  [17, 'Check sequence error'],
  [18, 'Channel'],
  [40, 'Packet count'],
  [41, 'Frame length'],
  [60, 'Sensor'],
]);

const F = declare('tzsp', {
  version: integer('Version', { wireshark: 'tzsp.version' }),
  type: integer('Type', { names: TYPES, wireshark: 'tzsp.type' }),
  encap: integer('Carried', { names: CARRIED, wireshark: 'tzsp.encap' }),
  tag: integer('Tag', { names: TAGS, wireshark: 'tzsp.option_tag' }),
  'tag.len': integer('Tag length', { unit: 'bytes', wireshark: 'tzsp.option_length' }),
  'tag.data': bytes('Tag data'),
});

/** Version 1, type received or transmitted, what is carried, then tags up to the end tag. */
const readTzsp: HeaderReader = (bytes, at, end, next) => {
  if (at + 5 > end) return FlowlessReason.TooShort;
  if (bytes[at] !== 1 || bytes[at + 1] > 1) return FlowlessReason.NotIp;
  const carried = short(bytes, at + 2);
  const inside = afterTags(bytes, at + 4, end);
  if (carried === ETHERNET) return next.into(TunnelId.Tzsp, By.Ethernet, 0, inside);
  return carried === WIFI ? next.into(TunnelId.Tzsp, By.Wifi, 0, inside) : FlowlessReason.NotIp;
};

/** Tag 0 is padding and tag 1 the end, both without a length. */
function afterTags(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at + 1 < end && bytes[at] !== END) at += bytes[at] === PADDING ? 1 : 2 + bytes[at + 1];
  return at + 1;
}

const decodeTzsp: Decoder = (packet, span) => {
  const layer = packet.layer('TZSP', span);
  layer.u8(F.version);
  const type = layer.u8(F.type);
  const carried = layer.u16(F.encap);
  readTags(layer);
  const info = (): string => `${nameText(F.type, type)}, ${nameText(F.encap, carried)}`;
  packet.say('TZSP', info);
  packet.push(layer, info);
  return layer.follow(readTzsp);
};

/** Up to the end tag; a message without a frame may end without one. */
function readTags(layer: LayerReader): void {
  while (layer.left > 0) {
    const tag = layer.u8(F.tag);
    if (tag === END) return;
    if (tag === PADDING) continue;
    const length = layer.u8(F['tag.len']);
    if (length > 0) layer.raw(F['tag.data'], length);
  }
}

export const tzsp: Protocol = {
  id: 'tzsp',
  name: 'TZSP',
  fields: F,
  decode: decodeTzsp,
  places: [{ by: By.Udp, numbers: [37008], read: when('tzsp', readTzsp) }],
};
