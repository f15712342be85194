import type { ColumnDescription } from './column.ts';
import { identity } from './flow-columns.ts';

/** Columns that only the page has, beside NFStream's. */
export const FLOW_PAGE_COLUMNS: readonly ColumnDescription[] = [
  identity(
    { name: 'flow', of: 'number' },
    'Flow',
    'integer',
    'Number of the flow in order of its first packet, from 0.',
  ),
  identity({ name: 'protocol_name', of: 'key' }, 'Protocol', 'text', 'Name of the IP protocol.'),
  identity(
    { name: 'service', of: 'service' },
    'Service',
    'text',
    'What the port is registered for (IANA): the destination’s, or the source’s where that alone has a name. By number, not by what was said.',
  ),
  identity(
    { name: 'application', of: 'application' },
    'What it is',
    'text',
    'The same as Application, and where that says Unknown our own name for what the content fits: PTP, BFD, BACnet, OpenFlow, RIP and others.',
  ),
  identity(
    { name: 'application_by', of: 'application' },
    'Told by',
    'text',
    'By what the flow was told: the content of a packet (its number within the flow, from 1), its port only, its IP protocol, another flow of the same server. Empty of unknown ones.',
  ),
  identity(
    { name: 'ja4', of: 'application' },
    'JA4',
    'text',
    'JA4 of the first ClientHello: of TLS (t), QUIC (q), DTLS (d).',
  ),
  identity(
    { name: 'connection', of: 'state' },
    'Connection',
    'text',
    'What became of a TCP connection, in words: closed, open, refused, no answer, reset, mid-stream; of UDP whether it was answered. As of the last packet of the flow.',
  ),
  identity(
    { name: 'conn_state', of: 'state' },
    'State',
    'text',
    'The same as Zeek names it: SF closed, S1 open, S0 no answer, REJ refused, S2 and S3 half closed, RSTO and RSTR reset, OTH mid-stream, …',
  ),
  identity(
    { name: 'src_name', of: 'host-name', end: 'source' },
    'Source name',
    'text',
    'Name of the source that the capture itself says: DNS answers, TLS and HTTP, mDNS, DHCP, NetBIOS, name records of the file.',
  ),
  identity(
    { name: 'dst_name', of: 'host-name', end: 'destination' },
    'Destination name',
    'text',
    'Name of the destination that the capture itself says, best first: DNS answers that the source got before, the name by which the flow itself calls its server.',
  ),
  identity(
    { name: 'tags', of: 'tag' },
    'Tags',
    'text',
    'What can be said of the flow in a word: where it goes (internal, outgoing, incoming, external, multicast, broadcast), whether it is encrypted or cleartext, and others.',
  ),
  identity(
    { name: 'chains_tags', of: 'tag' },
    'Chains tags',
    'text',
    'Tags by Chains’ own rules, faults included: internal, outgoing, incoming by the text of the addresses; nxdomain if an end outside has no name in the capture.',
  ),
  identity(
    { name: 'doubt', of: 'doubt' },
    'Doubt',
    'text',
    'Why the flow may not be what it was read as: every packet of it speaks against itself. Empty of most.',
  ),
];
