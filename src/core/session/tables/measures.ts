import { FAILED_STATES } from '../../model/connection-states.ts';
import type { ColumnDescription, ColumnKind, DictionaryColumn, NumberColumn, Rows } from '../../model/column.ts';
import type { GroupingDescription } from '../../model/groups.ts';
import { TCP } from '../../model/ip-protocols.ts';
import { distinct, extremes, gaps, sums, type RowNumber } from '../../query/group/aggregates.ts';
import type { Measure } from '../../query/group/grouped-rows.ts';
import type { Grouping } from '../../query/group/grouping.ts';

/** Words of a measure: id, label, kind, unit, help. */
type Words = readonly [id: string, label: string, kind: ColumnKind, unit: string, help: string];

function describe([id, label, kind, unit, help]: Words, formula = ''): ColumnDescription {
  return { id, label, kind, group: 'Counted', unit, help, formula };
}

const numbers = (table: Rows, id: string): NumberColumn['number'] => {
  const column = table.columns.get(id);
  return column?.type === 'number' ? (row) => column.number(row) : () => Number.NaN;
};

const codes = (table: Rows, id: string): ((row: number) => number) => {
  const column = table.columns.get(id);
  return column?.type === 'dictionary' ? (row) => column.code(row) : () => -1;
};

/** A number from one column seen from the source, from another seen from the destination. */
function bySide(read: (table: Rows, id: string) => (row: number) => number, ids: readonly [string, string]) {
  return (table: Rows): RowNumber => {
    const [near, far] = ids.map((id) => read(table, id)) as [(row: number) => number, (row: number) => number];
    return (row, side) => (side === 0 ? near(row) : far(row));
  };
}

function sum(words: Words, number: (table: Rows) => RowNumber, formula = ''): Measure {
  return { description: describe(words, formula), compute: (table, grouping) => sums(grouping, number(table)) };
}

function different(words: Words, number: (table: Rows) => RowNumber): Measure {
  return { description: describe(words), compute: (table, grouping) => distinct(grouping, number(table)) };
}

function time(words: Words, id: string, which: 'least' | 'most'): Measure {
  return {
    description: describe(words),
    compute: (table, grouping) => extremes(grouping, numbers(table, id), which),
  };
}

/** The number of rows of each group. */
function count(label: string, help: string): Measure {
  return sum(['count', label, 'integer', '', help], () => () => 1);
}

/** TCP flows whose connection never was. */
function failures(table: Rows): RowNumber {
  const column = table.columns.get('conn_state') as DictionaryColumn;
  const failed = new Set<number>();
  for (let code = 0; code < column.size(); code++)
    if (FAILED_STATES.some((state) => state === column.text(code))) failed.add(code);
  const protocol = numbers(table, 'protocol');
  return (row) => (protocol(row) === TCP && failed.has(column.code(row)) ? 1 : 0);
}

/** The destination’s port, of flows that the group began. */
function triedPorts(table: Rows): RowNumber {
  const port = numbers(table, 'dst_port');
  // Flows without ports have 0 there.
  return (row, side) => (side === 0 && port(row) > 0 ? port(row) : -1);
}

const starts = (table: Rows, grouping: Grouping) => gaps(grouping, numbers(table, 'bidirectional_first_seen_ms'));

/** What is told of groups of flows. Sent and received are seen from the host, or from the source where flows are not grouped by host. */
export const FLOW_MEASURES: readonly Measure[] = [
  count('Flows', 'Flows of the group.'),
  sum(['packets', 'Packets', 'integer', 'packets', 'Packets, both directions.'], (table) =>
    numbers(table, 'bidirectional_packets'),
  ),
  sum(['bytes', 'Bytes', 'bytes', 'B', 'Bytes, both directions, by the accounting mode.'], (table) =>
    numbers(table, 'bidirectional_bytes'),
  ),
  sum(
    ['sent', 'Sent', 'bytes', 'B', 'Bytes from the host; of other groups from the sources of the flows.'],
    bySide(numbers, ['src2dst_bytes', 'dst2src_bytes']),
  ),
  sum(
    ['received', 'Received', 'bytes', 'B', 'Bytes to the host; of other groups to the sources of the flows.'],
    bySide(numbers, ['dst2src_bytes', 'src2dst_bytes']),
  ),
  sum(
    ['failed', 'Failed', 'integer', '', 'TCP flows that were refused, not answered or given up: S0, REJ, RSTOS0, SH.'],
    failures,
  ),
  sum(['begun', 'Begun', 'integer', '', 'Flows whose first packet the group sent.'], () => (_row, side) => 1 - side),
  different(
    ['peers', 'Peers', 'integer', '', 'Different addresses at the other end; of other groups different destinations.'],
    bySide(codes, ['dst_ip', 'src_ip']),
  ),
  different(['sources', 'Sources', 'integer', '', 'Different source addresses.'], (table) => codes(table, 'src_ip')),
  different(
    ['ports', 'Ports tried', 'integer', '', 'Different destination ports of the flows that the group began.'],
    triedPorts,
  ),
  time(['first', 'First seen', 'epoch-ms', '', 'Start of the first flow.'], 'bidirectional_first_seen_ms', 'least'),
  time(['last', 'Last seen', 'epoch-ms', '', 'Last packet of any flow.'], 'bidirectional_last_seen_ms', 'most'),
  {
    description: describe(
      ['span', 'Span', 'milliseconds', 'ms', 'From the start of the first flow to the last packet of any.'],
      'last seen − first seen',
    ),
    compute(table, grouping) {
      const first = extremes(grouping, numbers(table, 'bidirectional_first_seen_ms'), 'least');
      return extremes(grouping, numbers(table, 'bidirectional_last_seen_ms'), 'most').map((end, at) => end - first[at]);
    },
  },
  {
    description: describe([
      'period',
      'Period',
      'milliseconds',
      'ms',
      'Mean time from the start of one flow to that of the next.',
    ]),
    compute: (table, grouping) => starts(table, grouping).mean,
  },
  {
    description: describe(
      [
        'irregularity',
        'Irregularity',
        'float',
        '',
        'How unevenly flows start: 0 is a clock, about 1 chance. Empty below three flows.',
      ],
      'sample deviation of the times between starts / their mean',
    ),
    compute: (table, grouping) => starts(table, grouping).variation,
  },
];

/** What is told of groups of packets. */
export const PACKET_MEASURES: readonly Measure[] = [
  count('Packets', 'Packets of the group.'),
  sum(['bytes', 'Bytes', 'bytes', 'B', 'Bytes on the wire.'], (table) => numbers(table, 'length')),
  sum(['sent', 'Sent', 'bytes', 'B', 'Bytes on the wire from the host; of other groups all.'], (table) => {
    const length = numbers(table, 'length');
    return (row, side) => (side === 0 ? length(row) : 0);
  }),
  different(['peers', 'Peers', 'integer', '', 'Different addresses at the other end.'], bySide(codes, ['dst', 'src'])),
  different(['flows', 'Flows', 'integer', '', 'Different flows; packets in none are left out.'], (table) =>
    numbers(table, 'flow'),
  ),
  time(['first', 'First', 'relative-ns', 's', 'Time of the first packet.'], 'time', 'least'),
  time(['last', 'Last', 'relative-ns', 's', 'Time of the last packet.'], 'time', 'most'),
];

/** What is told of groups of any other rows: how many they are. */
export const COUNT_ALONE: readonly Measure[] = [count('Rows', 'Rows of the group.')];

/** How flows are grouped. */
export const FLOW_GROUPING: GroupingDescription = {
  ends: ['src_ip', 'dst_ip'],
  measures: FLOW_MEASURES.map(({ description }) => description),
  atFirst: ['count', 'packets', 'bytes', 'sent', 'received', 'peers', 'ports', 'failed', 'first', 'span'],
  order: 'bytes',
};

/** How packets are grouped. */
export const PACKET_GROUPING: GroupingDescription = {
  ends: ['src', 'dst'],
  measures: PACKET_MEASURES.map(({ description }) => description),
  atFirst: ['count', 'bytes', 'peers', 'flows', 'first', 'last'],
  order: 'count',
};
