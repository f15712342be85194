import type { ColumnDescription } from './column.ts';
import { flowColumn, MOMENT_FORMULA, SCOPE_WORDS, type ColumnWords } from './describe-column.ts';
import { SCOPES, type FlowFeature, type Scope } from './flow-feature.ts';
import type { MeterParameters } from './parameters.ts';
import type { TcpFlag } from './tcp-flags.ts';

/**
 * NFStream 6.5.4's columns (nfstream/flow.py, `__slots__` order) without its plugin and system blocks, then the
 * words that the page shows about each. Order is the order of `flows --format csv`. Columns of further features stand
 * with those (core/flows/features).
 */

/** A column of something that names the flow, or says how it lived: a text or number without a unit. */
export function identity(
  feature: FlowFeature,
  label: string,
  kind: ColumnWords['kind'],
  help: string,
): ColumnDescription {
  return flowColumn(feature, { label, kind, group: 'Identity', help });
}

/** Numbers, ends and key. Ports and MAC addresses are those of the first packet's sender and receiver. */
const core: readonly ColumnDescription[] = [
  identity(
    { name: 'id', of: 'number' },
    'ID',
    'integer',
    'Number in the order in which NFStream would yield the flows: by expiry, not by start. -1 until the flow has ended.',
  ),
  identity(
    { name: 'expiration_id', of: 'ending' },
    'End',
    'integer',
    'Why the flow ended: 0 idle time-out or end of the capture, 1 active time-out; with the end at FIN and RST also 3, closed by TCP.',
  ),
  identity(
    { name: 'src_ip', of: 'address', end: 'source' },
    'Source',
    'address',
    'Sender of the first packet of this flow.',
  ),
  identity(
    { name: 'src_mac', of: 'mac', end: 'source' },
    'Source MAC',
    'address',
    'Link address of the sender of the first packet; zeros where the link type has none.',
  ),
  identity(
    { name: 'src_oui', of: 'oui', end: 'source' },
    'Source OUI',
    'text',
    'First three bytes of the source MAC: the maker of the interface.',
  ),
  identity(
    { name: 'src_port', of: 'port', end: 'source' },
    'Src port',
    'integer',
    'Source port of TCP or UDP; 0 for every other protocol.',
  ),
  identity(
    { name: 'dst_ip', of: 'address', end: 'destination' },
    'Destination',
    'address',
    'Receiver of the first packet of this flow.',
  ),
  identity(
    { name: 'dst_mac', of: 'mac', end: 'destination' },
    'Destination MAC',
    'address',
    'Link address of the receiver of the first packet; zeros where the link type has none.',
  ),
  identity(
    { name: 'dst_oui', of: 'oui', end: 'destination' },
    'Destination OUI',
    'text',
    'First three bytes of the destination MAC.',
  ),
  identity(
    { name: 'dst_port', of: 'port', end: 'destination' },
    'Dst port',
    'integer',
    'Destination port of TCP or UDP; 0 for every other protocol.',
  ),
  identity(
    { name: 'protocol', of: 'key' },
    'Protocol',
    'integer',
    'IP protocol number of the innermost decoded header: 6 TCP, 17 UDP, 1 ICMP, …',
  ),
  identity({ name: 'ip_version', of: 'key' }, 'IP', 'integer', '4 or 6.'),
  identity({ name: 'vlan_id', of: 'key' }, 'VLAN', 'integer', 'Innermost 802.1Q tag; 0 if untagged.'),
  identity(
    { name: 'tunnel_id', of: 'tunnel' },
    'Tunnel',
    'integer',
    'Innermost tunnel: 0 none, 1 GTP-U, 2 CAPWAP, 3 TZSP; with further decoding also 4 L2TP, 5 VXLAN, 6 GRE, 7 Geneve, 8 ERSPAN, 9 Teredo, 10 MPLS pseudo-wire, 11 provider backbone, 12 EtherIP, 13 MPLS in IP.',
  ),
];

/** Times in whole milliseconds of NFStream's clock, packets, bytes. */
function volume(scope: Scope): ColumnDescription[] {
  const group = 'Time and volume';
  const words = SCOPE_WORDS[scope];
  return [
    flowColumn(
      { scope, name: 'first_seen_ms', of: 'time', by: 'first' },
      { label: 'First seen', kind: 'epoch-ms', group, help: `Time of the first packet, ${words}; 0 without packets.` },
    ),
    flowColumn(
      { scope, name: 'last_seen_ms', of: 'time', by: 'last' },
      { label: 'Last seen', kind: 'epoch-ms', group, help: `Time of the last packet, ${words}; 0 without packets.` },
    ),
    flowColumn(
      { scope, name: 'duration_ms', of: 'duration' },
      {
        label: 'Duration',
        kind: 'milliseconds',
        group,
        unit: 'ms',
        help: `Time from first to last packet, ${words}.`,
        formula: 'last seen − first seen',
      },
    ),
    flowColumn(
      { scope, name: 'packets', of: 'packets', by: 'count' },
      { label: 'Packets', kind: 'integer', group, unit: 'packets', help: `Packets, ${words}.` },
    ),
    flowColumn(
      { scope, name: 'bytes', of: 'bytes', by: 'sum' },
      {
        label: 'Bytes',
        kind: 'bytes',
        group,
        unit: 'B',
        help: `Sum of packet sizes by the accounting mode, ${words}.`,
        formula: 'Σ size',
      },
    ),
  ];
}

/** What NFStream keeps of sizes and gaps, in words. */
const MOMENTS = [
  ['min', 'smallest'],
  ['mean', 'arithmetic mean'],
  ['stddev', 'sample standard deviation'],
  ['max', 'largest'],
] as const;

/** Sizes by the accounting mode (flow.py, `bidirectional_min_ps` and on); 0 without packets. */
function packetSizes(scope: Scope): ColumnDescription[] {
  return MOMENTS.map(([by, words]) =>
    flowColumn(
      { scope, name: `${by}_ps`, of: 'size', by },
      {
        label: `Size ${by}`,
        kind: by === 'min' || by === 'max' ? 'bytes' : 'float',
        group: 'Packet size',
        unit: 'B',
        help: `The ${words} of the packet sizes, ${SCOPE_WORDS[scope]}; 0 without packets.`,
        formula: MOMENT_FORMULA[by],
      },
    ),
  );
}

/** Inter-arrival times; one fewer than packets, 0 without any. */
function gaps(scope: Scope): ColumnDescription[] {
  return MOMENTS.map(([by, words]) =>
    flowColumn(
      { scope, name: `${by}_piat_ms`, of: 'gap', by },
      {
        label: `IAT ${by}`,
        kind: by === 'min' || by === 'max' ? 'milliseconds' : 'float',
        group: 'Inter-arrival time',
        unit: 'ms',
        help: `The ${words} of the gaps between consecutive packets, ${SCOPE_WORDS[scope]}, in whole milliseconds of NFStream's clock; 0 without gaps.`,
        formula: MOMENT_FORMULA[by],
      },
    ),
  );
}

/** NFStream's order, which is not that of the bits. */
const FLAGS: readonly TcpFlag[] = ['SYN', 'CWR', 'ECE', 'URG', 'ACK', 'PSH', 'RST', 'FIN'];

/** Packets with each flag; 0 for what is not TCP. */
function flagCounts(scope: Scope): ColumnDescription[] {
  return FLAGS.map((flag) =>
    flowColumn(
      { scope, name: `${flag.toLowerCase()}_packets`, of: 'flag', by: 'count', flag },
      {
        label: flag,
        kind: 'integer',
        group: 'TCP flags',
        unit: 'packets',
        help: `Packets with the ${flag} flag, ${SCOPE_WORDS[scope]}.`,
        formula: `count(${flag} = 1)`,
      },
    ),
  );
}

/** Always present: 29 columns with tunnels decoded. */
const CORE_COLUMNS: readonly ColumnDescription[] = [...core, ...SCOPES.flatMap(volume)];

/** NFStream's 48 statistical features, present with statistical analysis. */
const STATISTICAL_COLUMNS: readonly ColumnDescription[] = [
  ...SCOPES.flatMap(packetSizes),
  ...SCOPES.flatMap(gaps),
  ...SCOPES.flatMap(flagCounts),
];

/** The three SPLT lists (sequence of packet lengths and times), present with SPLT analysis. */
const SPLT_COLUMNS: readonly ColumnDescription[] = [
  flowColumn(
    { name: 'splt_direction', of: 'direction', by: 'list' },
    {
      label: 'SPLT direction',
      kind: 'list',
      group: 'SPLT',
      help: 'Direction of each of the first packets: 0 source to destination, 1 back, -1 padding.',
    },
  ),
  flowColumn(
    { name: 'splt_ps', of: 'size', by: 'list' },
    {
      label: 'SPLT size',
      kind: 'list',
      group: 'SPLT',
      unit: 'B',
      help: 'Size of each of the first packets by the accounting mode; -1 padding.',
    },
  ),
  flowColumn(
    { name: 'splt_piat_ms', of: 'gap', by: 'list' },
    {
      label: 'SPLT gap',
      kind: 'list',
      group: 'SPLT',
      unit: 'ms',
      help: 'Gap of each of the first packets to the one before; 0 for the first, -1 padding.',
    },
  ),
];

/** What the flow is, by its first packets. */
function application(name: string, label: string, kind: ColumnWords['kind'], help: string): ColumnDescription {
  return flowColumn({ name, of: 'application' }, { label, kind, group: 'Application', help });
}

/** NFStream's nine columns of what a flow is, present with dissections. Empty until the flow is decided. */
const APPLICATION_COLUMNS: readonly ColumnDescription[] = [
  application(
    'application_name',
    'Application',
    'text',
    'What the flow is, by its first packets: the protocol, then behind a dot the service that its host names. “Unknown” if nothing tells. In NFStream’s words.',
  ),
  application(
    'application_category_name',
    'Category',
    'text',
    'The kind of application: Web, Network, Email, … “Unspecified” of unknown ones.',
  ),
  application(
    'application_is_guessed',
    'Guessed',
    'integer',
    '1 if the name does not come from the content but from what is left when that says nothing: the port above all.',
  ),
  application(
    'application_confidence',
    'Confidence',
    'integer',
    'How the name was found: 6 by content, 4 from another flow, 3 by a part of an exchange (STUN), 1 by port, 0 not at all.',
  ),
  application(
    'requested_server_name',
    'Server name',
    'text',
    'The host that was asked for: name of a DNS question, of a TLS or QUIC hello (SNI), of HTTP’s Host; also of DHCP, NetBIOS, SMTP and others. In lower case, the last 79 bytes.',
  ),
  application(
    'client_fingerprint',
    'Client fingerprint',
    'text',
    'JA3 of TLS, DTLS and QUIC, HASSH of SSH, option 55 of DHCP.',
  ),
  application('server_fingerprint', 'Server fingerprint', 'text', 'JA3S of TLS and DTLS, HASSHServer of SSH.'),
  application('user_agent', 'User agent', 'text', 'HTTP’s User-Agent, or that of a QUIC hello.'),
  application(
    'content_type',
    'Content type',
    'text',
    'Type of the first HTTP answer. As in NFStream only if a packet without data came before it from the server, and within eight packets.',
  ),
];

/** NFStream's columns in file order. */
export const FLOW_COLUMNS: readonly ColumnDescription[] = [
  ...CORE_COLUMNS,
  ...STATISTICAL_COLUMNS,
  ...SPLT_COLUMNS,
  ...APPLICATION_COLUMNS,
];

/** Columns of the page's flow table that are shown at first. `shape` is the picture, drawn by the table. */
export const FLOW_COLUMNS_AT_FIRST: readonly string[] = [
  'shape',
  'src_ip',
  'src_port',
  'dst_ip',
  'dst_port',
  'protocol_name',
  'application',
  'requested_server_name',
  'service',
  'connection',
  'bidirectional_packets',
  'bidirectional_bytes',
  'src2dst_bytes',
  'dst2src_bytes',
  'bidirectional_first_seen_ms',
  'bidirectional_duration_ms',
  'bidirectional_mean_piat_ms',
];

/** NFStream's columns with these parameters, in file order. */
export function nfstreamColumns(parameters: MeterParameters): readonly ColumnDescription[] {
  return [
    ...CORE_COLUMNS.filter(({ feature }) => feature?.of !== 'tunnel' || followsTunnels(parameters)),
    ...(parameters.statisticalAnalysis ? STATISTICAL_COLUMNS : []),
    ...(parameters.spltAnalysis > 0 ? SPLT_COLUMNS : []),
    ...(parameters.nDissections > 0 ? APPLICATION_COLUMNS : []),
  ];
}

function followsTunnels({ decodeTunnels, decode }: MeterParameters): boolean {
  return decodeTunnels || decode.length > 0;
}
