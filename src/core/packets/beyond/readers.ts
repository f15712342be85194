import type { Decoding } from '../../model/parameters.ts';
import { readBackbone, readEthernet, readLlc, readTypedVlan, readVlan } from './ethernet.ts';
import { greReader } from './gre.ts';
import { readEtherIp, readIpInIp } from './ip-tunnels.ts';
import { readL2tp, readL2tpOverIp } from './l2tp.ts';
import { readCooked2, readLoopback, readNflog, readPflog, readPpi } from './link-headers.ts';
import { readCapwap, readGtp, readTzsp } from './mobile-tunnels.ts';
import { readMpls, readMplsOverIp } from './mpls.ts';
import { By, type HeaderReader } from '../../protocols/headers/next.ts';
import { readDirectedPpp, readPpp, readPppoe, readPppOrHdlc } from './ppp.ts';
import { readAyiya, readGeneve, readTeredo, readVxlan, readVxlanGpe } from './udp-tunnels.ts';
import { readAvs, readPrism, readRadiotap, readWifi } from './wifi.ts';

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
  qinq: {
    ethertypes: [
      [0x88a8, readTypedVlan],
      [0x9100, readTypedVlan],
      [0x9200, readTypedVlan],
      [0x88e7, readBackbone],
    ],
  },
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
  mpls: {
    ethertypes: [
      [0x8847, readMpls],
      [0x8848, readMpls],
    ],
    protocols: [[137, readMplsOverIp]],
    ports: [[6635, readMplsOverIp]],
  },
  pppoe: { ethertypes: [[0x8864, readPppoe]] },
  ppp: {
    links: [
      [9, readPppOrHdlc],
      [50, readPppOrHdlc],
      [166, readDirectedPpp],
      [204, readDirectedPpp],
    ],
  },
  sll2: { links: [[276, readCooked2]] },
  ppi: { links: [[192, readPpi]] },
  wifi: {
    links: [
      [105, readWifi],
      [119, readPrism],
      [127, readRadiotap],
      [163, readAvs],
    ],
  },
  loopback: {
    links: [
      [0, readLoopback],
      [108, readLoopback],
    ],
  },
  pflog: { links: [[117, readPflog]] },
  nflog: { links: [[239, readNflog]] },
  snap: { links: [[1, readEthernet]] },
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
const VLAN = 0x8100;

/** The readers that these options ask for. 802.1Q tags are always read, as NFStream reads them. */
export function buildReaders(decode: readonly Decoding[]): Readers {
  const tables = { links: new Map(), ethertypes: new Map(), protocols: new Map(), ports: new Map() } as const;
  const readers: Record<keyof Readers, Table> = tables;
  readers.ethertypes.set(VLAN, readTypedVlan);
  for (const decoding of decode) {
    for (const [table, entries] of Object.entries(ADDITIONS[decoding]) as [keyof Readers, Entries][]) {
      for (const [number, reader] of entries) readers[table].set(number, reader);
    }
  }
  if (decode.includes('snap')) takeLengths(readers.ethertypes);
  const contents = { gre: decode.includes('gre'), erspan: decode.includes('erspan') };
  if (contents.gre || contents.erspan) {
    readers.protocols.set(GRE, greReader(contents));
    readers.ports.set(GRE_PORT, greReader(contents));
  }
  return readers;
}

/** What follows a tag may be a length, as what follows the addresses. */
function takeLengths(ethertypes: Table): void {
  for (const [number, reader] of ethertypes) if (reader === readTypedVlan) ethertypes.set(number, readVlan);
}

/** Readers of numberings that have one header for all numbers. */
export const ALONE: Partial<Record<By, HeaderReader>> = {
  [By.Ethernet]: readEthernet,
  [By.Llc]: readLlc,
  [By.Ppp]: readPpp,
  [By.Wifi]: readWifi,
};
