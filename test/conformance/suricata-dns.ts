import { dnsTypeName } from '../../src/core/protocols/applications/dns-types.ts';
import type { FoundMessage } from './capture-messages.ts';

/** What is said of a message or exchange, by Suricata’s names of it. */
export type Event = ReadonlyMap<string, string>;

/** Facts of an event by Suricata’s names, those that are none left out. */
export type Facts = Record<string, string | number | undefined>;

/** An event of facts. */
export const event = (facts: Facts): Event =>
  new Map(Object.entries(facts).flatMap(([key, fact]) => (fact === undefined ? [] : [[key, String(fact)] as const])));

/** A message of DNS or LLMNR. */
export function dnsEvent(prefix: string, { frame, message }: FoundMessage): Event {
  const facts: Facts = { pcap_cnt: frame };
  const flags = Number(said(message, 'dns.flags')[0] ?? 0);
  const isAnswer = message.kind.endsWith('response');
  const put = (key: string, value: string | number | undefined): void => void (facts[`${prefix}.${key}`] = value);
  put('type', isAnswer ? 'response' : 'request');
  put('id', Number(message.values.id));
  put('flags', flags.toString(16));
  put('opcode', (flags >> 11) & 15);
  put('rcode', isAnswer ? DNS_CODES[flags & 15] : undefined);
  for (const [key, bit] of DNS_BITS) put(key, String((flags & bit) !== 0));
  const types = said(message, 'dns.query.type').map((value) => dnsTypeName(Number(value)));
  for (const [at, name] of said(message, 'dns.query.name').entries()) {
    put(`queries[${at}].rrname`, String(name));
    put(`queries[${at}].rrtype`, types[at]);
  }
  put('rrname', facts[`${prefix}.queries[0].rrname`]);
  put('rrtype', types[0]);
  const count = Number(said(message, 'dns.count.answers')[0] ?? 0);
  for (const [at, record] of recordsOf(message).slice(0, count).entries())
    for (const [key, value] of Object.entries(record)) put(`answers[${at}].${key}`, value);
  return event(facts);
}

const DNS_CODES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];
const DNS_BITS = [
  ['qr', 0x8000],
  ['aa', 0x0400],
  ['rd', 0x0100],
  ['ra', 0x0080],
] as const;

type Message = FoundMessage['message'];

function said(message: Message, id: string): readonly (string | number)[] {
  return (message.said ?? []).filter((one) => one.id === id).map(({ value }) => value);
}

const RECORD_KEYS: Readonly<Record<string, string>> = {
  'dns.record.ttl': 'ttl',
  'dns.record.address': 'rdata',
  'dns.record.target': 'rdata',
  'dns.record.text': 'rdata',
};

function recordsOf(message: Message): readonly Record<string, string>[] {
  const records: Record<string, string>[] = [];
  for (const { id, value } of message.said ?? []) {
    const key = RECORD_KEYS[id];
    const last = records.at(-1);
    if (id === 'dns.record.name') records.push({ rrname: String(value) });
    else if (last !== undefined && id === 'dns.record.type')
      last['rrtype'] = dnsTypeName(Number(value)) ?? String(value);
    else if (last !== undefined && key !== undefined) last[key] ??= String(value);
  }
  return records;
}
