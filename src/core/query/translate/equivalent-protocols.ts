import type { Column } from '../../model/column.ts';
import { TCP, UDP } from '../../model/ip-protocols.ts';
import { ENCAPSULATED, TAGGED } from './equivalent-addresses.ts';
import { EXTENDED, FRAGMENTED } from './equivalent-numbers.ts';
import type { DialectName, Term } from './equivalent-types.ts';
import { plainNumber } from '../filter/quantity.ts';
import type { Comparison } from '../filter/syntax.ts';

interface Flag {
  readonly bit: number;
  readonly display: string;
  readonly pcap: string;
}

/** TCP flags by the names of the `flags` column (RFC 9293, 3.1). */
const FLAGS: ReadonlyMap<string, Flag> = new Map<string, Flag>([
  ['fin', { bit: 0x01, display: 'tcp.flags.fin == 1', pcap: 'tcp-fin' }],
  ['syn', { bit: 0x02, display: 'tcp.flags.syn == 1', pcap: 'tcp-syn' }],
  ['rst', { bit: 0x04, display: 'tcp.flags.reset == 1', pcap: 'tcp-rst' }],
  ['psh', { bit: 0x08, display: 'tcp.flags.push == 1', pcap: 'tcp-push' }],
  ['ack', { bit: 0x10, display: 'tcp.flags.ack == 1', pcap: 'tcp-ack' }],
  ['urg', { bit: 0x20, display: 'tcp.flags.urg == 1', pcap: 'tcp-urg' }],
]);

/** `flags contains SYN`. pcap-filter's `tcp[…]` knows IPv4 only: over IPv6 the byte is counted from the IP header. */
export function flagTerm(name: DialectName, { operator, values }: Comparison): Term | undefined {
  const flag = FLAGS.get(values[0].text.toLowerCase());
  if (operator !== 'contains' || flag === undefined) return undefined;
  if (name === 'display')
    return { text: `${flag.display} and not (icmp or icmpv6)`, unlike: [FRAGMENTED, ENCAPSULATED], compound: true };
  const text = `tcp[tcpflags] & ${flag.pcap} != 0 or (ip6 proto 6 and ip6[53] & ${flag.bit} != 0)`;
  return { text, unlike: [EXTENDED, TAGGED, ENCAPSULATED], compound: true };
}

/** Protocols that have the same name everywhere, and their number over IP. */
const PROTOCOLS: ReadonlyMap<string, number> = new Map([
  ['tcp', TCP],
  ['udp', UDP],
]);

/** `protocol = TCP` and `= 6`, for TCP and UDP. */
export function protocolTerm(name: DialectName, { operator, values }: Comparison, _column: Column): Term | undefined {
  if (operator !== '=' && operator !== '!=' && operator !== 'in') return undefined;
  const names = values.map(({ text }) => protocolName(text));
  if (names.includes(undefined)) return undefined;
  const any = names.join(' or ');
  const text = name === 'display' ? `(${any}) and not (icmp or icmpv6)` : any;
  const unlike = name === 'display' ? [FRAGMENTED, ENCAPSULATED] : [FRAGMENTED, EXTENDED, TAGGED, ENCAPSULATED];
  const compound = name === 'display' || names.length > 1 || operator === '!=';
  return { text: operator === '!=' ? `not (${text})` : text, unlike, compound };
}

function protocolName(text: string): string | undefined {
  const wanted = text.toLowerCase();
  const number = plainNumber(text);
  for (const [known, value] of PROTOCOLS) if (known === wanted || value === number) return known;
  return undefined;
}
