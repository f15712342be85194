import * as EtherType from '../../model/ethertypes.ts';
import * as IpProtocol from '../../model/ip-protocols.ts';
import * as LinkType from '../../model/link-types.ts';
import type { Decoding } from '../../model/parameters.ts';
import * as Port from '../../model/ports.ts';
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
      [EtherType.PROVIDER_VLAN, readTypedVlan],
      [EtherType.OLD_PROVIDER_VLAN, readTypedVlan],
      [EtherType.OLDER_PROVIDER_VLAN, readTypedVlan],
      [EtherType.BACKBONE, readBackbone],
    ],
  },
  vxlan: {
    ports: [
      [Port.VXLAN, readVxlan],
      [Port.VXLAN_LINUX, readVxlan],
      [Port.VXLAN_GPE, readVxlanGpe],
    ],
  },
  gre: {},
  geneve: { ports: [[Port.GENEVE, readGeneve]] },
  erspan: {},
  l2tp: { ports: [[Port.L2TP, readL2tp]], protocols: [[IpProtocol.L2TP, readL2tpOverIp]] },
  teredo: {
    ports: [
      [Port.TEREDO, readTeredo],
      [Port.AYIYA, readAyiya],
    ],
  },
  mpls: {
    ethertypes: [
      [EtherType.MPLS, readMpls],
      [EtherType.MPLS_MULTICAST, readMpls],
    ],
    protocols: [[IpProtocol.MPLS, readMplsOverIp]],
    ports: [[Port.MPLS_IN_UDP, readMplsOverIp]],
  },
  pppoe: { ethertypes: [[EtherType.PPPOE_SESSION, readPppoe]] },
  ppp: {
    links: [
      [LinkType.PPP, readPppOrHdlc],
      [LinkType.PPP_HDLC, readPppOrHdlc],
      [LinkType.PPP_PPPD, readDirectedPpp],
      [LinkType.PPP_WITH_DIR, readDirectedPpp],
    ],
  },
  sll2: { links: [[LinkType.COOKED2, readCooked2]] },
  ppi: { links: [[LinkType.PPI, readPpi]] },
  wifi: {
    links: [
      [LinkType.WIFI, readWifi],
      [LinkType.PRISM, readPrism],
      [LinkType.RADIOTAP, readRadiotap],
      [LinkType.AVS, readAvs],
    ],
  },
  loopback: {
    links: [
      [LinkType.NULL, readLoopback],
      [LinkType.LOOP, readLoopback],
    ],
  },
  pflog: { links: [[LinkType.PFLOG, readPflog]] },
  nflog: { links: [[LinkType.NFLOG, readNflog]] },
  snap: { links: [[LinkType.ETHERNET, readEthernet]] },
  gtp: { ports: [[Port.GTP_USER, readGtp]] },
  capwap: { ports: [[Port.CAPWAP_DATA, readCapwap]] },
  tzsp: { ports: [[Port.TZSP, readTzsp]] },
  etherip: { protocols: [[IpProtocol.ETHERIP, readEtherIp]] },
  ah: {
    protocols: [
      [IpProtocol.IPV4, readIpInIp],
      [IpProtocol.IPV6, readIpInIp],
    ],
  },
};

/** The readers that these options ask for. 802.1Q tags are always read, as NFStream reads them. */
export function buildReaders(decode: readonly Decoding[]): Readers {
  const tables = { links: new Map(), ethertypes: new Map(), protocols: new Map(), ports: new Map() } as const;
  const readers: Record<keyof Readers, Table> = tables;
  readers.ethertypes.set(EtherType.VLAN, readTypedVlan);
  for (const decoding of decode) {
    for (const [table, entries] of Object.entries(ADDITIONS[decoding]) as [keyof Readers, Entries][]) {
      for (const [number, reader] of entries) readers[table].set(number, reader);
    }
  }
  if (decode.includes('snap')) takeLengths(readers.ethertypes);
  const contents = { gre: decode.includes('gre'), erspan: decode.includes('erspan') };
  if (contents.gre || contents.erspan) {
    readers.protocols.set(IpProtocol.GRE, greReader(contents));
    readers.ports.set(Port.GRE_IN_UDP, greReader(contents));
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
