/** NetBIOS name service (RFC 1002, section 4.2): DNS’s form with names of sixteen characters, the last one a type. */
import { By } from '../headers/next.ts';
import type { Protocol } from '../protocol.ts';
import { address, boolean, bytes, declare, flags, hex, integer, text, type FlagNames } from '../reading/field.ts';
import { nameText } from '../reading/field-text.ts';
import { hex16 } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder, Packet } from '../reading/packet.ts';
import { readDnsName } from './dns-name.ts';

const RESPONSE = 0x8000;
const NB = 0x20;
const GROUP = 0x8000;
/** Flags and address. */
const ENTRY = 6;
/** Entries spelled out of a message. */
const MOST_RECORDS = 100;
const OPERATIONS: ReadonlyMap<number, string> = new Map([
  [0, 'query'],
  [5, 'registration'],
  [6, 'release'],
  [7, 'wait'],
  [8, 'refresh'],
  [9, 'refresh'],
  [15, 'multi-homed registration'],
]);
const CODES: ReadonlyMap<number, string> = new Map([
  [0, 'no error'],
  [1, 'format error'],
  [2, 'server failure'],
  [3, 'no such name'],
  [4, 'unsupported'],
  [5, 'refused'],
  [6, 'name is another host’s'],
  [7, 'name in conflict'],
]);
const TYPES: ReadonlyMap<number, string> = new Map([
  [0x0a, 'NULL'],
  [NB, 'NB'],
  [0x21, 'NBSTAT'],
]);
const FLAGS: FlagNames = [
  [RESPONSE, 'response'],
  [0x0400, 'authoritative'],
  [0x0200, 'truncated'],
  [0x0100, 'recursion desired'],
  [0x0080, 'recursion available'],
  [0x0010, 'broadcast'],
];

const F = declare('nbns', {
  id: hex('Transaction', 4, { wireshark: 'nbns.id' }),
  flags: flags('Flags', 4, FLAGS, { wireshark: 'nbns.flags' }),
  'flags.response': boolean('Response', { hidden: true, wireshark: 'nbns.flags.response' }),
  'flags.opcode': integer('Operation', { hidden: true, names: OPERATIONS, wireshark: 'nbns.flags.opcode' }),
  'flags.rcode': integer('Reply code', { hidden: true, names: CODES, wireshark: 'nbns.flags.rcode' }),
  'count.queries': integer('Questions', { wireshark: 'nbns.count.queries' }),
  'count.answers': integer('Answers', { wireshark: 'nbns.count.answers' }),
  'count.auth_rr': integer('Authorities', { wireshark: 'nbns.count.auth_rr' }),
  'count.add_rr': integer('Additional', { wireshark: 'nbns.count.add_rr' }),
  'query.name': text('Name', { help: 'Name that is asked for, with its type in hexadecimal.' }),
  'query.type': integer('Type', { names: TYPES }),
  'query.class': integer('Class'),
  'record.name': text('Name', { help: 'Name of a record, with its type in hexadecimal.' }),
  'record.type': integer('Type', { names: TYPES, wireshark: 'nbns.type' }),
  'record.class': integer('Class', { wireshark: 'nbns.class' }),
  'record.ttl': integer('Time to live', { unit: 's', wireshark: 'nbns.ttl' }),
  'record.len': integer('Data length', { unit: 'bytes', wireshark: 'nbns.data_length' }),
  'record.flags': flags('Name flags', 4, [[GROUP, 'group']], { wireshark: 'nbns.nb_flags' }),
  'record.group': boolean('Group', { hidden: true, wireshark: 'nbns.nb_flags.group' }),
  'record.address': address('Address', { wireshark: 'nbns.addr' }),
  'record.data': bytes('Data'),
});

const decodeNbns: Decoder = (packet, span) => {
  const layer = packet.layer('NBNS', span);
  const message = layer.at;
  const id = layer.u16(F.id);
  const set = layer.u16(F.flags);
  const operation = (set >> 11) & 15;
  layer.part(F['flags.response'], (set & RESPONSE) === 0 ? 0 : 1);
  layer.part(F['flags.opcode'], operation);
  if ((set & RESPONSE) !== 0) layer.part(F['flags.rcode'], set & 15);
  const questions = layer.u16(F['count.queries']);
  const answers = layer.u16(F['count.answers']) + layer.u16(F['count.auth_rr']);
  const records = answers + layer.u16(F['count.add_rr']);
  const asked = readSome(questions, layer, () => readQuestion(packet, layer, message));
  const said = readSome(records, layer, () => readRecord(packet, layer, message));
  const info = (): string => {
    const what = `${OPERATIONS.get(operation) ?? `operation ${operation}`}${(set & RESPONSE) === 0 ? '' : ' response'}`;
    return `Name ${what} ${hex16(id)}${[...asked, ...said].join('')}`;
  };
  packet.say('NBNS', info);
  packet.push(layer, info);
  return layer.left > 0 ? layer.goOn(By.Data) : undefined;
};

/** What each of so many says, up to the end. */
function readSome(count: number, layer: LayerReader, read: () => string): readonly string[] {
  const texts: string[] = [];
  for (let i = 0; i < Math.min(count, MOST_RECORDS) && !layer.broken && layer.left > 0; i++) texts.push(read());
  return texts;
}

function readQuestion(packet: Packet, layer: LayerReader, message: number): string {
  const name = readDnsName(packet.bytes, layer, message, F['query.name'], netbiosName);
  const type = layer.u16(F['query.type']);
  layer.u16(F['query.class']);
  return layer.broken ? '' : ` ${nameText(F['query.type'], type)} ${name}`;
}

function readRecord(packet: Packet, layer: LayerReader, message: number): string {
  readDnsName(packet.bytes, layer, message, F['record.name'], netbiosName);
  const type = layer.u16(F['record.type']);
  layer.u16(F['record.class']);
  layer.u32(F['record.ttl']);
  const length = layer.u16(F['record.len']);
  if (length > layer.left) layer.fail(`A record claims ${length} bytes of data; ${layer.left} are left.`);
  const end = layer.at + length;
  const said: string[] = [];
  while (type === NB && !layer.broken && layer.at + ENTRY <= end) said.push(readEntry(layer));
  if (!layer.broken && layer.at < end) layer.raw(F['record.data'], end - layer.at);
  return said.map((address) => ` ${address}`).join('');
}

function readEntry(layer: LayerReader): string {
  const set = layer.u16(F['record.flags']);
  layer.part(F['record.group'], (set & GROUP) === 0 ? 0 : 1);
  return layer.ipv4(F['record.address']);
}

const ENCODED = /^[A-P]{32}$/;
const LETTER_A = 0x41;

/** "FILESERVER<20>" of the first label, two letters a byte (RFC 1001, section 14.1); other names as they are. */
function netbiosName(name: string): string {
  const [first = '', ...scope] = name.split('.');
  if (!ENCODED.test(first)) return name;
  const codes = Array.from({ length: 16 }, (_, at) => nibble(first, 2 * at) * 16 + nibble(first, 2 * at + 1));
  const text = codes.slice(0, 15).map(shownCharacter).join('').trimEnd();
  const type = (codes[15] ?? 0).toString(16).padStart(2, '0');
  return `${[text, ...scope].join('.')}<${type}>`;
}

function nibble(text: string, at: number): number {
  return text.charCodeAt(at) - LETTER_A;
}

/** Bytes that are no characters stand as blanks: code pages are not told. */
function shownCharacter(code: number): string {
  return code > 0x20 && code < 0x7f ? String.fromCharCode(code) : ' ';
}

export const nbns: Protocol = {
  id: 'nbns',
  name: 'NBNS',
  fields: F,
  decode: decodeNbns,
  places: [{ by: By.Udp, numbers: [137] }],
};
