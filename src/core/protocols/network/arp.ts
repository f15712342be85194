/** ARP and RARP (RFC 826, RFC 903) of any address sizes; spelled out for Ethernet and IPv4. */
import { By } from '../headers/next.ts';
import { ETHERTYPES } from '../names.ts';
import type { Protocol } from '../protocol.ts';
import { address, declare, hex, integer, type Field } from '../reading/field.ts';
import { ipv4Text, macText } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder, Packet } from '../reading/packet.ts';

const OPERATIONS: ReadonlyMap<number, string> = new Map([
  [1, 'request'],
  [2, 'reply'],
  [3, 'reverse request'],
  [4, 'reverse reply'],
  [8, 'inverse request'],
  [9, 'inverse reply'],
]);
const ARP = 0x0806;
const RARP = 0x8035;
const UNSET = '0.0.0.0';

const F = declare('arp', {
  'hw.type': integer('Hardware type', { names: new Map([[1, 'Ethernet']]), wireshark: 'arp.hw.type' }),
  'proto.type': hex('Protocol type', 4, { names: ETHERTYPES, wireshark: 'arp.proto.type' }),
  'hw.size': integer('Hardware size', { unit: 'bytes', wireshark: 'arp.hw.size' }),
  'proto.size': integer('Protocol size', { unit: 'bytes', wireshark: 'arp.proto.size' }),
  opcode: integer('Operation', { names: OPERATIONS, wireshark: 'arp.opcode' }),
  'src.mac': address('Sender MAC', { wireshark: 'arp.src.hw_mac' }),
  'src.ip': address('Sender IP', { wireshark: 'arp.src.proto_ipv4' }),
  'dst.mac': address('Target MAC', { wireshark: 'arp.dst.hw_mac' }),
  'dst.ip': address('Target IP', { wireshark: 'arp.dst.proto_ipv4' }),
});

interface Ends {
  readonly senderMac: string;
  readonly senderIp: string;
  readonly targetMac: string;
  readonly targetIp: string;
}

const decodeArp: Decoder = (packet, span, ethertype) => {
  const layer = packet.layer(ethertype === RARP ? 'RARP' : 'ARP', span);
  layer.u16(F['hw.type']);
  layer.u16(F['proto.type']);
  const hardware = layer.u8(F['hw.size']);
  const protocol = layer.u8(F['proto.size']);
  const operation = layer.u16(F.opcode);
  const ends = readEnds(packet, layer, hardware, protocol);
  const info = (): string => (layer.broken ? 'Cut short' : arpInfo(operation, ends));
  packet.say(layer.name, info);
  packet.push(layer, info);
  return undefined;
};

function readEnds({ bytes }: Packet, layer: LayerReader, hardware: number, protocol: number): Ends {
  const mac = (field: Field): string => layer.value(field, hardware, (at) => macText(bytes, at, hardware));
  const ip = (field: Field): string =>
    layer.value(field, protocol, (at) => (protocol === 4 ? ipv4Text(bytes, at) : macText(bytes, at, protocol)));
  const senderMac = mac(F['src.mac']);
  const senderIp = ip(F['src.ip']);
  const targetMac = mac(F['dst.mac']);
  return { senderMac, senderIp, targetMac, targetIp: ip(F['dst.ip']) };
}

function arpInfo(operation: number, ends: Ends): string {
  if (operation === 1) return requestInfo(ends);
  if (operation === 2) return `${ends.senderIp} is at ${ends.senderMac}`;
  if (operation === 3) return `Who is ${ends.targetMac}? Tell ${ends.senderMac}`;
  if (operation === 4) return `${ends.targetMac} is at ${ends.targetIp}`;
  return `${OPERATIONS.get(operation) ?? `operation ${operation}`}, ${ends.senderIp} to ${ends.targetIp}`;
}

function requestInfo(ends: Ends): string {
  if (ends.senderIp === ends.targetIp) return `ARP announcement for ${ends.senderIp}`;
  const teller = ends.senderIp === UNSET ? `${UNSET} (probe)` : ends.senderIp;
  return `Who has ${ends.targetIp}? Tell ${teller}`;
}

export const arp: Protocol = {
  id: 'arp',
  name: 'ARP',
  fields: F,
  decode: decodeArp,
  places: [{ by: By.Ethertype, numbers: [ARP, RARP] }],
};
