import type { Decoding } from '../../model/parameters.ts';
import { greReader } from './gre.ts';
import { readEtherIp, readIpInIp } from './ip-tunnels.ts';
import { readL2tp, readL2tpOverIp } from './l2tp.ts';
import { readCapwap, readGtp, readTzsp } from './mobile-tunnels.ts';
import { By, type HeaderReader } from '../../protocols/headers/next.ts';
import { LINKS } from '../../protocols/links/index.ts';
import { readAyiya, readGeneve, readTeredo, readVxlan, readVxlanGpe } from './udp-tunnels.ts';

type Table = Map<number, HeaderReader>;

/** Readers by what names them in the header before. */
export interface Readers {
  /** tcpdump.org link types. */
  readonly links: ReadonlyMap<number, HeaderReader>;
  readonly ethertypes: ReadonlyMap<number, HeaderReader>;
  /** IP protocol numbers. */
  readonly protocols: ReadonlyMap<number, HeaderReader>;
  /** UDP ports, at either end. */
  readonly ports: ReadonlyMap<number, HeaderReader>;
}

type Entries = readonly (readonly [number, HeaderReader])[];
type Additions = Partial<Record<keyof Readers, Entries>>;

/** What each option adds; GRE and ERSPAN share a reader, which `buildReaders` adds. */
const ADDITIONS: Readonly<Record<Decoding, Additions>> = {
  qinq: {},
  vxlan: {
    ports: [
      [4789, readVxlan],
      [8472, readVxlan],
      [4790, readVxlanGpe],
    ],
  },
  gre: {},
  geneve: { ports: [[6081, readGeneve]] },
  erspan: {},
  l2tp: { ports: [[1701, readL2tp]], protocols: [[115, readL2tpOverIp]] },
  teredo: {
    ports: [
      [3544, readTeredo],
      [5072, readAyiya],
    ],
  },
  mpls: {},
  pppoe: {},
  ppp: {},
  sll2: {},
  ppi: {},
  wifi: {},
  loopback: {},
  pflog: {},
  nflog: {},
  snap: {},
  gtp: { ports: [[2152, readGtp]] },
  capwap: { ports: [[5247, readCapwap]] },
  tzsp: { ports: [[37008, readTzsp]] },
  etherip: { protocols: [[97, readEtherIp]] },
  ah: {
    protocols: [
      [4, readIpInIp],
      [41, readIpInIp],
    ],
  },
};

const GRE = 47;
/** GRE in UDP (RFC 8086). */
const GRE_PORT = 4754;
const TABLES: Partial<Record<By, keyof Readers>> = {
  [By.Link]: 'links',
  [By.Ethertype]: 'ethertypes',
  [By.Ip]: 'protocols',
  [By.Udp]: 'ports',
};

/** The readers that these options ask for. 802.1Q tags are always read, as NFStream reads them. */
export function buildReaders(decode: readonly Decoding[]): Readers {
  const tables = { links: new Map(), ethertypes: new Map(), protocols: new Map(), ports: new Map() } as const;
  const readers: Record<keyof Readers, Table> = tables;
  addLinks(readers, new Set(decode));
  for (const decoding of decode) {
    for (const [table, entries] of Object.entries(ADDITIONS[decoding]) as [keyof Readers, Entries][]) {
      for (const [number, reader] of entries) readers[table].set(number, reader);
    }
  }
  const contents = { gre: decode.includes('gre'), erspan: decode.includes('erspan') };
  if (contents.gre || contents.erspan) {
    readers.protocols.set(GRE, greReader(contents));
    readers.ports.set(GRE_PORT, greReader(contents));
  }
  return readers;
}

function addLinks(readers: Record<keyof Readers, Table>, on: ReadonlySet<Decoding>): void {
  for (const { by, numbers, read } of LINKS.flatMap(({ places }) => places)) {
    const table = TABLES[by];
    const reader = read?.(on);
    if (table === undefined || reader === undefined) continue;
    for (const number of numbers ?? []) readers[table].set(number, reader);
  }
}

/** Readers of numberings that have one header for all numbers. */
export const ALONE: Partial<Record<By, HeaderReader>> = Object.fromEntries(
  LINKS.flatMap(({ places }) => places)
    .filter(({ numbers, read }) => numbers === undefined && read !== undefined)
    .map(({ by, read }) => [by, read?.(new Set())]),
);
