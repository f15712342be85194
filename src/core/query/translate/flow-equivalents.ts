import { parseAddress } from '../../../base/addresses.ts';
import type { Rows } from '../../model/column.ts';
import { TCP, UDP } from '../../model/ip-protocols.ts';
import type { Equivalent, FilterEquivalents } from '../../model/filter-advice.ts';
import { plainAddress, ENCAPSULATED, TAGGED } from './equivalent-addresses.ts';
import { EXTENDED, FRAGMENTED } from './equivalent-numbers.ts';

/** One end of a flow. `port` 0: none. */
interface End {
  readonly address: string;
  readonly port: number;
}

const NAMES: ReadonlyMap<number, string> = new Map([
  [TCP, 'tcp'],
  [UDP, 'udp'],
]);
const OTHER_FLOWS = 'packets of other flows between these ends';

/** Filters for the packets between the two ends of a flow, in both ways. */
export function flowEquivalents(flows: Rows, flow: number): FilterEquivalents {
  const source = endOf(flows, flow, 'src');
  const destination = endOf(flows, flow, 'dst');
  const protocol = numberOf(flows, flow, 'protocol');
  if (source === undefined || destination === undefined) return { display: NO_ENDS, pcap: NO_ENDS };
  const { display, pcap } = filters(source, destination, protocol);
  return {
    display: { text: display, unlike: listed([OTHER_FLOWS, FRAGMENTED, ENCAPSULATED]) },
    pcap: { text: pcap, unlike: listed([OTHER_FLOWS, EXTENDED, TAGGED, ENCAPSULATED]) },
  };
}

const NO_ENDS: Equivalent = { missing: 'the flow’s addresses' };

function filters(source: End, destination: End, protocol: number): { display: string; pcap: string } {
  const name = source.port > 0 || destination.port > 0 ? NAMES.get(protocol) : undefined;
  const ip = source.address.includes(':') ? 'ipv6' : 'ip';
  const displayEnd = (side: 'src' | 'dst', { address, port }: End): string =>
    `${ip}.${side}#1 == ${address}${name === undefined ? '' : ` and ${name}.${side}port == ${port}`}`;
  const pcapEnd = (side: 'src' | 'dst', { address, port }: End): string =>
    `${side} host ${address}${name === undefined ? '' : ` and ${side} port ${port}`}`;
  const ways = (end: (side: 'src' | 'dst', of: End) => string): string =>
    `((${end('src', source)} and ${end('dst', destination)}) or (${end('src', destination)} and ${end('dst', source)}))`;
  const over = ip === 'ip' ? `ip.proto#1 == ${protocol}` : `ipv6.nxt#1 == ${protocol}`;
  return {
    display: `${ways(displayEnd)} and ${over}`,
    pcap: `${ip === 'ip' ? 'ip' : 'ip6'} proto ${protocol} and ${ways(pcapEnd)}`,
  };
}

function endOf(flows: Rows, flow: number, side: 'src' | 'dst'): End | undefined {
  const column = flows.columns.get(`${side}_ip`);
  const code = column?.type === 'dictionary' ? column.code(flow) : -1;
  const bytes = column?.type === 'dictionary' && code >= 0 ? parseAddress(column.text(code)) : undefined;
  if (bytes === undefined || bytes.length === 6) return undefined;
  return { address: plainAddress(bytes), port: numberOf(flows, flow, `${side}_port`) };
}

function numberOf(rows: Rows, row: number, id: string): number {
  const column = rows.columns.get(id);
  return column?.type === 'number' ? column.number(row) : 0;
}

function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}
