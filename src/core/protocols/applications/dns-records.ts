/** Questions and resource records of DNS messages (RFC 1035 section 4.1). */
import { address, bytes, declare, integer, text } from '../reading/field.ts';
import { nameText } from '../reading/field-text.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Packet } from '../reading/packet.ts';
import { readDnsName } from './dns-name.ts';
import { dnsTypeName } from './dns-types.ts';

export const DNS_QUESTION_FIELDS = declare('dns.query', {
  name: text('Name', { help: 'Name that is asked for.', wireshark: 'dns.qry.name' }),
  type: integer('Type', { names: dnsTypeName, wireshark: 'dns.qry.type' }),
  class: integer('Class', { wireshark: 'dns.qry.class' }),
});

/** Of all three sections. */
export const DNS_RECORD_FIELDS = declare('dns.record', {
  name: text('Name', { help: 'Name of a record, of all sections.', wireshark: 'dns.resp.name' }),
  type: integer('Type', { names: dnsTypeName, wireshark: 'dns.resp.type' }),
  class: integer('Class', { wireshark: 'dns.resp.class' }),
  ttl: integer('Time to live', { unit: 's', wireshark: 'dns.resp.ttl' }),
  len: integer('Data length', { unit: 'bytes', wireshark: 'dns.resp.len' }),
  address: address('Address', { help: 'Of an A or AAAA record.' }),
  target: text('Points to', { help: 'Of an NS, CNAME or PTR record.' }),
  preference: integer('Preference', { wireshark: 'dns.mx.preference' }),
  exchange: text('Mail server', { wireshark: 'dns.mx.mail_exchange' }),
  text: text('Text', { wireshark: 'dns.txt' }),
  data: bytes('Data'),
});

const Q = DNS_QUESTION_FIELDS;
const R = DNS_RECORD_FIELDS;
const A = 1;
const MX = 15;
const TXT = 16;
const AAAA = 28;
/** NS, CNAME, PTR: a name alone. */
const NAME_TYPES: ReadonlySet<number> = new Set([2, 5, 12]);

/** " A www.example.test"; "" if it is cut. Names count from `message`. */
export function readQuestion(packet: Packet, layer: LayerReader, message: number): string {
  const name = readDnsName(packet.bytes, layer, message, Q.name);
  const type = layer.u16(Q.type);
  layer.u16(Q.class);
  return layer.broken ? '' : ` ${nameText(Q.type, type)} ${name}`;
}

/** "A 10.0.0.80"; "" if it is cut. */
export function readRecord(packet: Packet, layer: LayerReader, message: number): string {
  readDnsName(packet.bytes, layer, message, R.name);
  const type = layer.u16(R.type);
  layer.u16(R.class);
  layer.u32(R.ttl);
  const length = layer.u16(R.len);
  if (length > layer.left) layer.fail(`A record claims ${length} bytes of data; ${layer.left} are left.`);
  return layer.broken ? '' : `${nameText(R.type, type)} ${readData(packet, layer, message, type, length)}`.trimEnd();
}

function readData(packet: Packet, layer: LayerReader, message: number, type: number, length: number): string {
  const end = layer.at + length;
  const said = readKnownData(packet, layer, message, type, length);
  if (layer.at < end) layer.raw(R.data, end - layer.at);
  if (layer.at > end) layer.complain('A name runs past the length of its record.');
  return said;
}

function readKnownData(packet: Packet, layer: LayerReader, message: number, type: number, length: number): string {
  if (type === A && length === 4) return layer.ipv4(R.address);
  if (type === AAAA && length === 16) return layer.ipv6(R.address);
  if (NAME_TYPES.has(type) && length > 0) return readDnsName(packet.bytes, layer, message, R.target);
  if (type === MX && length > 2) {
    const preference = layer.u16(R.preference);
    return `${preference} ${readDnsName(packet.bytes, layer, message, R.exchange)}`;
  }
  if (type === TXT && length > 1) {
    layer.skip(1);
    return layer.text(R.text, length - 1);
  }
  return '';
}
