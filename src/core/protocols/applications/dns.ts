/** DNS (RFC 1035), also as mDNS and LLMNR; over TCP behind a two-byte length. */
import { hex16, named } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { readDnsName } from './dns-name.ts';
import { DNS_CODES, dnsTypeName } from './dns-types.ts';
import { dataAfter } from '../reading/packet.ts';
import type { Decoder, Packet } from '../reading/packet.ts';

const RESPONSE = 0x8000;
const MDNS = 5353;
const LLMNR = 5355;
const OVER_TCP = 1;
/** Records spelled out; beyond that a message is rather a zone transfer. */
const MOST_RECORDS = 100;
const OPERATIONS: ReadonlyMap<number, string> = new Map([
  [0, 'query'],
  [1, 'inverse query'],
  [2, 'server status'],
  [4, 'notify'],
  [5, 'update'],
]);

/** The number is 1 over TCP, else the port that told that this is DNS. */
export const decodeDns: Decoder = (packet, span, port) => {
  const layer = packet.layer('DNS', span);
  if (port === OVER_TCP) layer.u16('Length');
  const message = layer.at;
  const id = layer.u16('Transaction', hex16);
  const flags = layer.u16('Flags', flagsText);
  const counts = ['Questions', 'Answers', 'Authorities', 'Additional'].map((name) => layer.u16(name));
  const question = readQuestions(packet, layer, message, counts[0] ?? 0);
  const records = readSections(packet, layer, message, counts);
  const info = `${operation(flags)} ${hex16(id)}${question}${answers(flags, counts[1] ?? 0, records)}`;
  packet.say(protocolName(port), info);
  packet.push(layer, info);
  return layer.left > 0 ? dataAfter(layer) : undefined;
};

function protocolName(port: number): string {
  if (port === MDNS) return 'MDNS';
  return port === LLMNR ? 'LLMNR' : 'DNS';
}

function flagsText(flags: number): string {
  const bits: readonly (readonly [number, string])[] = [
    [RESPONSE, 'response'],
    [0x0400, 'authoritative'],
    [0x0200, 'truncated'],
    [0x0100, 'recursion desired'],
    [0x0080, 'recursion available'],
  ];
  const set = bits.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name);
  return `${hex16(flags)} (${[...set, DNS_CODES[flags & 15] ?? `code ${flags & 15}`].join(', ')})`;
}

function operation(flags: number): string {
  const code = (flags >> 11) & 15;
  return `Standard ${OPERATIONS.get(code) ?? `operation ${code}`}${(flags & RESPONSE) === 0 ? '' : ' response'}`;
}

function answers(flags: number, count: number, records: readonly string[]): string {
  if ((flags & RESPONSE) === 0) return '';
  const code = flags & 15;
  const failure = code === 0 ? '' : ` ${DNS_CODES[code] ?? `code ${code}`}`;
  const shown = records.slice(0, Math.min(count, 4)).join(', ');
  return `${failure}, ${count} ${count === 1 ? 'answer' : 'answers'}${shown === '' ? '' : `: ${shown}`}`;
}

function readQuestions(packet: Packet, layer: LayerReader, message: number, count: number): string {
  let text = '';
  for (let i = 0; i < Math.min(count, MOST_RECORDS) && layer.left > 0; i++) {
    const name = readDnsName(packet.bytes, layer, message, 'Name');
    const type = layer.u16('Type', named(dnsTypeName));
    layer.u16('Class');
    if (!layer.broken) text += ` ${dnsTypeName(type) ?? type} ${name}`;
  }
  return text;
}

/** The records of the three sections; gives what those of the first say. */
function readSections(
  packet: Packet,
  layer: LayerReader,
  message: number,
  counts: readonly number[],
): readonly string[] {
  const total = (counts[1] ?? 0) + (counts[2] ?? 0) + (counts[3] ?? 0);
  const texts: string[] = [];
  for (let i = 0; i < Math.min(total, MOST_RECORDS) && !layer.broken; i++)
    texts.push(readRecord(packet, layer, message));
  return texts;
}

function readRecord(packet: Packet, layer: LayerReader, message: number): string {
  readDnsName(packet.bytes, layer, message, 'Name');
  const type = layer.u16('Type', named(dnsTypeName));
  layer.u16('Class');
  layer.u32('Time to live', (value) => `${value} s`);
  const length = layer.u16('Data length');
  if (length > layer.left) layer.fail(`A record claims ${length} bytes of data; ${layer.left} are left.`);
  return layer.broken ? '' : `${dnsTypeName(type) ?? type} ${readData(packet, layer, message, type, length)}`;
}

const NAME_TYPES: ReadonlySet<number> = new Set([2, 5, 12]);

function readData(packet: Packet, layer: LayerReader, message: number, type: number, length: number): string {
  const end = layer.at + length;
  const text = readKnownData(packet, layer, message, type, length);
  if (layer.at < end) layer.raw('Data', end - layer.at);
  if (layer.at > end) layer.complain('A name runs past the length of its record.');
  return text;
}

function readKnownData(packet: Packet, layer: LayerReader, message: number, type: number, length: number): string {
  if (type === 1 && length === 4) return layer.ipv4('Address');
  if (type === 28 && length === 16) return layer.ipv6('Address');
  if (NAME_TYPES.has(type)) return readDnsName(packet.bytes, layer, message, 'Points to');
  if (type === 15 && length > 2) {
    const preference = layer.u16('Preference');
    return `${preference} ${readDnsName(packet.bytes, layer, message, 'Mail server')}`;
  }
  if (type === 16 && length > 1) {
    layer.skip(1);
    return layer.text('Text', length - 1);
  }
  return '';
}
