/** Headers that NFStream does not follow; each is decoded when it is named (docs/decoding.md). */
export const DECODINGS = [
  'qinq',
  'vxlan',
  'gre',
  'geneve',
  'erspan',
  'l2tp',
  'teredo',
  'mpls',
  'pppoe',
  'sll2',
  'ppi',
  'wifi',
  'loopback',
  'pflog',
  'nflog',
  'ppp',
  'snap',
  'gtp',
  'capwap',
  'tzsp',
  'etherip',
  'ah',
] as const;
/** Name of one of them, as flags and links have it. */
export type Decoding = (typeof DECODINGS)[number];

/** What page and command line must know of a group of flow features before the core runs. */
interface FeatureGroupWords {
  /** Name in links and on the command line. */
  readonly name: string;
  /** In the settings. */
  readonly label: string;
  /** True if it reads header fields that the packet table does not have: its numbers cannot come from memory. */
  readonly readsHeaders?: true;
}

/**
 * Groups of flow features that NFStream does not have; each adds columns when it is named (docs/features.md), in this
 * order. All else about a group is in its file in core/flows/features.
 */
export const FEATURE_LIST = [
  { name: 'accounting', label: 'Bytes by all four accounting modes' },
  { name: 'rates', label: 'Rates' },
  { name: 'activity', label: 'Active and idle periods' },
  { name: 'percentiles', label: 'Percentiles' },
  { name: 'headers', label: 'Header bytes', readsHeaders: true },
  { name: 'ttl', label: 'Time to live', readsHeaders: true },
  { name: 'window', label: 'TCP window', readsHeaders: true },
  { name: 'retransmissions', label: 'Retransmissions', readsHeaders: true },
  { name: 'community-id', label: 'Community ID', readsHeaders: true },
] as const satisfies readonly FeatureGroupWords[];
/** Name of a group. */
export type FeatureGroup = (typeof FEATURE_LIST)[number]['name'];

/** Their names, in file order. */
export const FEATURE_GROUPS: readonly FeatureGroup[] = FEATURE_LIST.map(({ name }) => name);

/** Units of the meter's clock; NFStream has the first. */
export const TIME_RESOLUTIONS = ['ms', 'us', 'ns'] as const;
export type TimeResolution = (typeof TIME_RESOLUTIONS)[number];

/**
 * How packets are decoded and metered. First NFStream's offline parameters, by its names in camelCase (nfstream 6.5.4,
 * `streamer.py`); then what Flowloom has beyond, all off at first, since it changes NFStream's numbers. Ranges, words
 * and flags of each stand in parameter-list.ts.
 */
export interface MeterParameters {
  /** Look into GTP-U, CAPWAP and TZSP. */
  readonly decodeTunnels: boolean;
  /** pcap-filter that packets must pass to be read at all; "": all. */
  readonly bpfFilter: string;
  /** Seconds without a packet after which a flow ends; 0: every packet is a flow. */
  readonly idleTimeout: number;
  /** Seconds since its first packet after which a flow is cut. */
  readonly activeTimeout: number;
  /** Which size is counted: 0 link, 1 IP, 2 transport, 3 payload. */
  readonly accountingMode: 0 | 1 | 2 | 3;
  /** Packets of a flow by which it is told what it is, 0 to 255; 0: not told. */
  readonly nDissections: number;
  /** Keep the 48 statistical features. */
  readonly statisticalAnalysis: boolean;
  /** Number of packets in the SPLT sequences, 0 to 65535; 0: none. */
  readonly spltAnalysis: number;
  /** Meter processes of NFStream. Changes only the order in which it yields flows; ours is that of one. */
  readonly nMeters: number;
  /** Stop after so many flows have ended; 0: no limit. */
  readonly maxNflows: number;

  /**
   * Meter the packets of every pcapng interface. libpcap, and so NFStream, drops those of interfaces whose link type or
   * snaplen differs from the first one's.
   */
  readonly everyInterface: boolean;
  /** Look for the next sound record behind a damaged one, where NFStream and libpcap end (pcap, pcapng). */
  readonly resynchronise: boolean;
  /** Resolution of times and gaps. Columns stay in milliseconds, with a fraction. */
  readonly timeResolution: TimeResolution;
  /** Count the 40 bytes of the IPv6 header in the IP size (accounting mode 1). */
  readonly ipv6SizeWithHeader: boolean;
  readonly decode: readonly Decoding[];
  /** Ports of SCTP, DCCP and UDP-Lite are part of the key. */
  readonly sctpPorts: boolean;
  /** Type and identifier of ICMP and ICMPv6 are part of the key, in place of the ports. */
  readonly icmpInKey: boolean;
  /** Later fragments belong to the flow of their first. */
  readonly laterFragments: boolean;
  /** IP lengths of 0, which segmentation offload leaves behind, are taken from the length on the wire. */
  readonly repairLengths: boolean;
  /** A TCP connection that was closed by RST or by FINs both ways ends when another one begins. */
  readonly endAtFinRst: boolean;
  /** A flow that goes on after a cut keeps its source. */
  readonly keepDirection: boolean;
  /** A flow that is first seen with SYN and ACK has its receiver as source. */
  readonly directionFromSyn: boolean;
  readonly features: readonly FeatureGroup[];
  /** Seconds: a longer gap between packets parts active periods (features `activity`). */
  readonly activityTimeout: number;
  /** Seed of the Community ID, 0 to 65535. */
  readonly communityIdSeed: number;
}

/** NFStream's defaults, which the command line starts from. */
export const NFSTREAM_DEFAULTS: MeterParameters = {
  decodeTunnels: true,
  bpfFilter: '',
  idleTimeout: 120,
  activeTimeout: 1800,
  accountingMode: 0,
  nDissections: 20,
  statisticalAnalysis: false,
  spltAnalysis: 0,
  nMeters: 0,
  maxNflows: 0,
  everyInterface: false,
  resynchronise: false,
  timeResolution: 'ms',
  ipv6SizeWithHeader: false,
  decode: [],
  sctpPorts: false,
  icmpInKey: false,
  laterFragments: false,
  repairLengths: false,
  endAtFinRst: false,
  keepDirection: false,
  directionFromSyn: false,
  features: [],
  activityTimeout: 5,
  communityIdSeed: 0,
};

/** What the page opens a capture with: NFStream's defaults, statistics, 20 packets of SPLT, all interfaces. */
export const PAGE_DEFAULTS: MeterParameters = {
  ...NFSTREAM_DEFAULTS,
  statisticalAnalysis: true,
  spltAnalysis: 20,
  everyInterface: true,
  resynchronise: true,
};
