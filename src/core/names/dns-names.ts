/** Names that DNS, mDNS and LLMNR say (RFC 1035, 6762, 4795): addresses of names, and names of addresses. */
import type { NameRecord, NameSource } from '../model/names.ts';
import { hostName } from './host-names.ts';
import type { NamePacket, Said } from './read-message.ts';
import { reversedAddress } from './reversed-address.ts';

/** What is read of a message. */
export const DNS_FIELDS: readonly string[] = [
  'dns.flags.response',
  'dns.flags.rcode',
  'dns.count.answers',
  'dns.query.name',
  'dns.record.name',
  'dns.record.type',
  'dns.record.ttl',
  'dns.record.address',
  'dns.record.target',
];

const MDNS = 5353;
const LLMNR = 5355;
const SECOND = 1e9;
const A = 1;
const CNAME = 5;
const PTR = 12;
const AAAA = 28;
/** Aliases between a name and its address that are followed. */
const MOST_ALIASES = 16;
/** A time to live with its first bit set is none (RFC 2181, section 8). */
const TTL_SIGN = 0x80000000;

/** One record of an answer. */
interface Answer {
  readonly owner: string;
  type: number;
  ttl: number;
  /** An address, or the name that it points to. */
  data: string;
}

/** A name that does not hold any more (mDNS, section 10.1), besides those that do. */
export interface DnsNames {
  readonly records: readonly NameRecord[];
  readonly gone: readonly Pick<NameRecord, 'address' | 'name'>[];
}

const NOTHING: DnsNames = { records: [], gone: [] };

/** The names that an answer without an error says. */
export function dnsNames(packet: NamePacket, said: readonly Said[]): DnsNames {
  if (!isGoodAnswer(said)) return NOTHING;
  const source = sourceOf(packet);
  const count = Number(said.find(({ id }) => id === 'dns.count.answers')?.value ?? 0);
  const all = answersOf(said);
  // Who answers everybody tells further addresses in the last section, too.
  if (source === 'mdns') return multicastNames(packet, all);
  const answers = all.slice(0, count);
  const questions = said.flatMap(({ id, value }) => (id === 'dns.query.name' ? (hostName(String(value)) ?? []) : []));
  return { records: questions.flatMap((question) => namesOfQuestion(packet, source, question, answers)), gone: [] };
}

function isGoodAnswer(said: readonly Said[]): boolean {
  const first = (wanted: string): unknown => said.find(({ id }) => id === wanted)?.value;
  return first('dns.flags.response') === 1 && first('dns.flags.rcode') === 0;
}

function sourceOf({ sourcePort, destinationPort }: NamePacket): NameSource {
  if (sourcePort === MDNS || destinationPort === MDNS) return 'mdns';
  return sourcePort === LLMNR || destinationPort === LLMNR ? 'llmnr' : 'dns';
}

function answersOf(said: readonly Said[]): readonly Answer[] {
  const answers: Answer[] = [];
  for (const { id, value } of said) {
    const last = answers.at(-1);
    if (id === 'dns.record.name') answers.push({ owner: String(value).toLowerCase(), type: 0, ttl: 0, data: '' });
    else if (last === undefined) continue;
    else if (id === 'dns.record.type') last.type = Number(value);
    else if (id === 'dns.record.ttl') last.ttl = Number(value);
    else if (id === 'dns.record.address' || id === 'dns.record.target') last.data = String(value);
  }
  return answers.map((answer) => ({ ...answer, owner: hostName(answer.owner) ?? '' }));
}

/** Follows the aliases of a question to addresses, or of an address to its name. */
function namesOfQuestion(
  packet: NamePacket,
  source: NameSource,
  question: string,
  answers: readonly Answer[],
): readonly NameRecord[] {
  const aliases = aliasesOf(question, answers);
  const owners = [question, ...aliases];
  const reversed = reversedAddress(question);
  return answers.flatMap(({ owner, type, ttl, data }) => {
    const at = owners.indexOf(owner);
    if (at < 0 || data === '') return [];
    if (reversed !== undefined) {
      const name = type === PTR ? hostName(data) : undefined;
      return name === undefined ? [] : [record(packet, 'ptr', { address: reversed, name, ttl, client: '', chain: [] })];
    }
    if (type !== A && type !== AAAA) return [];
    const client = packet.destination;
    return [record(packet, source, { address: data, name: question, ttl, client, chain: aliases.slice(0, at) })];
  });
}

/** The aliases of a name, each once, in their order. */
function aliasesOf(name: string, answers: readonly Answer[]): readonly string[] {
  const found: string[] = [];
  for (let target: string | undefined = name; target !== undefined && found.length < MOST_ALIASES;) {
    const owner: string = target;
    const next = answers.find((answer) => answer.type === CNAME && answer.owner === owner)?.data;
    target = next === undefined ? undefined : hostName(next);
    if (target === undefined || target === name || found.includes(target)) break;
    found.push(target);
  }
  return found;
}

/** Addresses of names in `.local`, and names of addresses; a time to live of 0 takes them back. */
function multicastNames(packet: NamePacket, answers: readonly Answer[]): DnsNames {
  const named = answers.flatMap(({ owner, type, ttl, data }) => {
    const reversed = type === PTR ? reversedAddress(owner) : undefined;
    if (reversed !== undefined) return { address: reversed, name: hostName(data), ttl };
    return (type === A || type === AAAA) && owner.endsWith('.local') ? { address: data, name: owner, ttl } : [];
  });
  const sound = named.flatMap(({ address, name, ttl }) => (name && address ? [{ address, name, ttl }] : []));
  return {
    records: sound.filter(({ ttl }) => ttl > 0).map((one) => record(packet, 'mdns', { ...one, client: '', chain: [] })),
    gone: sound.filter(({ ttl }) => ttl === 0),
  };
}

interface Named {
  readonly address: string;
  readonly name: string;
  readonly ttl: number;
  readonly client: string;
  readonly chain: readonly string[];
}

/** Valid for its time to live, but for a second at least: whoever asks connects a moment later. */
function record({ packet, timeNs }: NamePacket, source: NameSource, { ttl, ...named }: Named): NameRecord {
  const seconds = Math.max(1, ttl >= TTL_SIGN ? 0 : ttl);
  return { ...named, source, firstNs: timeNs, lastNs: timeNs + seconds * SECOND, packet };
}
