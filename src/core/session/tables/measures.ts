import type { Rows } from '../../model/column.ts';
import type { GroupingDescription } from '../../model/groups.ts';
import type { RowNumber } from '../../query/group/aggregates.ts';
import type { Measure } from '../../query/group/grouped-rows.ts';
import { CONNECTION_MEASURES } from './connection-measures.ts';
import { codes, count, different, extreme, numbers, share, sum } from './make-measure.ts';
import { FIRST, LAST, TIME_MEASURES } from './time-measures.ts';

/** A number from one column seen from the source, from another seen from the destination. */
function bySide(read: (table: Rows, id: string) => (row: number) => number, ids: readonly [string, string]) {
  return (table: Rows): RowNumber => {
    const [near, far] = ids.map((id) => read(table, id)) as [(row: number) => number, (row: number) => number];
    return (row, side) => (side === 0 ? near(row) : far(row));
  };
}

/** The destination’s port, of flows that the group began. */
function triedPorts(table: Rows): RowNumber {
  const port = numbers(table, 'dst_port');
  // Flows without ports have 0 there.
  return (row, side) => (side === 0 && port(row) > 0 ? port(row) : -1);
}

/** What is told of groups of flows. Sent and received are seen from the host, or from the source where flows are not grouped by host. */
export const FLOW_MEASURES: readonly Measure[] = [
  count('Flows', 'Flows of the group.'),
  sum(['packets', 'Packets', 'integer', 'packets', 'Packets, both directions.'], (table) =>
    numbers(table, 'bidirectional_packets'),
  ),
  sum(['bytes', 'Bytes', 'bytes', 'B', 'Bytes, both directions, by the accounting mode.'], (table) =>
    numbers(table, 'bidirectional_bytes'),
  ),
  share('bidirectional_bytes'),
  sum(
    ['sent', 'Sent', 'bytes', 'B', 'Bytes from the host; of other groups from the sources of the flows.'],
    bySide(numbers, ['src2dst_bytes', 'dst2src_bytes']),
  ),
  sum(
    ['received', 'Received', 'bytes', 'B', 'Bytes to the host; of other groups to the sources of the flows.'],
    bySide(numbers, ['dst2src_bytes', 'src2dst_bytes']),
  ),
  ...CONNECTION_MEASURES,
  sum(['begun', 'Begun', 'integer', '', 'Flows whose first packet the group sent.'], () => (_row, side) => 1 - side),
  different(
    ['peers', 'Peers', 'integer', '', 'Different addresses at the other end; of other groups different destinations.'],
    bySide(codes, ['dst_ip', 'src_ip']),
  ),
  different(['sources', 'Sources', 'integer', '', 'Different source addresses.'], (table) => codes(table, 'src_ip')),
  different(
    [
      'names',
      'Names',
      'integer',
      '',
      'Different names by which the capture calls the host at the ends of these flows; of other groups their sources.',
    ],
    bySide(codes, ['src_name', 'dst_name']),
  ),
  different(
    ['ports', 'Ports tried', 'integer', '', 'Different destination ports of the flows that the group began.'],
    triedPorts,
  ),
  ...TIME_MEASURES,
];

/** What is told of groups of packets. */
export const PACKET_MEASURES: readonly Measure[] = [
  count('Packets', 'Packets of the group.'),
  sum(['bytes', 'Bytes', 'bytes', 'B', 'Bytes on the wire.'], (table) => numbers(table, 'length')),
  share('length'),
  sum(['sent', 'Sent', 'bytes', 'B', 'Bytes on the wire from the host; of other groups all.'], (table) => {
    const length = numbers(table, 'length');
    return (row, side) => (side === 0 ? length(row) : 0);
  }),
  different(['peers', 'Peers', 'integer', '', 'Different addresses at the other end.'], bySide(codes, ['dst', 'src'])),
  different(['flows', 'Flows', 'integer', '', 'Different flows; packets in none are left out.'], (table) =>
    numbers(table, 'flow'),
  ),
  extreme(['first', 'First', 'relative-ns', 's', 'Time of the first packet.'], 'time', 'least'),
  extreme(['last', 'Last', 'relative-ns', 's', 'Time of the last packet.'], 'time', 'most'),
];

/** What is told of groups of any other rows: how many they are. */
export const COUNT_ALONE: readonly Measure[] = [count('Rows', 'Rows of the group.')];

/** How flows are grouped. */
export const FLOW_GROUPING: GroupingDescription = {
  ends: ['src_ip', 'dst_ip'],
  times: [FIRST, LAST],
  measures: FLOW_MEASURES.map(({ description }) => description),
  atFirst: [
    'activity',
    'count',
    'packets',
    'bytes',
    'share',
    'sent',
    'received',
    'peers',
    'ports',
    'failed',
    'first',
    'span',
  ],
  order: 'bytes',
};

/** How packets are grouped. */
export const PACKET_GROUPING: GroupingDescription = {
  ends: ['src', 'dst'],
  times: ['time', 'time'],
  measures: PACKET_MEASURES.map(({ description }) => description),
  atFirst: ['activity', 'count', 'bytes', 'share', 'peers', 'flows', 'first', 'last'],
  order: 'count',
};
