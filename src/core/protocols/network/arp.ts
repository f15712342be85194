/** ARP and RARP (RFC 826, RFC 903) of any address sizes; spelled out for Ethernet and IPv4. */
import { hex16, ipv4Text, macText, named } from '../reading/format.ts';
import { ETHERTYPES } from '../names.ts';
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
const RARP = 0x8035;
const UNSET = '0.0.0.0';

interface Ends {
  readonly senderMac: string;
  readonly senderIp: string;
  readonly targetMac: string;
  readonly targetIp: string;
}

export const decodeArp: Decoder = (packet, span, ethertype) => {
  const layer = packet.layer(ethertype === RARP ? 'RARP' : 'ARP', span);
  layer.u16('Hardware type', named(new Map([[1, 'Ethernet']])));
  layer.u16('Protocol type', named(ETHERTYPES, hex16));
  const hardware = layer.u8('Hardware size');
  const protocol = layer.u8('Protocol size');
  const operation = layer.u16('Operation', named(OPERATIONS));
  const ends = readEnds(packet, layer, hardware, protocol);
  const info = layer.broken ? 'Cut short' : arpInfo(operation, ends);
  packet.say(layer.name, info);
  packet.push(layer, info);
  return undefined;
};

function readEnds(packet: Packet, layer: LayerReader, hardware: number, protocol: number): Ends {
  const mac = (name: string): string => layer.value(name, hardware, (at) => macText(packet.bytes, at, hardware));
  const ip = (name: string): string =>
    layer.value(name, protocol, (at) =>
      protocol === 4 ? ipv4Text(packet.bytes, at) : macText(packet.bytes, at, protocol),
    );
  const senderMac = mac('Sender MAC');
  const senderIp = ip('Sender IP');
  const targetMac = mac('Target MAC');
  return { senderMac, senderIp, targetMac, targetIp: ip('Target IP') };
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
