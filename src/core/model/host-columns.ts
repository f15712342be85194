import type { ColumnDescription, ColumnKind } from './column.ts';

function column(id: string, label: string, kind: ColumnKind, unit: string, help: string): ColumnDescription {
  return { id, label, kind, group: 'Host', unit, help, formula: '' };
}

/** Texts of a list in a cell; the others are counted. */
export const MOST_LISTED = 32;

const LISTED = `The most frequent first, ${MOST_LISTED} at most; others are counted.`;

/** Columns of the table of hosts, in the order of files. */
export const HOST_COLUMNS = [
  column('host', 'Host', 'address', '', 'An address at either end of a flow.'),
  column('name', 'Names', 'text', '', `What the capture calls it, the best name first. ${LISTED}`),
  column(
    'scope',
    'Scope',
    'text',
    '',
    'What the address is for: private (also of the link and of this host), public, multicast, broadcast.',
  ),
  column(
    'vendor',
    'Vendor',
    'text',
    '',
    'By the MAC address, where that is the host’s own. Empty until a list of vendors is given (oui.txt, oui.csv, manuf).',
  ),
  column(
    'mac',
    'MAC',
    'text',
    '',
    'The MAC address from which most of its packets came: beyond a router, the router’s.',
  ),
  column(
    'mac_by',
    'MAC told by',
    'text',
    '',
    'In how many of the packets that it sent that MAC address stands, and whether it is the host’s own.',
  ),
  column('first', 'First seen', 'epoch-ms', '', 'Start of its first flow.'),
  column('last', 'Last seen', 'epoch-ms', '', 'Last packet of any of its flows.'),
  column('flows', 'Flows', 'integer', '', 'Flows with it at either end.'),
  column('begun', 'Begun', 'integer', '', 'Flows whose first packet it sent.'),
  column('peers', 'Peers', 'integer', '', 'Different addresses at the other end.'),
  column('packets_sent', 'Packets sent', 'integer', 'packets', 'Packets from it, in flows.'),
  column('packets_received', 'Packets received', 'integer', 'packets', 'Packets to it, in flows.'),
  column('sent', 'Sent', 'bytes', 'B', 'Bytes from it, by the accounting mode.'),
  column('received', 'Received', 'bytes', 'B', 'Bytes to it.'),
  column('bytes', 'Bytes', 'bytes', 'B', 'Bytes from it and to it.'),
  column(
    'offers',
    'Offers',
    'text',
    '',
    `Services that it answered others with: what it is, and port, with a question mark where the port alone tells. Refused and unanswered flows do not count. ${LISTED}`,
  ),
  column('uses', 'Uses', 'text', '', `Services of others that it asked for, answered or not. ${LISTED}`),
  column(
    'protocols',
    'Protocols',
    'text',
    '',
    `Protocols of its flows: of IP, and those on top as far as the content tells. ${LISTED}`,
  ),
  column('tags', 'Tags', 'text', '', 'Tags that its flows have, those of the code included.'),
  column(
    'chains_label',
    'Chains label',
    'text',
    '',
    'What Chains calls the address: internal, multicast_dns, nxdomain (a public address without a name in the capture), or its name.',
  ),
] as const satisfies readonly ColumnDescription[];

/** Columns that are shown at first; that of vendors once there are any. */
export const HOST_COLUMNS_AT_FIRST: readonly HostColumnId[] = [
  'host',
  'name',
  'vendor',
  'first',
  'last',
  'flows',
  'peers',
  'packets_sent',
  'packets_received',
  'sent',
  'received',
  'offers',
  'uses',
  'protocols',
  'tags',
  'mac',
  'mac_by',
];

export type HostColumnId = (typeof HOST_COLUMNS)[number]['id'];
