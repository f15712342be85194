/** DHCP and BOOTP (RFC 2131, RFC 951). */
import { By } from '../headers/next.ts';
import type { Protocol } from '../protocol.ts';
import { address, declare, flags, hex, integer, text, together } from '../reading/field.ts';
import { hex32, macText } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder, Packet } from '../reading/packet.ts';
import { DHCP_OPTION_FIELDS, dhcpMessage, readDhcpOptions } from './dhcp-options.ts';

const COOKIE = 0x63825363;
/** Room for the client's hardware address. */
const ADDRESS_ROOM = 16;
const OPERATIONS: ReadonlyMap<number, string> = new Map([
  [1, 'request'],
  [2, 'reply'],
]);

const F = declare('dhcp', {
  op: integer('Operation', { names: OPERATIONS, wireshark: 'dhcp.type' }),
  'hw.type': integer('Hardware type', { wireshark: 'dhcp.hw.type' }),
  'hw.len': integer('Hardware address length', { unit: 'bytes', wireshark: 'dhcp.hw.len' }),
  hops: integer('Hops', { wireshark: 'dhcp.hops' }),
  id: hex('Transaction', 8, { wireshark: 'dhcp.id' }),
  secs: integer('Seconds elapsed', { unit: 's', wireshark: 'dhcp.secs' }),
  flags: flags('Flags', 4, [[0x8000, 'broadcast']], { wireshark: 'dhcp.flags' }),
  'ip.client': address('Client address', { wireshark: 'dhcp.ip.client' }),
  'ip.your': address('Your address', { help: 'Address that the client is given.', wireshark: 'dhcp.ip.your' }),
  'ip.server': address('Next server', { wireshark: 'dhcp.ip.server' }),
  'ip.relay': address('Relay agent', { wireshark: 'dhcp.ip.relay' }),
  'hw.mac_addr': address('Client hardware address', { wireshark: 'dhcp.hw.mac_addr' }),
  server: text('Server name', { wireshark: 'dhcp.server' }),
  file: text('Boot file name', { wireshark: 'dhcp.file' }),
  cookie: hex('Magic cookie', 8),
});

const decodeDhcp: Decoder = (packet, span) => {
  const layer = packet.layer('DHCP', span);
  const operation = layer.u8(F.op);
  const transaction = readFixed(packet, layer);
  const message = layer.left >= 4 && layer.u32(F.cookie) === COOKIE ? readDhcpOptions(layer) : 0;
  if (message === 0) layer.name = 'BOOTP';
  const name = (): string =>
    message === 0 ? `BOOTP ${OPERATIONS.get(operation) ?? operation}` : `DHCP ${dhcpMessage(message)}`;
  packet.say(layer.name, () => `${name()} - Transaction ID ${hex32(transaction)}`);
  packet.push(layer, name);
  return undefined;
};

function readFixed(packet: Packet, layer: LayerReader): number {
  layer.u8(F['hw.type']);
  const size = layer.u8(F['hw.len']);
  layer.u8(F.hops);
  const transaction = layer.u32(F.id);
  layer.u16(F.secs);
  layer.u16(F.flags);
  for (const field of [F['ip.client'], F['ip.your'], F['ip.server'], F['ip.relay']]) layer.ipv4(field);
  layer.value(F['hw.mac_addr'], ADDRESS_ROOM, (at) => macText(packet.bytes, at, Math.min(size, ADDRESS_ROOM)));
  layer.text(F.server, 64);
  layer.text(F.file, 128);
  return transaction;
}

export const dhcp: Protocol = {
  id: 'dhcp',
  name: 'DHCP',
  fields: together(F, DHCP_OPTION_FIELDS),
  decode: decodeDhcp,
  places: [{ by: By.Udp, numbers: [67, 68] }],
};
