import { ipv4Text, ipv6Text, maskByte, parseNetwork } from '../../../base/addresses.ts';
import type { AddressBytes, Network } from '../../../base/addresses.ts';
import type { DialectName, Role, Term } from './equivalent-types.ts';
import type { Comparison } from '../filter/syntax.ts';

/** Where one of the languages looks at another header than the innermost, or does not look. */
export const ENCAPSULATED = 'packets in tunnels';
export const TAGGED = 'packets behind VLAN tags, MPLS or PPPoE';

const SIDES: Readonly<Record<Role, { readonly ip: string; readonly arp: readonly string[]; readonly pcap: string }>> = {
  source: { ip: 'src', arp: ['src'], pcap: 'src ' },
  destination: { ip: 'dst', arp: ['dst'], pcap: 'dst ' },
  either: { ip: 'addr', arp: ['src', 'dst'], pcap: '' },
};

/** `=`, `!=` and `in` with IP addresses and networks; undefined for all else. */
export function addressTerm(name: DialectName, role: Role, { operator, values }: Comparison): Term | undefined {
  if (operator !== '=' && operator !== '!=' && operator !== 'in') return undefined;
  const networks = values.map(({ text }) => parseNetwork(text));
  const texts: string[] = [];
  for (const network of networks) {
    if (network === undefined || network.bytes.length === 6) return undefined;
    texts.push(...(name === 'display' ? displayTests(role, network) : [`${SIDES[role].pcap}${pcapNetwork(network)}`]));
  }
  const either = texts.join(' or ');
  const text = operator === '!=' ? `not (${either})` : either;
  const unlike = ['RARP', ...(name === 'display' ? [] : [TAGGED]), ENCAPSULATED];
  return { text, unlike, compound: texts.length > 1 || operator === '!=' };
}

/** `#1`: the outermost header only, not one that an ICMP error quotes. ARP has its own fields. */
function displayTests(role: Role, network: Network): readonly string[] {
  const { ip, arp } = SIDES[role];
  const value = networkText(network);
  if (network.bytes.length === 16) return [`ipv6.${ip}#1 == ${value}`];
  return [`ip.${ip}#1 == ${value}`, ...arp.map((side) => `arp.${side}.proto_ipv4 == ${value}`)];
}

function pcapNetwork(network: Network): string {
  const whole = network.bits === network.bytes.length * 8;
  return `${whole ? 'host' : 'net'} ${networkText(network)}`;
}

/** Bits outside of the network made 0: libpcap refuses them. */
function networkText({ bytes, bits }: Network): string {
  const masked = bytes.map((byte, at) => byte & maskByte(bits, at));
  const whole = bits === bytes.length * 8;
  return `${plainAddress(masked)}${whole ? '' : `/${bits}`}`;
}

/** An IP address as every tool reads it: without a dotted tail. */
export function plainAddress(bytes: AddressBytes): string {
  return bytes.length === 4 ? ipv4Text(bytes) : ipv6Text(bytes, false);
}
