import type { ColumnDescription, ColumnKind } from './column.ts';

function column(id: string, label: string, kind: ColumnKind, unit: string, help: string): ColumnDescription {
  return { id, label, kind, group: 'Packet', unit, help, formula: '' };
}

/** What a packet says. It is not kept, but read from the bytes of packets at hand. */
export const INFO_COLUMN = column(
  'info',
  'Info',
  'text',
  '',
  'What the packet says, read from its bytes when it comes into view.',
);

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
  column('src_port', 'Src port', 'integer', '', 'Source port of TCP or UDP; -1 for every other protocol.'),
  column('dst', 'Destination', 'address', '', 'Innermost destination address.'),
  column('dst_port', 'Dst port', 'integer', '', 'Destination port of TCP or UDP; -1 for every other protocol.'),
  column('protocol', 'Protocol', 'text', '', 'Innermost protocol that was decoded.'),
  column('length', 'Length', 'bytes', 'B', 'Bytes on the wire.'),
  column('captured', 'Captured', 'bytes', 'B', 'Bytes kept in the file.'),
  column('payload', 'Payload', 'bytes', 'B', 'Bytes above the transport header, by the headers’ word.'),
  column('flags', 'Flags', 'text', '', 'TCP flags that are set.'),
  column('flow', 'Flow', 'integer', '', 'Number of the flow that counted the packet, or -1.'),
  column('reason', 'In no flow', 'text', '', 'Why the packet is in no flow; empty if it is in one.'),
  column(
    'src_name',
    'Source name',
    'text',
    '',
    'Name of the source that the capture itself says, and those of its name records (pcapng).',
  ),
  column(
    'dst_name',
    'Dst name',
    'text',
    '',
    'Name of the destination that the capture itself says, and those of its name records (pcapng).',
  ),
  column('comment', 'Comment', 'text', '', 'Comments that the capture holds of the packet (pcapng), one a line.'),
  column('file', 'File', 'text', '', 'File that the packet is from, where several are open as one capture.'),
  INFO_COLUMN,
];
