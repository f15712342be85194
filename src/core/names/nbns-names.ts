/** Names of the NetBIOS name service (RFC 1002, section 4.2): answers, and registrations of a host for itself. */
import type { NameRecord } from '../model/names.ts';
import { hostName } from './host-names.ts';
import { valueOf, type NamePacket, type Said } from './read-message.ts';

/** What is read of a message. */
export const NBNS_FIELDS: readonly string[] = [
  'nbns.flags.response',
  'nbns.flags.opcode',
  'nbns.flags.rcode',
  'nbns.record.name',
  'nbns.record.ttl',
  'nbns.record.group',
  'nbns.record.address',
];

const QUERY = 0;
const REGISTRATION = 5;
const REFRESH = 8;
/** Refresh as some write it. */
const REFRESH_OTHER = 9;
const MULTIHOMED = 15;
const REGISTRATIONS: ReadonlySet<unknown> = new Set([REGISTRATION, REFRESH, REFRESH_OTHER, MULTIHOMED]);
const SECOND = 1e9;
/** A name that lasts until it is given back has a time to live of 0; that of a registration says nothing of the answer. */
const WITHOUT_TTL = 259_200;

/** The names that a message says; names of groups are those of no host. */
export function nbnsNames(packet: NamePacket, said: readonly Said[]): readonly NameRecord[] {
  const isAnswer = valueOf(said, 'nbns.flags.response') === 1;
  const operation = valueOf(said, 'nbns.flags.opcode');
  const isGood = isAnswer
    ? operation === QUERY && valueOf(said, 'nbns.flags.rcode') === 0
    : REGISTRATIONS.has(operation);
  if (!isGood) return [];
  const records: NameRecord[] = [];
  let name: string | undefined;
  let ttl = 0;
  let isGroup = false;
  for (const { id, value } of said) {
    if (id === 'nbns.record.name') name = hostOf(String(value));
    else if (id === 'nbns.record.ttl') ttl = Number(value) || WITHOUT_TTL;
    else if (id === 'nbns.record.group') isGroup = value === 1;
    else if (id === 'nbns.record.address' && name !== undefined && !isGroup) {
      const address = String(value);
      if (isAnswer || address === packet.source) records.push(record(packet, address, name, ttl));
    }
  }
  return records;
}

/** The name without its type: workstation 00, server 20; other types are those of services and groups. */
function hostOf(text: string): string | undefined {
  const [, name, type] = /^(.*)<([0-9a-f]{2})>$/.exec(text) ?? [];
  return name !== undefined && (type === '00' || type === '20') ? hostName(name) : undefined;
}

function record({ packet, timeNs }: NamePacket, address: string, name: string, ttl: number): NameRecord {
  const lastNs = timeNs + ttl * SECOND;
  return { address, name, source: 'nbns', client: '', firstNs: timeNs, lastNs, packet, chain: [] };
}
