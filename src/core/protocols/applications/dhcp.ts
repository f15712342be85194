/** DHCP and BOOTP (RFC 2131, options of RFC 2132). */
import { hex16, hex32, hex8, named, macText } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder, Packet } from '../reading/packet.ts';

const COOKIE = 0x63825363;
const END = 255;
const MESSAGE_TYPE = 53;
const MESSAGES = ['', 'Discover', 'Offer', 'Request', 'Decline', 'ACK', 'NAK', 'Release', 'Inform'];
const OPERATIONS: ReadonlyMap<number, string> = new Map([
  [1, 'request'],
  [2, 'reply'],
]);

type OptionForm = 'address' | 'addresses' | 'seconds' | 'text' | 'raw';

const OPTIONS: ReadonlyMap<number, readonly [string, OptionForm]> = new Map([
  [1, ['Subnet mask', 'address']],
  [3, ['Router', 'addresses']],
  [6, ['DNS server', 'addresses']],
  [12, ['Host name', 'text']],
  [15, ['Domain name', 'text']],
  [28, ['Broadcast address', 'address']],
  [42, ['NTP server', 'addresses']],
  [50, ['Requested address', 'address']],
  [51, ['Lease time', 'seconds']],
  [54, ['Server', 'address']],
  [55, ['Parameters wanted', 'raw']],
  [56, ['Message', 'text']],
  [57, ['Largest message', 'raw']],
  [58, ['Renewal time', 'seconds']],
  [59, ['Rebinding time', 'seconds']],
  [60, ['Vendor class', 'text']],
  [61, ['Client identifier', 'raw']],
  [66, ['TFTP server', 'text']],
  [67, ['Boot file', 'text']],
  [81, ['Client name', 'raw']],
]);

export const decodeDhcp: Decoder = (packet, span) => {
  const layer = packet.layer('DHCP', span);
  const operation = layer.u8('Operation', named(OPERATIONS));
  const transaction = readFixed(packet, layer);
  const message = layer.left >= 4 && layer.u32('Magic cookie', hex32) === COOKIE ? readOptions(layer) : 0;
  if (message === 0) layer.name = 'BOOTP';
  const name =
    message === 0
      ? `BOOTP ${OPERATIONS.get(operation) ?? operation}`
      : `DHCP ${MESSAGES[message] ?? `message ${message}`}`;
  packet.say(layer.name, `${name} - Transaction ID ${hex32(transaction)}`);
  packet.push(layer, name);
  return undefined;
};

function readFixed(packet: Packet, layer: LayerReader): number {
  layer.u8('Hardware type');
  const size = layer.u8('Hardware address length');
  layer.u8('Hops');
  const transaction = layer.u32('Transaction', hex32);
  layer.u16('Seconds elapsed');
  layer.u16('Flags', hex16);
  for (const name of ['Client address', 'Your address', 'Next server', 'Relay agent']) layer.ipv4(name);
  layer.value('Client hardware address', 16, (at) => macText(packet.bytes, at, Math.min(size, 16)));
  layer.text('Server name', 64);
  layer.text('Boot file name', 128);
  return transaction;
}

/** Reads the options up to the end mark; gives the message type, 0 if there is none. */
function readOptions(layer: LayerReader): number {
  let message = 0;
  while (layer.left > 0 && layer.peek() !== END) message = readOption(layer) || message;
  if (layer.left > 0) layer.u8('Option', () => 'End');
  if (layer.left > 0) layer.raw('Padding', layer.left);
  return message;
}

/** Reads one option; gives the message type if this is it, else 0. */
function readOption(layer: LayerReader): number {
  const code = layer.peek();
  layer.skip(1);
  if (code === 0) return 0;
  const length = layer.peek();
  layer.skip(1, 'option length');
  if (code === MESSAGE_TYPE && length === 1)
    return layer.u8(
      'Message type',
      named((value) => MESSAGES[value]),
    );
  const [name, form] = OPTIONS.get(code) ?? [`Option ${code}`, 'raw'];
  readValue(layer, name, form, length);
  return 0;
}

function readValue(layer: LayerReader, name: string, form: OptionForm, length: number): void {
  if ((form === 'address' || form === 'addresses') && length > 0 && length % 4 === 0) {
    for (let i = 0; i < length; i += 4) layer.ipv4(name);
  } else if (form === 'seconds' && length === 4) layer.u32(name, (value) => `${value} s`);
  else if (form === 'text') layer.text(name, length);
  else layer.raw(name, length);
}

const V6_MESSAGES = [
  '',
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

/** DHCPv6 (RFC 8415): message type, transaction, options as bytes. */
export const decodeDhcpv6: Decoder = (packet, span) => {
  const layer = packet.layer('DHCPv6', span);
  const type = layer.u8(
    'Message type',
    named((value) => V6_MESSAGES[value]),
  );
  const transaction = layer.u24('Transaction', hex8);
  const name = V6_MESSAGES[type] ?? `Message ${type}`;
  packet.say('DHCPv6', `${name} XID: 0x${transaction.toString(16).padStart(6, '0')}`);
  packet.push(layer, name);
  return layer.left > 0
    ? { by: 'data', number: 0, span: { start: layer.at, end: layer.end, wireEnd: layer.wireEnd } }
    : undefined;
};
