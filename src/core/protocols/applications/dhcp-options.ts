/** Options of DHCP (RFC 2132): code, length, value. */
import { address, bytes, declare, integer, text, together, type Field } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';

const MESSAGE_TYPE = 53;
const END = 255;
const MESSAGES = [undefined, 'Discover', 'Offer', 'Request', 'Decline', 'ACK', 'NAK', 'Release', 'Inform'];

const F = declare('dhcp.option', {
  code: integer('Option', { names: optionName, wireshark: 'dhcp.option.type' }),
  subnet_mask: address('Subnet mask', { wireshark: 'dhcp.option.subnet_mask' }),
  router: address('Router', { wireshark: 'dhcp.option.router' }),
  dns_server: address('DNS server', { wireshark: 'dhcp.option.domain_name_server' }),
  hostname: text('Host name', { wireshark: 'dhcp.option.hostname' }),
  domain_name: text('Domain name', { wireshark: 'dhcp.option.domain_name' }),
  broadcast_address: address('Broadcast address', { wireshark: 'dhcp.option.broadcast_address' }),
  ntp_server: address('NTP server', { wireshark: 'dhcp.option.ntp_server' }),
  requested_address: address('Requested address', { wireshark: 'dhcp.option.requested_ip_address' }),
  lease_time: integer('Lease time', { unit: 's', wireshark: 'dhcp.option.ip_address_lease_time' }),
  server: address('Server', { help: 'Identifier of the server.', wireshark: 'dhcp.option.dhcp_server_id' }),
  wanted: integer('Parameter wanted', {
    help: 'Option that the client asks for, one by one.',
    names: optionName,
    wireshark: 'dhcp.option.request_list_item',
  }),
  message: text('Message', { wireshark: 'dhcp.option.message' }),
  max_size: integer('Largest message', { unit: 'bytes', wireshark: 'dhcp.option.dhcp_max_message_size' }),
  renewal_time: integer('Renewal time', { unit: 's', wireshark: 'dhcp.option.renewal_time_value' }),
  rebinding_time: integer('Rebinding time', { unit: 's', wireshark: 'dhcp.option.rebinding_time_value' }),
  vendor_class: text('Vendor class', { wireshark: 'dhcp.option.vendor_class_id' }),
  client_id: bytes('Client identifier'),
  tftp_server: text('TFTP server', { wireshark: 'dhcp.option.tftp_server_name' }),
  boot_file: text('Boot file', { wireshark: 'dhcp.option.bootfile_name' }),
  client_name: bytes('Client name', { help: 'Flags and full name, RFC 4702.' }),
  fqdn: text('Client full name', { hidden: true, help: 'Of the client name.', wireshark: 'dhcp.fqdn.name' }),
  data: bytes('Option data', { help: 'Of an option without a field of its own.' }),
});

const DHCP = declare('dhcp', {
  type: integer('Message type', { names: MESSAGES, wireshark: 'dhcp.option.dhcp' }),
  padding: bytes('Padding', { help: 'After the end of the options.' }),
});

/** Their fields, which are DHCP's. */
export const DHCP_OPTION_FIELDS = together(DHCP, F);

/** Field of an option, and how many bytes each of its values has; 0: all that the option has. */
const OPTIONS: ReadonlyMap<number, readonly [Field, number]> = new Map([
  [1, [F.subnet_mask, 4]],
  [3, [F.router, 4]],
  [6, [F.dns_server, 4]],
  [12, [F.hostname, 0]],
  [15, [F.domain_name, 0]],
  [28, [F.broadcast_address, 4]],
  [42, [F.ntp_server, 4]],
  [50, [F.requested_address, 4]],
  [51, [F.lease_time, 4]],
  [MESSAGE_TYPE, [DHCP.type, 1]],
  [54, [F.server, 4]],
  [55, [F.wanted, 1]],
  [56, [F.message, 0]],
  [57, [F.max_size, 2]],
  [58, [F.renewal_time, 4]],
  [59, [F.rebinding_time, 4]],
  [60, [F.vendor_class, 0]],
  [61, [F.client_id, 0]],
  [66, [F.tftp_server, 0]],
  [67, [F.boot_file, 0]],
  [81, [F.client_name, 0]],
]);

function optionName(code: number): string | undefined {
  return code === END ? 'End' : OPTIONS.get(code)?.[0].label;
}

/** "Discover"; "message 99" without a name. */
export function dhcpMessage(type: number): string {
  return MESSAGES[type] ?? `message ${type}`;
}

/** Reads the options up to the end mark; gives the message type, 0 if there is none. */
export function readDhcpOptions(layer: LayerReader): number {
  let message = 0;
  while (layer.left > 0 && layer.peek() !== END) message = readOption(layer) || message;
  if (layer.left > 0) layer.u8(F.code);
  if (layer.left > 0) layer.raw(DHCP.padding, layer.left);
  return message;
}

/** Reads one option; gives the message type if this is it, else 0. */
function readOption(layer: LayerReader): number {
  const code = layer.peek();
  if (code === 0) {
    layer.skip(1); // the pad option, a byte without length (RFC 2132, section 3.1)
    return 0;
  }
  layer.u8(F.code);
  const length = Math.max(0, layer.peek());
  layer.skip(1, 'option length');
  if (code === MESSAGE_TYPE && length === 1) return layer.u8(DHCP.type);
  readValues(layer, code, length);
  return 0;
}

function readValues(layer: LayerReader, code: number, length: number): void {
  const [field, size] = OPTIONS.get(code) ?? [F.data, 0];
  if (length === 0) return;
  if (size === 0) readWhole(layer, field, length);
  else if (length % size !== 0 || code === MESSAGE_TYPE) layer.raw(F.data, length);
  else for (let i = 0; i < length && !layer.broken; i += size) readOne(layer, field, size);
}

function readWhole(layer: LayerReader, field: Field, length: number): void {
  if (field === F.client_name) readFullName(layer, length);
  else if (field.kind === 'text') layer.text(field, length);
  else layer.raw(field, length);
}

/** Flags and two codes before the name, which is labels as in DNS or characters (RFC 4702, section 2). */
function readFullName(layer: LayerReader, length: number): void {
  const at = layer.at;
  const isLabels = (layer.peek() & 4) !== 0;
  const codes = Array.from({ length: Math.max(0, length - 3) }, (_, place) => layer.peek(3 + place));
  layer.raw(F.client_name, length);
  const name = isLabels ? labelsOf(codes) : String.fromCharCode(...codes.filter((code) => code > 0x20 && code < 0x7f));
  if (name !== '') layer.note(F.fqdn, name, at + 3, length - 3);
}

function labelsOf(codes: readonly number[]): string {
  const labels: string[] = [];
  for (let at = 0; at < codes.length && codes[at] > 0; at += 1 + codes[at])
    labels.push(
      String.fromCharCode(...codes.slice(at + 1, at + 1 + codes[at]).filter((code) => code > 0x20 && code < 0x7f)),
    );
  return labels.join('.');
}

function readOne(layer: LayerReader, field: Field, size: number): void {
  if (field.kind === 'address') layer.ipv4(field);
  else if (size === 4) layer.u32(field);
  else if (size === 2) layer.u16(field);
  else layer.u8(field);
}
