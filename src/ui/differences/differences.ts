import type { ColumnDescription } from '../../core/model/column.ts';
import type { FlowFeature, Measured } from '../../core/model/flow-feature.ts';

/**
 * Where tools differ by rule. The same sentences stand in docs/differences.md, with their sources; a test keeps the two
 * alike.
 */

/** One rule as each tool has it. */
export interface Difference {
  readonly topic: string;
  /** True for the features of flows that it bears on. */
  readonly bearsOn: (feature: FlowFeature) => boolean;
  /** NFStream 6.5.4, and Flowloom with its default settings. */
  readonly nfstream: string;
  readonly cicflowmeter: string;
  readonly zeek: string;
  readonly wireshark: string;
  /** What Flowloom can be set to, if anything. */
  readonly option?: string;
}

/** The tools by the names of the fields. */
export const TOOLS = [
  ['nfstream', 'NFStream, Flowloom'],
  ['cicflowmeter', 'CICFlowMeter'],
  ['zeek', 'Zeek'],
  ['wireshark', 'Wireshark'],
] as const;

/** True for features of one of these things. */
function isOf(...things: readonly Measured[]): (feature: FlowFeature) => boolean {
  return ({ of }) => things.includes(of);
}

/** Packets or bytes, but no quotient of them. */
function isAmount({ of, by }: FlowFeature): boolean {
  return (of === 'packets' || of === 'bytes' || of === 'flag') && by !== 'rate' && by !== 'ratio';
}

/** All differences, in the order in which a flow comes about. */
export const DIFFERENCES: readonly Difference[] = [
  {
    topic: 'Flow key',
    bearsOn: isOf('number', 'address', 'port', 'key'),
    nfstream: 'Addresses, ports, IP protocol, VLAN id (the innermost tag) and tunnel id, either way round.',
    cicflowmeter:
      'Addresses, ports and protocol, either way round; no VLAN. Its command line reads IPv4 only. Ports and protocol are 0 for all but TCP and UDP, so that everything else between two hosts is one flow.',
    zeek: 'Addresses, ports and protocol; no VLAN unless policy/frameworks/conn_key/vlan_fivetuple is loaded (8.0 and later).',
    wireshark:
      'Addresses and ports in the TCP and UDP lists, addresses alone in the IPv4 and IPv6 lists; no VLAN. TCP streams have numbers of their own.',
    option: 'Ports of SCTP, DCCP and UDP-Lite (sctp-ports).',
  },
  {
    topic: 'Direction',
    bearsOn: ({ of, scope, end }) =>
      scope === 'src2dst' || scope === 'dst2src' || end !== undefined || of === 'direction',
    nfstream: 'The sender of the first packet of the flow is the source; after a cut the next packet decides anew.',
    cicflowmeter: 'The sender of the first packet is forward; after a cut by time-out the ends stay as they were.',
    zeek: 'The sender of the first packet is the originator, unless its port is a likely server port: then the two are swapped, and the history has a ^.',
    wireshark:
      'A is the sender of the first packet that is listed (4.0; older versions put the higher port first). That is not said to be a client.',
    option: 'Direction from SYN (direction-from-syn), direction kept over cuts (keep-direction).',
  },
  {
    topic: 'Time-outs',
    bearsOn: (feature) => isOf('number', 'ending', 'time', 'duration')(feature) || isAmount(feature),
    nfstream:
      'A flow ends 120 s after its last packet (idle_timeout), or is cut 1800 s after its first one (active_timeout).',
    cicflowmeter:
      'A flow is cut more than 120 s after its first packet, however busy it is; there is no idle time-out. A gap of more than 5 s only parts active from idle periods.',
    zeek: 'After 5 min without a packet for TCP, 1 min for UDP and ICMP; 1 h for SSH, FTP, Telnet and rlogin. No cut of a busy connection.',
    wireshark: 'None: a conversation lasts as long as the capture.',
    option: 'Both time-outs (idle-timeout, active-timeout), activity time-out (activity-timeout).',
  },
  {
    topic: 'FIN and RST',
    bearsOn: (feature) =>
      isOf('number', 'ending', 'duration')(feature) ||
      feature.flag === 'FIN' ||
      feature.flag === 'RST' ||
      feature.flag === 'SYN',
    nfstream: 'Do not end a flow; a new connection with the same ports goes on in it until a time-out.',
    cicflowmeter:
      'The first FIN of either side ends the flow and is its last packet; what follows is a flow of its own. RST ends nothing.',
    zeek: 'End the connection: its state is removed 5 s after it was closed or reset. The duration leaves out packets that come after a direction was closed and bring no new payload.',
    wireshark: 'End nothing, but a new SYN on used ports begins another TCP stream, which is a row of its own.',
    option: 'End at FIN and RST (end-at-fin-rst).',
  },
  {
    topic: 'Flows of one packet',
    bearsOn: ({ of, name, scope }) => of === 'number' || (name === 'packets' && scope === 'bidirectional'),
    nfstream: 'Written like all others.',
    cicflowmeter: 'Not written.',
    zeek: 'Written; byte counts are left out where the duration is 0.',
    wireshark: 'Listed.',
  },
  {
    topic: 'Bytes of a packet',
    bearsOn: isOf('bytes', 'size'),
    nfstream:
      'By the accounting mode: on the wire with all headers and padding (0, the default), IP total length (1), transport header and payload (2), payload (3). IPv6 without its 40-byte header in mode 1. All but mode 0 come from header fields, so padding does not count.',
    cicflowmeter: 'Payload of TCP or UDP only; header bytes are columns of their own.',
    zeek: 'orig_ip_bytes and resp_ip_bytes: IP total length of every packet. orig_bytes and resp_bytes: payload; for TCP from sequence numbers, so that bytes that were sent again count once.',
    wireshark: 'On the wire with all headers and padding: the frame’s length.',
    option:
      'All four modes (accounting-mode, or side by side: features accounting); IPv6 size with header (ipv6-size-with-header).',
  },
  {
    topic: 'Retransmissions',
    bearsOn: (feature) => isAmount(feature) || feature.of === 'size',
    nfstream: 'Counted like every packet.',
    cicflowmeter: 'Counted like every packet.',
    zeek: 'Counted as packets and IP bytes; their payload does not count twice. The history has a t.',
    wireshark: 'Counted like every packet; marked by the TCP analysis.',
    option: 'Counted apart (features retransmissions).',
  },
  {
    topic: 'Bad checksums',
    bearsOn: isAmount,
    nfstream: 'Checksums are not looked at.',
    cicflowmeter: 'Checksums are not looked at.',
    zeek: 'Such packets are left out, and the history has a c; so are sent packets of captures with checksum offload, unless ignore_checksums is set.',
    wireshark: 'Counted.',
  },
  {
    topic: 'Fragments',
    bearsOn: (feature) => isAmount(feature) || isOf('size', 'port')(feature),
    nfstream: 'The first fragment is a normal packet; later ones are left out.',
    cicflowmeter: 'Left to its decoder, jNetPcap.',
    zeek: 'Kept until the packet is whole, for ever by default (frag_timeout 0), then counted once.',
    wireshark:
      'Reassembled by default: in the UDP list only the last fragment’s frame counts; the IPv4 list counts every fragment.',
    option: 'Later fragments to the flow of their first (later-fragments).',
  },
  {
    topic: 'ICMP',
    bearsOn: ({ of, name }) => of === 'port' || name === 'protocol',
    nfstream: 'One flow for each pair of hosts: ports are 0, type and code are not in the key.',
    cicflowmeter: 'In the flow of everything that is neither TCP nor UDP.',
    zeek: 'Type and code stand in the place of the ports.',
    wireshark: 'In the IPv4 and IPv6 lists only.',
    option: 'Type and identifier in the key (icmp-in-key).',
  },
  {
    topic: 'Tunnels',
    bearsOn: isOf('tunnel', 'address'),
    nfstream: 'Looks into GTP-U, CAPWAP and TZSP, and into IP in IP; the innermost addresses name the flow.',
    cicflowmeter: 'Tries L2TP where it has found no IP otherwise.',
    zeek: 'The tunnel and what is in it are connections of their own; tunnel_parents names the outer ones.',
    wireshark: 'Counts a packet in the list of each layer that it has.',
    option: 'Further tunnels (decode).',
  },
  {
    topic: 'Clock and resolution',
    bearsOn: (feature) => isOf('time', 'duration', 'gap', 'period')(feature) || feature.by === 'rate',
    nfstream:
      'Whole milliseconds, cut. The clock never goes back: a packet that is older than one before it, in any flow, gets the newest time so far, so gaps are never negative.',
    cicflowmeter: 'Microseconds for IPv4, milliseconds for IPv6. Packets out of order give negative gaps.',
    zeek: 'Times of the capture as floating-point seconds.',
    wireshark: 'The capture’s own resolution, to the nanosecond; packets out of order give negative deltas.',
    option: 'Microseconds or nanoseconds (time-resolution).',
  },
  {
    topic: 'Inter-arrival times',
    bearsOn: isOf('gap'),
    nfstream:
      'bidirectional: to the packet before, whichever way it went; src2dst and dst2src: to the packet before of the same direction.',
    cicflowmeter: 'The same three: Flow, Fwd and Bwd IAT.',
    zeek: 'Not in conn.log.',
    wireshark:
      'Not in the conversation lists; tcp.time_delta is the time since the stream’s packet before, either way.',
  },
  {
    topic: 'Standard deviation',
    bearsOn: ({ by }) => by === 'stddev',
    nfstream: 'Of a sample, divided by n − 1; 0 for fewer than two values.',
    cicflowmeter: 'Of a sample, divided by n − 1 (SummaryStatistics of Apache Commons Math).',
    zeek: 'Not in conn.log.',
    wireshark: 'Not in the conversation lists.',
  },
  {
    topic: 'Means over both directions',
    bearsOn: ({ of, by, scope }) => of === 'size' && by !== 'percentile' && scope === 'bidirectional',
    nfstream: 'Each packet counts once.',
    cicflowmeter: 'The first packet counts twice in Packet Length Mean, Std and Variance and in Average Packet Size.',
    zeek: 'Not in conn.log.',
    wireshark: 'Not in the conversation lists.',
  },
  {
    topic: 'Nothing to divide by',
    bearsOn: ({ by }) => by === 'rate' || by === 'ratio' || by === 'mean',
    nfstream: 'Means and deviations without values are 0; Flowloom’s rates are 0 where the duration is 0.',
    cicflowmeter:
      'Flow Bytes/s and Flow Packets/s are Infinity or NaN where the duration is 0; Fwd and Bwd Packets/s are 0.',
    zeek: 'No means and no rates in conn.log.',
    wireshark: 'No means; bits per second over the duration.',
  },
  {
    topic: 'What a flow is',
    bearsOn: isOf('application'),
    nfstream:
      'By the content of its first 20 packets, in nDPI’s order of tests, packet by packet; else by the port, which is then said to be guessed. After a cut a flow is told anew, from its middle.',
    cicflowmeter: 'Not told: labels are put in afterwards.',
    zeek: 'By the analyzers that have confirmed their protocol over reassembled bytes, whatever the port (service of conn.log); never by the port alone.',
    wireshark:
      'Packet by packet, by port tables first and by heuristics for some protocols; a conversation has no name.',
    option: 'The number of packets (n-dissections); 0 tells nothing.',
  },
];

/** The differences that bear on a flow column. */
export function differencesOf({ feature }: ColumnDescription): readonly Difference[] {
  return feature === undefined ? [] : DIFFERENCES.filter(({ bearsOn }) => bearsOn(feature));
}
