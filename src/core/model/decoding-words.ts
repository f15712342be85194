import * as LinkType from './link-types.ts';
import type { Decoding } from './parameters.ts';

/** What packets have that a decoding follows: "2,407 packets carry …". */
export const DECODING_NOUNS: Readonly<Record<Decoding, string>> = {
  qinq: 'provider tags',
  vxlan: 'VXLAN',
  gre: 'GRE',
  geneve: 'Geneve',
  erspan: 'ERSPAN',
  l2tp: 'L2TP',
  teredo: 'Teredo',
  mpls: 'MPLS',
  pppoe: 'PPPoE',
  sll2: 'Linux cooked 2',
  ppi: 'PPI',
  wifi: '802.11',
  loopback: 'BSD loopback',
  pflog: 'pflog',
  nflog: 'netfilter log',
  ppp: 'PPP',
  snap: '802.2',
  gtp: 'GTP-U',
  capwap: 'CAPWAP',
  tzsp: 'TZSP',
  etherip: 'EtherIP',
  ah: 'authentication headers',
};

/** "GRE, MPLS and PPPoE" */
export function decodingNouns(decode: readonly Decoding[]): string {
  const nouns = decode.map((name) => DECODING_NOUNS[name]);
  return nouns.length < 2 ? nouns.join('') : `${nouns.slice(0, -1).join(', ')} and ${nouns.at(-1) ?? ''}`;
}

/** In place of a reason: the packet is in no flow only because these decodings are off. */
export function closedWords(decode: readonly Decoding[]): string {
  return `not decoded by NFStream: ${decodingNouns(decode)}`;
}

/** The decoding without which no flows are built from a link type, by its number (tcpdump.org list). */
export const LINK_DECODINGS: ReadonlyMap<number, Decoding> = new Map([
  [LinkType.RAW_OPENBSD, 'loopback'],
  [LinkType.WIFI, 'wifi'],
  [LinkType.LOOP, 'loopback'],
  [LinkType.PFLOG, 'pflog'],
  [LinkType.PRISM, 'wifi'],
  [LinkType.AVS, 'wifi'],
  [LinkType.PPP_PPPD, 'ppp'],
  [LinkType.PPI, 'ppi'],
  [LinkType.PPP_WITH_DIR, 'ppp'],
  [LinkType.NFLOG, 'nflog'],
  [LinkType.COOKED2, 'sll2'],
]);
