/** DHCPv6 (RFC 8415): message type, transaction or relayed ends, options by number, relayed messages within. */
import { By } from '../headers/next.ts';
import type { Protocol } from '../protocol.ts';
import { address, bytes, declare, hex, integer } from '../reading/field.ts';
import { hex as hexText } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';

const RELAY_FORWARD = 12;
const RELAY_REPLY = 13;
const RELAYED_MESSAGE = 9;
const OPTION_HEADER = 4;
/** RFC 8415 section 7.6. */
const MOST_RELAYS = 8;
const MESSAGES = [
  undefined,
  'Solicit',
  'Advertise',
  'Request',
  'Confirm',
  'Renew',
  'Rebind',
  'Reply',
  'Release',
  'Decline',
  'Reconfigure',
  'Information-request',
  'Relay-forward',
  'Relay-reply',
];
/** https://www.iana.org/assignments/dhcpv6-parameters, those that are met. */
const OPTIONS: ReadonlyMap<number, string> = new Map([
  [1, 'Client identifier'],
  [2, 'Server identifier'],
  [3, 'Addresses'],
  [4, 'Temporary addresses'],
  [5, 'Address'],
  [6, 'Options wanted'],
  [7, 'Preference'],
  [8, 'Elapsed time'],
  [9, 'Relayed message'],
  [11, 'Authentication'],
  [12, 'Server unicast'],
  [13, 'Status code'],
  [14, 'Rapid commit'],
  [15, 'User class'],
  [16, 'Vendor class'],
  [17, 'Vendor options'],
  [18, 'Interface'],
  [19, 'Reconfigure message'],
  [20, 'Reconfigure accept'],
  [23, 'DNS servers'],
  [24, 'Domain search list'],
  [25, 'Delegated prefixes'],
  [26, 'Prefix'],
  [31, 'SNTP servers'],
  [32, 'Information refresh time'],
  [39, 'Client name'],
  [56, 'NTP server'],
]);

const F = declare('dhcpv6', {
  type: integer('Message type', { names: MESSAGES, wireshark: 'dhcpv6.msgtype' }),
  id: hex('Transaction', 6, { wireshark: 'dhcpv6.xid' }),
  hops: integer('Hops', { help: 'Relays that the message has passed.', wireshark: 'dhcpv6.hopcount' }),
  link: address('Link address', { help: 'Of the relay.', wireshark: 'dhcpv6.linkaddr' }),
  peer: address('Peer address', { help: 'From which the relay has the message.', wireshark: 'dhcpv6.peeraddr' }),
  'option.code': integer('Option', { names: OPTIONS, wireshark: 'dhcpv6.option.type' }),
  'option.data': bytes('Option data'),
});

const decodeDhcpv6: Decoder = (packet, span) => {
  const layer = packet.layer('DHCPv6', span);
  const type = Math.max(0, layer.peek());
  const info = readMessage(layer, layer.end, 0);
  packet.say('DHCPv6', info);
  packet.push(layer, () => messageName(type));
  return layer.left > 0 ? layer.goOn(By.Data) : undefined;
};

function messageName(type: number): string {
  return MESSAGES[type] ?? `Message ${type}`;
}

/** Reads a message up to `end`; gives what the packet's line says of it. `depth`: relays around it. */
function readMessage(layer: LayerReader, end: number, depth: number): () => string {
  const type = layer.u8(F.type);
  const rest = type === RELAY_FORWARD || type === RELAY_REPLY ? readRelay(layer) : readTransaction(layer);
  while (!layer.broken && layer.at + OPTION_HEADER <= end) readOption(layer, end, depth);
  return () => `${messageName(type)} ${rest()}`;
}

function readTransaction(layer: LayerReader): () => string {
  const transaction = layer.u24(F.id);
  return () => `XID: ${hexText(transaction, 6)}`;
}

function readRelay(layer: LayerReader): () => string {
  layer.u8(F.hops);
  const link = layer.ipv6(F.link);
  const peer = layer.ipv6(F.peer);
  return () => `link ${link}, peer ${peer}`;
}

function readOption(layer: LayerReader, end: number, depth: number): void {
  const code = layer.u16(F['option.code']);
  const length = Math.max(0, layer.peek16());
  layer.skip(2, 'option length');
  const stop = layer.at + length;
  if (code === RELAYED_MESSAGE && length > 0 && stop <= end && depth < MOST_RELAYS) readMessage(layer, stop, depth + 1);
  if (!layer.broken && layer.at < stop) layer.raw(F['option.data'], stop - layer.at);
}

export const dhcpv6: Protocol = {
  id: 'dhcpv6',
  name: 'DHCPv6',
  fields: F,
  decode: decodeDhcpv6,
  places: [{ by: By.Udp, numbers: [546, 547] }],
};
