/** Linux cooked capture (LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2 of tcpdump.org). */
import { hex16, macText, named } from '../reading/format.ts';
import { ETHERTYPES, ethertypeName } from '../names.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { after } from '../reading/span.ts';
import type { Decoder, Next, Packet } from '../reading/packet.ts';

const DIRECTIONS = ['to this host', 'broadcast', 'multicast', 'to another host', 'sent by this host'];
const LLC = 4;
const NOVELL_RAW = 1;
const LEAST_ETHERTYPE = 0x600;
const ADDRESS_BYTES = 8;

const direction = named((value) => DIRECTIONS[value]);

export const decodeCooked: Decoder = (packet, span) => {
  const layer = packet.layer('Linux cooked capture', span);
  const type = layer.u16('Packet type', direction);
  layer.u16('Hardware type');
  readAddress(packet, layer, layer.u16('Address length'));
  const protocol = readProtocol(layer);
  return finish(packet, layer, type, protocol);
};

export const decodeCooked2: Decoder = (packet, span) => {
  const layer = packet.layer('Linux cooked capture 2', span);
  const protocol = readProtocol(layer);
  layer.u16('Reserved', hex16);
  layer.u32('Interface');
  layer.u16('Hardware type');
  const type = layer.u8('Packet type', direction);
  readAddress(packet, layer, layer.u8('Address length'));
  return finish(packet, layer, type, protocol);
};

function readProtocol(layer: LayerReader): number {
  return layer.u16('Protocol', named(ETHERTYPES, hex16));
}

function readAddress(packet: Packet, layer: LayerReader, length: number): void {
  const shown = Math.min(length, ADDRESS_BYTES);
  const source = layer.value('Source', ADDRESS_BYTES, (at) => macText(packet.bytes, at, shown));
  packet.between(source, '');
}

function finish(packet: Packet, layer: LayerReader, type: number, number: number): Next | undefined {
  const towards = DIRECTIONS[type] ?? `packet type ${type}`;
  packet.say('Cooked', ethertypeName(number));
  packet.push(layer, `${ethertypeName(number)}, ${towards}`);
  if (layer.broken) return undefined;
  if (number === LLC) return { by: 'llc', number: 0, span: after(layer) };
  const by = number === NOVELL_RAW || number < LEAST_ETHERTYPE ? 'data' : 'ethertype';
  return { by, number, span: after(layer) };
}
