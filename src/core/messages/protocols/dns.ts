/** DNS, mDNS and LLMNR (RFC 1035, 6762, 4795), and the NetBIOS name service (RFC 1002), by the fields of core/protocols. */
import { dns } from '../../protocols/applications/dns.ts';
import { DNS_CODES, dnsTypeName } from '../../protocols/applications/dns-types.ts';
import { nbns } from '../../protocols/applications/nbns.ts';
import { short } from '../../../base/bytes.ts';
import type { DatagramProtocol } from '../datagram-reader.ts';
import { decoderOf, type Decoded } from '../decoded.ts';
import { FramedReader } from '../framed.ts';
import type { Message } from '../message.ts';
import { hasPort, type Ends, type StreamProtocol } from '../stream-reader.ts';

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
  const isAnswer = read.number('dns.flags.response') === 1;
  const id = read.text('dns.id');
  const names = read.all('dns.query.name').map(String);
  const types = read.all('dns.query.type').map((type) => dnsTypeName(Number(type)) ?? String(type));
  const isMulticast = protocol === 'mDNS';
  const kind = KINDS.get(read.number('dns.flags.opcode') ?? 0);
  const code = isAnswer ? read.number('dns.flags.rcode') : undefined;
  return [
    {
      kind: isAnswer ? `${kind === undefined ? '' : `${kind} `}response` : (kind ?? 'query'),
      protocol,
      summary: read.info,
      role: isMulticast ? 'notice' : isAnswer ? 'answer' : 'request',
      key: `${id} ${names.join(' ').toLowerCase()}`,
      said: read.said,
      values: {
        name: names[0] ?? String(read.value('dns.record.name') ?? ''),
        target: types.join(' '),
        id,
        code,
        status: code === undefined ? '' : (DNS_CODES[code] ?? `code ${code}`),
        answers: answersOf(read),
        details: detailsOf(read, names),
      },
    },
  ];
}

/** Data of the records in the answer section. */
function answersOf({ said }: Decoded): string {
  const count = Number(said.find(({ id }) => id === 'dns.count.answers')?.value ?? 0);
  const found: string[] = [];
  let record = 0;
  for (const { id, value } of said) {
    if (id === 'dns.record.name') record++;
    if (record === 0 || record > count || found.length >= MOST_ANSWERS) continue;
    if (DATA.has(id)) found.push(String(value));
  }
  return found.join(' ');
}

const DATA: ReadonlySet<string> = new Set([
  'dns.record.address',
  'dns.record.target',
  'dns.record.exchange',
  'dns.record.text',
]);

/** The smallest time to live, flags, EDNS, and further questions. */
function detailsOf(read: Decoded, names: readonly string[]): string {
  const lives = read.all('dns.record.ttl').map(Number);
  const types = read.all('dns.record.type').map(Number);
  const shown = lives.filter((_, at) => types[at] !== OPT);
  const flags = /\((.*)\)$/.exec(read.text('dns.flags'))?.[1] ?? '';
  return [
    ...(names.length > 1 ? [`further names: ${names.slice(1, MOST_ANSWERS).join(' ')}`] : []),
    ...(shown.length > 0 ? [`least TTL: ${Math.min(...shown)} s`] : []),
    ...(flags === '' ? [] : [`flags: ${flags.replace(/(, )?no error$/, '')}`]),
    ...(types.includes(OPT) ? ['EDNS'] : []),
  ].join('; ');
}
