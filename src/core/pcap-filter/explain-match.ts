import { prefixMask } from './addresses.ts';
import { printValue } from './print.ts';
import type { Expression, Protocol, Qualifiers, Value } from './syntax.ts';

/** Protocols whose name is not their word in capitals. */
const TITLES: Readonly<Partial<Record<Protocol, string>>> = {
  link: 'link-layer',
  radio: 'radio header',
  ip: 'IPv4',
  ip6: 'IPv6',
  icmp6: 'ICMPv6',
  iso: 'OSI',
  atalk: 'AppleTalk',
  aarp: 'AppleTalk ARP',
  decnet: 'DECnet',
  esis: 'ES-IS',
  isis: 'IS-IS',
  stp: 'spanning tree',
  netbeui: 'NetBEUI',
  mopdl: 'MOP DL',
  moprc: 'MOP RC',
};

/** A protocol's name for people. */
export function protocolTitle(protocol: Protocol): string {
  return TITLES[protocol] ?? protocol.toUpperCase();
}

export function explainProtocol(protocol: Protocol): string {
  return `of ${protocolTitle(protocol)}`;
}

const SIDES: Readonly<Record<string, string>> = {
  src: 'from',
  dst: 'to',
  'src or dst': 'from or to',
  'src and dst': 'from and to',
  ra: 'whose 802.11 receiver is',
  ta: 'whose 802.11 transmitter is',
  addr1: 'whose first 802.11 address is',
  addr2: 'whose second 802.11 address is',
  addr3: 'whose third 802.11 address is',
  addr4: 'whose fourth 802.11 address is',
};

/** Addresses, networks, ports and protocol numbers under one set of qualifiers: "from or to port 80 or 443". */
export function explainMatch({ protocol, direction, type }: Qualifiers, values: readonly Value[]): string {
  const side = SIDES[direction ?? 'src or dst'] ?? 'from or to';
  const texts = values.map((value) => valueText(value, type)).join(' or ');
  const over = protocol === undefined ? '' : ` (${protocolTitle(protocol)})`;
  switch (type) {
    case 'port':
      return `${side} ${over === '' ? '' : `${protocolTitle(protocol ?? 'ip')} `}port ${texts}`;
    case 'portrange':
      return `${side} ${over === '' ? '' : `${protocolTitle(protocol ?? 'ip')} `}ports ${texts}`;
    case 'net':
      return `${side} the network ${texts}${over}`;
    case 'proto':
      return `that carry protocol ${texts}${under(protocol)}`;
    case 'protochain':
      return `that have protocol ${texts} among their headers${under(protocol)}`;
    default:
      return `${side} ${texts}${protocol === 'link' ? '' : over}`;
  }
}

function valueText(value: Value, type: Qualifiers['type']): string {
  const text = shortNetwork(value) ?? printValue(value).replace(/^\\/, '');
  return type === 'portrange' ? text.replace('-', ' to ') : text.replace(' mask ', ' under the mask ');
}

/** `10.0.0.0/8` for masks that are a prefix. */
function shortNetwork(value: Value): string | undefined {
  if (value.kind !== 'network') return undefined;
  const bits = Math.clz32(~value.mask);
  return prefixMask(bits) === value.mask ? printValue(value).replace(/ mask .*/, `/${bits}`) : undefined;
}

function under(protocol: Protocol | undefined): string {
  return protocol === undefined ? ' over IPv4 or IPv6' : ` over ${protocolTitle(protocol)}`;
}

const LAYERS: Readonly<Record<string, readonly [string, string]>> = {
  vlan: ['with a VLAN tag', 'with the VLAN tag'],
  mpls: ['with an MPLS label', 'with the MPLS label'],
  pppoed: ['of PPPoE discovery', 'of PPPoE discovery'],
  pppoes: ['in a PPPoE session', 'in the PPPoE session'],
  vxlan: ['in VXLAN', 'in the VXLAN network'],
  geneve: ['in Geneve', 'in the Geneve network'],
};

const PFLOG_WORDS: Readonly<Record<string, string>> = {
  ifname: 'logged on interface',
  rset: 'logged for rule set',
  rnr: 'logged for rule',
  srnr: 'logged for rule of a rule set',
  reason: 'logged for the reason',
  action: 'for which the packet filter’s action was',
};

/** Tests of the frame around the packet. */
export function explainFrame(expression: Expression): string {
  switch (expression.kind) {
    case 'cast': {
      const what = expression.protocol === undefined || expression.protocol === 'link' ? '' : 'IP ';
      return `sent as ${what}${expression.to}`;
    }
    case 'layer': {
      const [any, one] = LAYERS[expression.layer];
      return `${expression.number === undefined ? any : `${one} ${expression.number}`} (what stands behind it is looked for inside)`;
    }
    case 'way':
      return expression.word === 'inbound' ? 'that the capturing host received' : 'that the capturing host sent';
    case 'ifindex':
      return `on interface number ${expression.number}`;
    case 'llc':
      return expression.frame === undefined ? 'with an LLC header' : `with an LLC header of kind ${expression.frame}`;
    case 'frame':
      return `that are 802.11 frames of ${expression.words.replace(/^wlan /, '')}`;
    case 'pflog':
      return `${PFLOG_WORDS[expression.field]} ${expression.words.split(' ').slice(1).join(' ')}`;
    case 'byte':
      return `in which byte ${expression.index} ${expression.operator} ${expression.value}`;
    default:
      return '';
  }
}
