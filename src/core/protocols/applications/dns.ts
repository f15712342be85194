/** DNS (RFC 1035), also as mDNS and LLMNR; over TCP behind a two-byte length. */
import { short } from '../../../base/bytes.ts';
import { By } from '../headers/next.ts';
import type { Protocol } from '../protocol.ts';
import { boolean, declare, flags, hex, integer, together, type FlagNames } from '../reading/field.ts';
import { hex16 } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';
import type { Span } from '../reading/span.ts';
import { DNS_QUESTION_FIELDS, DNS_RECORD_FIELDS, readQuestion, readRecord } from './dns-records.ts';
import { DNS_CODES } from './dns-types.ts';

const RESPONSE = 0x8000;
const MDNS = 5353;
const LLMNR = 5355;
const OVER_TCP = 1;
/** Records spelled out; beyond that a message is rather a zone transfer. */
const MOST_RECORDS = 100;
/** Records that the line of a message names. */
const MOST_SAID = 4;
const OPERATIONS: ReadonlyMap<number, string> = new Map([
  [0, 'query'],
  [1, 'inverse query'],
  [2, 'server status'],
  [4, 'notify'],
  [5, 'update'],
]);
const FLAGS: FlagNames = [
  [RESPONSE, 'response'],
  [0x0400, 'authoritative'],
  [0x0200, 'truncated'],
  [0x0100, 'recursion desired'],
  [0x0080, 'recursion available'],
];

const F = declare('dns', {
  length: integer('Length', { unit: 'bytes', wireshark: 'dns.length' }),
  id: hex('Transaction', 4, { wireshark: 'dns.id' }),
  flags: flags('Flags', 4, FLAGS, { names: (value) => codeName(value & 15), wireshark: 'dns.flags' }),
  'flags.response': boolean('Response', { hidden: true, wireshark: 'dns.flags.response' }),
  'flags.opcode': integer('Operation', { hidden: true, names: OPERATIONS, wireshark: 'dns.flags.opcode' }),
  'flags.rcode': integer('Reply code', { hidden: true, names: codeName, wireshark: 'dns.flags.rcode' }),
  'count.queries': integer('Questions', { wireshark: 'dns.count.queries' }),
  'count.answers': integer('Answers', { wireshark: 'dns.count.answers' }),
  'count.auth_rr': integer('Authorities', { wireshark: 'dns.count.auth_rr' }),
  'count.add_rr': integer('Additional', { wireshark: 'dns.count.add_rr' }),
});

function codeName(code: number): string {
  return DNS_CODES[code] ?? `code ${code}`;
}

/** The number is 1 over TCP, else the port that told that this is DNS. */
const decodeDns: Decoder = (packet, span, port) => {
  const layer = packet.layer('DNS', span);
  if (port === OVER_TCP) layer.u16(F.length);
  const message = layer.at;
  const id = layer.u16(F.id);
  const set = readFlags(layer);
  const questions = layer.u16(F['count.queries']);
  const answers = layer.u16(F['count.answers']);
  const records = answers + layer.u16(F['count.auth_rr']) + layer.u16(F['count.add_rr']);
  const asked = readSome(questions, layer, () => readQuestion(packet, layer, message));
  const said = readSome(records, layer, () => readRecord(packet, layer, message));
  const info = (): string => `${operation(set)} ${hex16(id)}${asked.join('')}${answersText(set, answers, said)}`;
  packet.say(protocolName(port), info);
  packet.push(layer, info);
  return layer.left > 0 ? layer.goOn(By.Data) : undefined;
};

function readFlags(layer: LayerReader): number {
  const set = layer.u16(F.flags);
  layer.part(F['flags.response'], (set & RESPONSE) === 0 ? 0 : 1);
  layer.part(F['flags.opcode'], (set >> 11) & 15);
  // A question has none, as in Wireshark.
  if ((set & RESPONSE) !== 0) layer.part(F['flags.rcode'], set & 15);
  return set;
}

/** What each of so many says, up to the end. */
function readSome(count: number, layer: LayerReader, read: () => string): readonly string[] {
  const texts: string[] = [];
  for (let i = 0; i < Math.min(count, MOST_RECORDS) && !layer.broken && layer.left > 0; i++) texts.push(read());
  return texts;
}

function protocolName(port: number): string {
  if (port === MDNS) return 'MDNS';
  return port === LLMNR ? 'LLMNR' : 'DNS';
}

function operation(set: number): string {
  const code = (set >> 11) & 15;
  return `Standard ${OPERATIONS.get(code) ?? `operation ${code}`}${(set & RESPONSE) === 0 ? '' : ' response'}`;
}

function answersText(set: number, count: number, records: readonly string[]): string {
  if ((set & RESPONSE) === 0) return '';
  const failure = (set & 15) === 0 ? '' : ` ${codeName(set & 15)}`;
  const shown = records.slice(0, Math.min(count, MOST_SAID)).join(', ');
  return `${failure}, ${count} ${count === 1 ? 'answer' : 'answers'}${shown === '' ? '' : `: ${shown}`}`;
}

/** Over TCP a message that begins here states a length that is at least a header's and not far more than is there. */
function isWhole(bytes: Uint8Array, span: Span): boolean {
  const length = short(bytes, span.start);
  return length >= 12 && length <= span.wireEnd - span.start - 2;
}

export const dns: Protocol = {
  id: 'dns',
  name: 'DNS',
  fields: together(F, DNS_QUESTION_FIELDS, DNS_RECORD_FIELDS),
  decode: decodeDns,
  places: [
    { by: By.Udp, numbers: [53, MDNS, LLMNR] },
    { by: By.Tcp, numbers: [53], looks: isWhole, as: OVER_TCP },
  ],
};
