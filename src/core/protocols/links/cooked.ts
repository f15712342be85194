/** Linux cooked capture (LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2 of tcpdump.org): frames without their own link header. */
import { short } from '../../../base/bytes.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { By, type HeaderReader, type Next } from '../headers/next.ts';
import { ETHERTYPES, ethertypeName } from '../names.ts';
import { when, type Protocol } from '../protocol.ts';
import { address, declare, hex, integer } from '../reading/field.ts';
import { macText } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Following } from '../reading/following.ts';
import type { Decoder, Packet } from '../reading/packet.ts';
import { LEAST_ETHERTYPE } from './ethernet.ts';

const LINUX_SLL = 113;
const LINUX_SLL2 = 276;
const DIRECTIONS = ['to this host', 'broadcast', 'multicast', 'to another host', 'sent by this host'];
/** In the place of an ethertype: 802.2, and Novell's framing without it. */
const LLC = 4;
const NOVELL_RAW = 1;
const ADDRESS_BYTES = 8;

const F = declare('sll', {
  pkttype: integer('Packet type', { names: DIRECTIONS, wireshark: 'sll.pkttype' }),
  hatype: integer('Hardware type', { help: 'ARPHRD_ number of Linux.', wireshark: 'sll.hatype' }),
  halen: integer('Address length', { unit: 'bytes', wireshark: 'sll.halen' }),
  src: address('Source', { wireshark: 'sll.src.eth' }),
  etype: hex('Protocol', 4, { names: ETHERTYPES, wireshark: 'sll.etype' }),
  ifindex: integer('Interface', { help: 'Number of the interface in Linux.', wireshark: 'sll.ifindex' }),
});

/** The protocol stands last. NFStream does not know that 4 is 802.2. */
const readCooked: HeaderReader = (bytes, at, end, next) =>
  at + 16 > end ? FlowlessReason.TooShort : readCarried(short(bytes, at + 14), at + 16, next);

/** The second version: the protocol comes first. */
const readCooked2: HeaderReader = (bytes, at, end, next) =>
  at + 20 > end ? FlowlessReason.TooShort : readCarried(short(bytes, at), at + 20, next);

function readCarried(protocol: number, at: number, next: Next): FlowlessReason {
  if (protocol === NOVELL_RAW) return FlowlessReason.NotIp;
  return protocol === LLC ? next.to(By.Llc, 0, at) : next.to(By.Ethertype, protocol, at);
}

const decodeCooked: Decoder = (packet, span, linkType) => {
  const second = linkType === LINUX_SLL2;
  const layer = packet.layer(second ? 'Linux cooked capture 2' : 'Linux cooked capture', span);
  return second ? decodeSecond(packet, layer) : decodeFirst(packet, layer);
};

function decodeFirst(packet: Packet, layer: LayerReader): Following | undefined {
  const type = layer.u16(F.pkttype);
  layer.u16(F.hatype);
  readSource(packet, layer, layer.u16(F.halen));
  const protocol = layer.u16(F.etype);
  return finish(packet, layer, type, protocol, readCooked);
}

function decodeSecond(packet: Packet, layer: LayerReader): Following | undefined {
  const protocol = layer.u16(F.etype);
  layer.skip(2);
  layer.u32(F.ifindex);
  layer.u16(F.hatype);
  const type = layer.u8(F.pkttype);
  readSource(packet, layer, layer.u8(F.halen));
  return finish(packet, layer, type, protocol, readCooked2);
}

function readSource({ bytes }: Packet, layer: LayerReader, length: number): void {
  layer.value(F.src, ADDRESS_BYTES, (at) => macText(bytes, at, Math.min(length, ADDRESS_BYTES)));
}

function finish(
  packet: Packet,
  layer: LayerReader,
  type: number,
  protocol: number,
  read: HeaderReader,
): Following | undefined {
  packet.say('Cooked', () => ethertypeName(protocol));
  packet.push(layer, () => `${ethertypeName(protocol)}, ${DIRECTIONS[type] ?? `packet type ${type}`}`);
  const unread = protocol < LEAST_ETHERTYPE && protocol !== LLC;
  return unread ? layer.goOn(By.Data) : layer.follow(read);
}

export const cooked: Protocol = {
  id: 'sll',
  name: 'Linux cooked capture',
  fields: F,
  decode: decodeCooked,
  places: [
    { by: By.Link, numbers: [LINUX_SLL], read: when('snap', readCooked) },
    { by: By.Link, numbers: [LINUX_SLL2], read: when('sll2', readCooked2) },
  ],
};
