/**
 * What the pcap-filter language (pcap-filter(7)) says, as a tree. `at` is the character at which a part begins; it
 * serves error messages only.
 */
export type Expression =
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'match'; readonly qualifiers: Qualifiers; readonly value: Value; readonly at: number }
  /** A protocol by itself: `tcp`. */
  | { readonly kind: 'protocol'; readonly protocol: Protocol; readonly at: number }
  | {
      readonly kind: 'compare';
      readonly operator: Comparison;
      readonly left: Arithmetic;
      readonly right: Arithmetic;
      readonly at: number;
    }
  | {
      readonly kind: 'cast';
      readonly protocol: Protocol | undefined;
      readonly to: 'broadcast' | 'multicast';
      readonly at: number;
    }
  /** `less` or `greater`: length of the packet, inclusive. */
  | { readonly kind: 'size'; readonly word: 'less' | 'greater'; readonly bytes: number; readonly at: number }
  /** `byte INDEX OPERATOR VALUE`, an old form. */
  | {
      readonly kind: 'byte';
      readonly index: number;
      readonly operator: string;
      readonly value: number;
      readonly at: number;
    }
  | { readonly kind: 'way'; readonly word: 'inbound' | 'outbound'; readonly at: number }
  | { readonly kind: 'ifindex'; readonly number: number; readonly at: number }
  /** `type`, `subtype` and `dir` of 802.11: bits of frame control byte 0 or 1. `words`: as the filter writes it. */
  | {
      readonly kind: 'frame';
      readonly byte: 0 | 1;
      readonly value: number;
      readonly mask: number;
      readonly words: string;
      readonly at: number;
    }
  /** A field of OpenBSD's packet filter log: a number, or the name of an interface or a rule set. */
  | {
      readonly kind: 'pflog';
      readonly field: PflogField;
      readonly value: number | string;
      readonly words: string;
      readonly at: number;
    }
  /** A test that moves the place at which the rest of the expression decodes. */
  | { readonly kind: 'layer'; readonly layer: Layer; readonly number: number | undefined; readonly at: number }
  | { readonly kind: 'llc'; readonly frame: string | undefined; readonly at: number };

/** A number that is worked out per packet, in 32 bits without sign. */
export type Arithmetic =
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'length' }
  | {
      readonly kind: 'load';
      readonly protocol: Protocol;
      readonly index: Arithmetic;
      readonly size: number;
      readonly at: number;
    }
  | { readonly kind: 'negate'; readonly of: Arithmetic }
  | {
      readonly kind: 'binary';
      readonly operator: Operator;
      readonly left: Arithmetic;
      readonly right: Arithmetic;
      readonly at: number;
    };

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type Operator = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '<<' | '>>';
export type Layer = 'vlan' | 'mpls' | 'pppoed' | 'pppoes' | 'vxlan' | 'geneve';
export type PflogField = 'ifname' | 'rset' | 'rnr' | 'srnr' | 'reason' | 'action';
/** The address fields of an 802.11 header: by place, and receiver (`ra`) and transmitter (`ta`). */
export const WIFI_ADDRESSES = ['ra', 'ta', 'addr1', 'addr2', 'addr3', 'addr4'] as const;
export type WifiAddress = (typeof WIFI_ADDRESSES)[number];
export type Direction = 'src' | 'dst' | 'src or dst' | 'src and dst' | WifiAddress;
export type AddressType = 'host' | 'net' | 'port' | 'portrange' | 'proto' | 'protochain';

/** The canonical words for protocols; `link` stands for `ether`, `ppp`, `fddi`, … too. */
export const PROTOCOLS = [
  'link',
  'radio',
  'ip',
  'ip6',
  'arp',
  'rarp',
  'tcp',
  'udp',
  'sctp',
  'icmp',
  'icmp6',
  'igmp',
  'igrp',
  'pim',
  'vrrp',
  'carp',
  'ah',
  'esp',
  'atalk',
  'aarp',
  'decnet',
  'lat',
  'sca',
  'mopdl',
  'moprc',
  'iso',
  'clnp',
  'esis',
  'isis',
  'stp',
  'ipx',
  'netbeui',
] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** What stands before a value, or is taken over from the value before it. */
export interface Qualifiers {
  readonly protocol: Protocol | undefined;
  readonly direction: Direction | undefined;
  readonly type: AddressType | undefined;
}

export type Value =
  | { readonly kind: 'number'; readonly number: number }
  /** An IPv4 address of 8, 16, 24 or 32 bits, left-aligned. */
  | { readonly kind: 'ipv4'; readonly word: number; readonly bits: number; readonly text: string }
  /** An IPv4 network with its mask. */
  | { readonly kind: 'network'; readonly word: number; readonly mask: number }
  /** An IPv6 address or network: four words and the length of its prefix. */
  | { readonly kind: 'ipv6'; readonly words: readonly number[]; readonly bits: number; readonly text: string }
  | { readonly kind: 'decnet'; readonly area: number; readonly node: number }
  | { readonly kind: 'mac'; readonly bytes: readonly number[] }
  | { readonly kind: 'name'; readonly text: string };

/** Thrown inside this folder, made a Failure at its door (pcap-filter.ts). `at`: character of the text. */
export class FilterError extends Error {
  constructor(
    readonly detail: string,
    readonly at: number,
  ) {
    super(detail);
  }
}
