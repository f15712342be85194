import type { ColumnDescription, ColumnKind } from './column.ts';

function column(id: string, label: string, kind: ColumnKind, unit: string, help: string): ColumnDescription {
  return { id, label, kind, group: 'Packet', unit, help, formula: '' };
}

/** Columns of the packet table, in the order of `packets --format csv`. */
export const PACKET_COLUMNS: readonly ColumnDescription[] = [
  column('number', 'No.', 'integer', '', 'Number of the packet in the file, from 1.'),
  column(
    'time',
    'Time',
    'relative-ns',
    's',
    'Capture time; the page shows it since the first packet, since the packet above, as UTC or as local time.',
  ),
  column('src', 'Source', 'address', '', 'Innermost source address: IP, or MAC for packets without IP.'),
  column('src_port', 'Port', 'integer', '', 'Source port of TCP or UDP; -1 for every other protocol.'),
  column('dst', 'Destination', 'address', '', 'Innermost destination address.'),
  column('dst_port', 'Dst port', 'integer', '', 'Destination port of TCP or UDP; -1 for every other protocol.'),
  column('protocol', 'Protocol', 'text', '', 'Innermost protocol that was decoded.'),
  column('length', 'Length', 'bytes', 'B', 'Bytes on the wire.'),
  column('captured', 'Captured', 'bytes', 'B', 'Bytes kept in the file.'),
  column('payload', 'Payload', 'bytes', 'B', 'Bytes above the transport header, by the headers’ word.'),
  column('flags', 'Flags', 'text', '', 'TCP flags that are set.'),
  column('flow', 'Flow', 'integer', '', 'Number of the flow that counted the packet, or -1.'),
  column('reason', 'In no flow', 'text', '', 'Why the packet is in no flow; empty if it is in one.'),
  column('src_name', 'Source name', 'text', '', 'Names of the source address that the capture itself holds (pcapng).'),
  column(
    'dst_name',
    'Dst name',
    'text',
    '',
    'Names of the destination address that the capture itself holds (pcapng).',
  ),
  column('comment', 'Comment', 'text', '', 'Comments that the capture holds of the packet (pcapng), one a line.'),
  column('file', 'File', 'text', '', 'File that the packet is from, where several are open as one capture.'),
  column('info', 'Info', 'text', '', 'What the packet says, read from its bytes when it comes into view.'),
];

/** Columns of the page's packet table that are shown at first; file and comment where they tell something. */
export function packetColumnsAtFirst(severalFiles: boolean, commented: boolean): readonly string[] {
  const further = [...(severalFiles ? ['file'] : []), ...(commented ? ['comment'] : [])];
  return [...COLUMNS_AT_FIRST, ...further, 'info'];
}

const COLUMNS_AT_FIRST: readonly string[] = [
  'number',
  'time',
  'src',
  'src_port',
  'dst',
  'dst_port',
  'protocol',
  'length',
  'flags',
];

/** Columns of the table of matches. */
export const MATCH_COLUMNS: readonly ColumnDescription[] = [
  column('match', 'No.', 'integer', '', 'Number of the match, from 1.'),
  column('class', 'Relational flow', 'text', '', 'The class that found it.'),
  column('state', 'State', 'text', '', 'complete or incomplete.'),
  column('start', 'Start', 'relative-ns', 's', 'Time of its first event.'),
  column('duration', 'Duration', 'milliseconds', 'ms', 'Time from its first event to its last.'),
  column('events', 'Events', 'integer', '', 'Number of packets that it consumed.'),
  column('flows', 'Flows', 'integer', '', 'Number of flows that these packets belong to.'),
  column('fields', 'Captured', 'text', '', 'Fields that the class captured.'),
];
