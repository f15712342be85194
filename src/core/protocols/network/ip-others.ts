/** Protocols over IP of which only the head is read: ESP, OSPF, VRRP, PIM. */
import { By } from '../headers/next.ts';
import type { Protocol } from '../protocol.ts';
import { address, declare, hex, integer } from '../reading/field.ts';
import { hex32 } from '../reading/format.ts';
import type { Decoder } from '../reading/packet.ts';

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

const ESP = declare('esp', {
  spi: hex('Security parameters index', 8, { wireshark: 'esp.spi' }),
  seq: integer('Sequence number', { wireshark: 'esp.sequence' }),
});

const OSPF = declare('ospf', {
  version: integer('Version', { wireshark: 'ospf.version' }),
  type: integer('Type', { names: OSPF_TYPES, wireshark: 'ospf.msg' }),
  len: integer('Length', { unit: 'bytes', wireshark: 'ospf.packet_length' }),
  router: address('Router', { wireshark: 'ospf.srcrouter' }),
  area: address('Area', { wireshark: 'ospf.area_id' }),
});

const VRRP = declare('vrrp', {
  version: integer('Version', { wireshark: 'vrrp.version' }),
  type: integer('Type', { wireshark: 'vrrp.type' }),
  router: integer('Virtual router', { wireshark: 'vrrp.virt_rtr_id' }),
  priority: integer('Priority', { wireshark: 'vrrp.prio' }),
  addresses: integer('Addresses', { wireshark: 'vrrp.addr_count' }),
});

const PIM = declare('pim', {
  version: integer('Version', { wireshark: 'pim.version' }),
  type: integer('Type', { names: PIM_TYPES, wireshark: 'pim.type' }),
  checksum: hex('Checksum', 4, { wireshark: 'pim.cksum' }),
});

const decodeEsp: Decoder = (packet, span) => {
  const layer = packet.layer('ESP', span);
  const index = layer.u32(ESP.spi);
  const sequence = layer.u32(ESP.seq);
  packet.say('ESP', () => `SPI=${hex32(index)} Seq=${sequence}`);
  packet.push(layer, () => `SPI ${hex32(index)}`);
  return layer.goOn(By.Data);
};

const decodeOspf: Decoder = (packet, span) => {
  const layer = packet.layer('OSPF', span);
  const version = layer.u8(OSPF.version);
  const type = layer.u8(OSPF.type);
  layer.u16(OSPF.len);
  const router = layer.ipv4(OSPF.router);
  layer.ipv4(OSPF.area);
  packet.say('OSPF', () => `v${version} ${OSPF_TYPES[type] ?? `type ${type}`}, router ${router}`);
  packet.push(layer, () => OSPF_TYPES[type] ?? `Type ${type}`);
  return layer.goOn(By.Data);
};

const decodeVrrp: Decoder = (packet, span) => {
  const layer = packet.layer('VRRP', span);
  const first = layer.bits(1, 'Version and type');
  layer.part(VRRP.version, first >> 4);
  layer.part(VRRP.type, first & 15);
  const router = layer.u8(VRRP.router);
  const priority = layer.u8(VRRP.priority);
  layer.u8(VRRP.addresses);
  packet.say('VRRP', () => `v${first >> 4} Advertisement, router ${router}, priority ${priority}`);
  packet.push(layer, () => `Virtual router ${router}`);
  return layer.goOn(By.Data);
};

const decodePim: Decoder = (packet, span) => {
  const layer = packet.layer('PIM', span);
  const first = layer.bits(1, 'Version and type');
  const type = first & 15;
  layer.part(PIM.version, first >> 4);
  layer.part(PIM.type, type);
  layer.skip(1);
  layer.u16(PIM.checksum);
  const info = (): string => PIM_TYPES[type] ?? `Type ${type}`;
  packet.say('PIM', info);
  packet.push(layer, info);
  return layer.goOn(By.Data);
};

export const esp: Protocol = {
  id: 'esp',
  name: 'ESP',
  fields: ESP,
  decode: decodeEsp,
  places: [{ by: By.Ip, numbers: [50] }],
};

export const ospf: Protocol = {
  id: 'ospf',
  name: 'OSPF',
  fields: OSPF,
  decode: decodeOspf,
  places: [{ by: By.Ip, numbers: [89] }],
};

export const vrrp: Protocol = {
  id: 'vrrp',
  name: 'VRRP',
  fields: VRRP,
  decode: decodeVrrp,
  places: [{ by: By.Ip, numbers: [112] }],
};

export const pim: Protocol = {
  id: 'pim',
  name: 'PIM',
  fields: PIM,
  decode: decodePim,
  places: [{ by: By.Ip, numbers: [103] }],
};
