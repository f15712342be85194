import type { ColumnDescription } from './column.ts';
import { column, MOMENT_FORMULA, SCOPE_LABEL, SCOPE_WORDS, SCOPES, type Scope } from './describe-column.ts';
import { featureColumns } from './feature-columns.ts';
import type { MeterParameters } from './parameters.ts';

/**
 * NFStream 6.5.4's columns (nfstream/flow.py, `__slots__` order) without its L7, plugin and system blocks, then the
 * words that the page shows about each. Order is the order of `flows --format csv`.
 */

const IDENTITY = 'Identity';
const core: readonly ColumnDescription[] = [
  column(
    'id',
    'ID',
    'integer',
    IDENTITY,
    'Number in the order in which NFStream would yield the flows: by expiry, not by start. -1 until the flow has ended.',
  ),
  column(
    'expiration_id',
    'End',
    'integer',
    IDENTITY,
    'Why the flow ended: 0 idle time-out or end of the capture, 1 active time-out; with the end at FIN and RST also 3, closed by TCP.',
  ),
  column('src_ip', 'Source', 'address', IDENTITY, 'Sender of the first packet of this flow.'),
  column(
    'src_mac',
    'Source MAC',
    'address',
    IDENTITY,
    'Link address of the sender of the first packet; zeros where the link type has none.',
  ),
  column('src_oui', 'Source OUI', 'text', IDENTITY, 'First three bytes of the source MAC: the maker of the interface.'),
  column('src_port', 'Port', 'integer', IDENTITY, 'Source port of TCP or UDP; 0 for every other protocol.'),
  column('dst_ip', 'Destination', 'address', IDENTITY, 'Receiver of the first packet of this flow.'),
  column(
    'dst_mac',
    'Destination MAC',
    'address',
    IDENTITY,
    'Link address of the receiver of the first packet; zeros where the link type has none.',
  ),
  column('dst_oui', 'Destination OUI', 'text', IDENTITY, 'First three bytes of the destination MAC.'),
  column('dst_port', 'Dst port', 'integer', IDENTITY, 'Destination port of TCP or UDP; 0 for every other protocol.'),
  column(
    'protocol',
    'Protocol',
    'integer',
    IDENTITY,
    'IP protocol number of the innermost decoded header: 6 TCP, 17 UDP, 1 ICMP, …',
  ),
  column('ip_version', 'IP', 'integer', IDENTITY, '4 or 6.'),
  column('vlan_id', 'VLAN', 'integer', IDENTITY, 'Innermost 802.1Q tag; 0 if untagged.'),
  column(
    'tunnel_id',
    'Tunnel',
    'integer',
    IDENTITY,
    'Innermost tunnel: 0 none, 1 GTP-U, 2 CAPWAP, 3 TZSP; with further decoding also 4 L2TP, 5 VXLAN, 6 GRE, 7 Geneve, 8 ERSPAN, 9 Teredo, 10 MPLS pseudo-wire, 11 provider backbone, 12 EtherIP, 13 MPLS in IP.',
  ),
];

function volume(scope: Scope): ColumnDescription[] {
  const group = 'Time and volume';
  const label = SCOPE_LABEL[scope];
  const words = SCOPE_WORDS[scope];
  return [
    column(
      `${scope}_first_seen_ms`,
      `${label}First seen`,
      'epoch-ms',
      group,
      `Time of the first packet, ${words}; 0 without packets.`,
    ),
    column(
      `${scope}_last_seen_ms`,
      `${label}Last seen`,
      'epoch-ms',
      group,
      `Time of the last packet, ${words}; 0 without packets.`,
    ),
    column(
      `${scope}_duration_ms`,
      `${label}Duration`,
      'milliseconds',
      group,
      `Time from first to last packet, ${words}.`,
      { unit: 'ms', formula: 'last seen − first seen' },
    ),
    column(`${scope}_packets`, `${label}Packets`, 'integer', group, `Packets, ${words}.`, { unit: 'packets' }),
    column(`${scope}_bytes`, `${label}Bytes`, 'bytes', group, `Sum of packet sizes by the accounting mode, ${words}.`, {
      unit: 'B',
      formula: 'Σ size',
    }),
  ];
}

const MOMENTS = [
  ['min', 'min', 'smallest'],
  ['mean', 'mean', 'arithmetic mean'],
  ['stddev', 'stddev', 'sample standard deviation'],
  ['max', 'max', 'largest'],
] as const;
function packetSizes(scope: Scope): ColumnDescription[] {
  return MOMENTS.map(([id, label, words]) =>
    column(
      `${scope}_${id}_ps`,
      `${SCOPE_LABEL[scope]}Size ${label}`,
      id === 'min' || id === 'max' ? 'bytes' : 'float',
      'Packet size',
      `The ${words} of the packet sizes, ${SCOPE_WORDS[scope]}; 0 without packets.`,
      { unit: 'B', formula: MOMENT_FORMULA[id] },
    ),
  );
}

function gaps(scope: Scope): ColumnDescription[] {
  return MOMENTS.map(([id, label, words]) =>
    column(
      `${scope}_${id}_piat_ms`,
      `${SCOPE_LABEL[scope]}IAT ${label}`,
      id === 'min' || id === 'max' ? 'milliseconds' : 'float',
      'Inter-arrival time',
      `The ${words} of the gaps between consecutive packets, ${SCOPE_WORDS[scope]}, in whole milliseconds of NFStream's clock; 0 without gaps.`,
      { unit: 'ms', formula: MOMENT_FORMULA[id] },
    ),
  );
}

const FLAGS = ['syn', 'cwr', 'ece', 'urg', 'ack', 'psh', 'rst', 'fin'] as const;

function flagCounts(scope: Scope): ColumnDescription[] {
  return FLAGS.map((flag) =>
    column(
      `${scope}_${flag}_packets`,
      `${SCOPE_LABEL[scope]}${flag.toUpperCase()}`,
      'integer',
      'TCP flags',
      `Packets with the ${flag.toUpperCase()} flag, ${SCOPE_WORDS[scope]}.`,
      { unit: 'packets', formula: `count(${flag.toUpperCase()} = 1)` },
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
  column(
    'splt_direction',
    'SPLT direction',
    'list',
    'SPLT',
    'Direction of each of the first packets: 0 source to destination, 1 back, -1 padding.',
  ),
  column(
    'splt_ps',
    'SPLT size',
    'list',
    'SPLT',
    'Size of each of the first packets by the accounting mode; -1 padding.',
    { unit: 'B' },
  ),
  column(
    'splt_piat_ms',
    'SPLT gap',
    'list',
    'SPLT',
    'Gap of each of the first packets to the one before; 0 for the first, -1 padding.',
    { unit: 'ms' },
  ),
];

/** NFStream's columns in file order. */
export const FLOW_COLUMNS: readonly ColumnDescription[] = [...CORE_COLUMNS, ...STATISTICAL_COLUMNS, ...SPLT_COLUMNS];

/** Columns of the page's flow table that are shown at first. `shape` is the picture, drawn by the table. */
export const FLOW_COLUMNS_AT_FIRST: readonly string[] = [
  'shape',
  'src_ip',
  'src_port',
  'dst_ip',
  'dst_port',
  'protocol_name',
  'bidirectional_packets',
  'bidirectional_bytes',
  'src2dst_bytes',
  'dst2src_bytes',
  'bidirectional_first_seen_ms',
  'bidirectional_duration_ms',
  'bidirectional_mean_piat_ms',
];

/** Columns that only the page has, beside NFStream's. */
export const FLOW_PAGE_COLUMNS: readonly ColumnDescription[] = [
  column('flow', 'Flow', 'integer', IDENTITY, 'Number of the flow in order of its first packet, from 0.'),
  column('protocol_name', 'Protocol', 'text', IDENTITY, 'Name of the IP protocol.'),
];

/** The columns that a file of flows with these parameters has, in its order: NFStream's, then those of features beyond. */
export function flowFileColumns(parameters: MeterParameters): readonly ColumnDescription[] {
  return [
    ...CORE_COLUMNS.filter(({ id }) => id !== 'tunnel_id' || followsTunnels(parameters)),
    ...(parameters.statisticalAnalysis ? STATISTICAL_COLUMNS : []),
    ...(parameters.spltAnalysis > 0 ? SPLT_COLUMNS : []),
    ...featureColumns(parameters.features),
  ];
}

function followsTunnels({ decodeTunnels, decode }: MeterParameters): boolean {
  return decodeTunnels || decode.length > 0;
}

/** The columns that the flow table with these parameters has: those of a file, then the page's own. */
export function flowColumns(parameters: MeterParameters): readonly ColumnDescription[] {
  return [...flowFileColumns(parameters), ...FLOW_PAGE_COLUMNS];
}
