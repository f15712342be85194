/** Protocols over IP of which only the head is read: ESP, EtherIP, OSPF, VRRP, PIM. */
import { hex16, hex32, named } from '../reading/format.ts';
import { after } from '../reading/span.ts';
import { dataAfter } from '../reading/packet.ts';
import type { Decoder } from '../reading/packet.ts';

const ETHERNET = 1;
const OSPF_TYPES = [
  '',
  'Hello',
  'Database description',
  'Link state request',
  'Link state update',
  'Link state acknowledgement',
];
const PIM_TYPES = [
  'Hello',
  'Register',
  'Register-Stop',
  'Join/Prune',
  'Bootstrap',
  'Assert',
  'Graft',
  'Graft-Ack',
  'Candidate RP',
];

export const decodeEsp: Decoder = (packet, span) => {
  const layer = packet.layer('ESP', span);
  const index = layer.u32('Security parameters index', hex32);
  const sequence = layer.u32('Sequence number');
  packet.say('ESP', `SPI=${hex32(index)} Seq=${sequence}`);
  packet.push(layer, `SPI ${hex32(index)}`);
  return dataAfter(layer);
};

export const decodeEtherIp: Decoder = (packet, span) => {
  const layer = packet.layer('EtherIP', span);
  layer.u16('Version', hex16);
  packet.say('EtherIP', '');
  packet.push(layer, 'Ethernet');
  return layer.broken ? undefined : { by: 'link', number: ETHERNET, span: after(layer) };
};

export const decodeOspf: Decoder = (packet, span) => {
  const layer = packet.layer('OSPF', span);
  const version = layer.u8('Version');
  const type = layer.u8(
    'Type',
    named((value) => OSPF_TYPES[value]),
  );
  layer.u16('Length');
  const router = layer.ipv4('Router');
  layer.ipv4('Area');
  packet.say('OSPF', `v${version} ${OSPF_TYPES[type] ?? `type ${type}`}, router ${router}`);
  packet.push(layer, OSPF_TYPES[type] ?? `Type ${type}`);
  return dataAfter(layer);
};

export const decodeVrrp: Decoder = (packet, span) => {
  const layer = packet.layer('VRRP', span);
  const version = layer.u8('Version and type', (value) => `${value >> 4}, ${value & 15}`) >> 4;
  const router = layer.u8('Virtual router');
  const priority = layer.u8('Priority');
  layer.u8('Addresses');
  packet.say('VRRP', `v${version} Advertisement, router ${router}, priority ${priority}`);
  packet.push(layer, `Virtual router ${router}`);
  return dataAfter(layer);
};

export const decodePim: Decoder = (packet, span) => {
  const layer = packet.layer('PIM', span);
  const type = layer.u8('Version and type', (value) => `${value >> 4}, ${value & 15}`) & 15;
  layer.skip(1);
  layer.u16('Checksum', hex16);
  packet.say('PIM', PIM_TYPES[type] ?? `Type ${type}`);
  packet.push(layer, PIM_TYPES[type] ?? `Type ${type}`);
  return dataAfter(layer);
};
