/** DNS, mDNS and LLMNR (RFC 1035, 6762, 4795), and the NetBIOS name service (RFC 1002), by the fields of core/protocols. */
import { dns } from '../../protocols/applications/dns.ts';
import { DNS_CODES, dnsTypeName } from '../../protocols/applications/dns-types.ts';
import { nbns } from '../../protocols/applications/nbns.ts';
import { short } from '../../../base/bytes.ts';
import type { DatagramProtocol } from '../datagram-reader.ts';
import { decoderOf, type Decoded } from '../decoded.ts';
import { FramedReader } from '../framed.ts';
import { fieldText } from '../../protocols/reading/field-text.ts';
import type { FieldValue } from '../../model/field.ts';
import type { Message } from '../message.ts';
import { hasPort, type Ends, type StreamProtocol } from '../stream-reader.ts';
import { isSurelyDns } from './dns-question.ts';

const DNS = 53;
const MDNS = 5353;
const LLMNR = 5355;
const NBNS = 137;
const OVER_TCP = 1;
const HEADER = 12;
const OPT = 41;
const KINDS: ReadonlyMap<number, string> = new Map([
  [1, 'inverse query'],
  [2, 'status'],
  [4, 'notify'],
  [5, 'update'],
  [6, 'stateful'],
]);
/** Answers that are spelled out in the cell. */
const MOST_ANSWERS = 16;

const decode = decoderOf(dns);
const decodeNbns = decoderOf(nbns);

/** DNS over UDP. */
export const DNS_DATAGRAMS: DatagramProtocol = {
  name: 'DNS',
  looks: ({ bytes, ends }) => bytes.length >= HEADER && hasPort(ends, DNS, MDNS, LLMNR),
  read: ({ bytes, length, ends }) => dnsMessage(bytes, length, nameOf(ends), portOf(ends)),
};

/** DNS over TCP, each message behind its length. */
export const DNS_STREAM: StreamProtocol = {
  name: 'DNS',
  looks: (bytes, _way, ends) => hasPort(ends, DNS, MDNS, LLMNR) && (bytes.length < 6 ? 'later' : isMessage(bytes)),
  open: (sink, ends) =>
    new FramedReader(
      {
        size: (bytes) => (bytes.length < 6 ? 0 : isMessage(bytes) ? 2 + short(bytes, 0) : -1),
        read: (bytes, _way, length) => dnsMessage(bytes, length, nameOf(ends), OVER_TCP),
      },
      sink,
    ),
};

/** DNS over UDP on further ports: only what can be nothing else. */
export const DNS_ELSEWHERE: DatagramProtocol = {
  name: 'DNS',
  looks: ({ bytes }) => isSurelyDns(bytes),
  read: ({ bytes, length }) => dnsMessage(bytes, length, 'DNS', DNS),
};

/** The NetBIOS name service. */
export const NBNS_DATAGRAMS: DatagramProtocol = {
  name: 'NBNS',
  looks: ({ bytes, ends }) => bytes.length >= HEADER && hasPort(ends, NBNS),
  read({ bytes, length }) {
    const read = decodeNbns(bytes, length, NBNS);
    const isAnswer = read.number('nbns.flags.response') === 1;
    const name = String(read.value('nbns.query.name') ?? read.value('nbns.record.name') ?? '');
    return [
      {
        kind: `${read.text('nbns.flags.opcode').replace(/^\d+ \((.*)\)$/, '$1')}${isAnswer ? ' response' : ''}`,
        summary: read.info,
        role: isAnswer ? 'answer' : isGroup(bytes) ? 'notice' : 'request',
        key: read.text('nbns.id'),
        said: read.said,
        values: {
          name,
          id: read.text('nbns.id'),
          code: read.number('nbns.flags.rcode'),
          status: nameIn(read.text('nbns.flags.rcode')),
          answers: isAnswer ? read.all('nbns.record.address').join(' ') : '',
        },
      },
    ];
  },
};

/** Registrations to everybody are answered only by who objects. */
function isGroup(bytes: Uint8Array): boolean {
  return (bytes[3] & 0x10) !== 0;
}

function nameIn(text: string): string {
  return /\((.*)\)$/.exec(text)?.[1] ?? '';
}

/** A length that is at least a header's, and an operation that there is. */
function isMessage(bytes: Uint8Array): boolean {
  return short(bytes, 0) >= HEADER && ((bytes[4] >> 3) & 15) <= 6;
}

function nameOf(ends: Ends): string {
  return hasPort(ends, DNS) ? 'DNS' : hasPort(ends, MDNS) ? 'mDNS' : 'LLMNR';
}

function portOf(ends: Ends): number {
  return hasPort(ends, DNS) ? DNS : hasPort(ends, MDNS) ? MDNS : LLMNR;
}

function dnsMessage(bytes: Uint8Array, length: number, protocol: string, port: number): readonly Message[] {
  const read = decode(bytes, length, port);
  const heard = hear(read);
  const isAnswer = heard.response === 1;
  const id = read.text('dns.id');
  const isMulticast = protocol === 'mDNS';
  const kind = KINDS.get(heard.opcode);
  const code = isAnswer ? heard.code : undefined;
  return [
    {
      kind: isAnswer ? `${kind === undefined ? '' : `${kind} `}response` : (kind ?? 'query'),
      protocol,
      summary: read.info,
      role: isMulticast ? 'notice' : isAnswer ? 'answer' : 'request',
      key: `${id} ${heard.names.join(' ').toLowerCase()}`,
      said: read.said,
      values: {
        name: heard.names[0] ?? heard.owner ?? '',
        target: heard.types.join(' '),
        id,
        code,
        status: code === undefined ? '' : (DNS_CODES[code] ?? `code ${code}`),
        answers: heard.answers.join(' '),
        details: detailsOf(heard),
      },
    },
  ];
}

/** What is shown of a message, out of all that it says. */
interface Heard {
  response: number;
  opcode: number;
  code: number | undefined;
  flags: string | undefined;
  readonly names: string[];
  readonly types: string[];
  /** Name of the first record. */
  owner: string | undefined;
  records: number;
  count: number;
  /** Data of the records in the answer section. */
  readonly answers: string[];
  /** The smallest time to live; undefined without records. */
  life: number | undefined;
  recordType: number;
  hasOptions: boolean;
}

/** Fields come in the order of the message: the counts before the records, a record's type before its time to live. */
function hear({ said }: Decoded): Heard {
  const heard: Heard = {
    response: 0,
    opcode: 0,
    code: undefined,
    flags: undefined,
    names: [],
    types: [],
    owner: undefined,
    records: 0,
    count: 0,
    answers: [],
    life: undefined,
    recordType: 0,
    hasOptions: false,
  };
  for (const { id, value } of said) HEAR.get(id)?.(heard, value);
  return heard;
}

const HEAR: ReadonlyMap<string, (heard: Heard, value: FieldValue) => void> = new Map(
  Object.entries<(heard: Heard, value: FieldValue) => void>({
    'dns.flags': (heard, value) => (heard.flags = flagNames(Number(value))),
    'dns.flags.response': (heard, value) => (heard.response = Number(value)),
    'dns.flags.opcode': (heard, value) => (heard.opcode = Number(value)),
    'dns.flags.rcode': (heard, value) => (heard.code = Number(value)),
    'dns.count.answers': (heard, value) => (heard.count = Number(value)),
    'dns.query.name': (heard, value) => heard.names.push(String(value)),
    'dns.query.type': (heard, value) => heard.types.push(dnsTypeName(Number(value)) ?? String(value)),
    'dns.record.name': (heard, value) => {
      heard.owner ??= String(value);
      heard.records++;
    },
    'dns.record.type': (heard, value) => {
      heard.recordType = Number(value);
      heard.hasOptions ||= heard.recordType === OPT;
    },
    'dns.record.ttl': (heard, value) => {
      if (heard.recordType !== OPT) heard.life = Math.min(heard.life ?? Infinity, Number(value));
    },
    'dns.record.address': takeAnswer,
    'dns.record.target': takeAnswer,
    'dns.record.exchange': takeAnswer,
    'dns.record.text': takeAnswer,
  }),
);

function takeAnswer({ answers, records, count }: Heard, value: FieldValue): void {
  if (records > 0 && records <= count && answers.length < MOST_ANSWERS) answers.push(String(value));
}

/** Names of flags by their number: there are few in a capture, and no more than these are kept. */
const FLAG_NAMES = new Map<number, string>();
const MOST_FLAGS = 1024;

/** "recursion desired", without a reply code that says nothing. */
function flagNames(value: number): string {
  const known = FLAG_NAMES.get(value);
  if (known !== undefined) return known;
  const names = (/\((.*)\)$/.exec(fieldText(dns.fields['dns.flags'], value))?.[1] ?? '').replace(/(, )?no error$/, '');
  if (FLAG_NAMES.size < MOST_FLAGS) FLAG_NAMES.set(value, names);
  return names;
}

/** The smallest time to live, flags, EDNS, and further questions. */
function detailsOf({ names, life, flags, hasOptions }: Heard): string {
  const details = names.length > 1 ? [`further names: ${names.slice(1, MOST_ANSWERS).join(' ')}`] : [];
  if (life !== undefined) details.push(`least TTL: ${life} s`);
  if (flags !== undefined && flags !== '') details.push(`flags: ${flags}`);
  if (hasOptions) details.push('EDNS');
  return details.join('; ');
}
