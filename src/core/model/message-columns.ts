import type { ColumnDescription, ColumnKind } from './column.ts';

function column(id: string, label: string, kind: ColumnKind, unit: string, help: string): ColumnDescription {
  return { id, label, kind, group: 'Message', unit, help, formula: '' };
}

function said<const Id extends string>(
  id: Id,
  label: string,
  kind: ColumnKind,
  help: string,
  unit = '',
): ColumnDescription & { readonly id: Id } {
  return { id, label, kind, group: 'Said', unit, help, formula: '' };
}

/** What a message may say, as columns: texts, and whole numbers, of which -1 stands for none. */
export const MESSAGE_VALUES = [
  said(
    'name',
    'Name',
    'text',
    'Name that is asked for or called: of DNS the question, of HTTP the host, of TLS the SNI.',
  ),
  said('method', 'Method', 'text', 'What is asked to be done: method, command, operation, function.'),
  said('target', 'Target', 'text', 'What it is to be done to: path, address, topic, file, type of a question.'),
  said('code', 'Code', 'integer', 'Number of an answer, an error or an alert; -1 for none.'),
  said('status', 'Status', 'text', 'What the answer says of its success, in words.'),
  said('answers', 'Answers', 'text', 'What was answered: of DNS the data of the records in the answer.'),
  said('version', 'Version', 'text', 'Version of the protocol, the highest offered or the one chosen.'),
  said('cipher', 'Cipher', 'text', 'Cipher suite that was chosen, algorithms that were agreed on.'),
  said('agent', 'Agent', 'text', 'Program that speaks, by its own word: User-Agent, Server, software.'),
  said('content_type', 'Content type', 'text', 'Type of the body, by its sender’s word.'),
  said('body', 'Body', 'bytes', 'Bytes of the body as they were sent; -1 without one.', 'B'),
  said('id', 'Id', 'text', 'What tells requests and their answers: number of the transaction, tag, call.'),
  said('user', 'User', 'text', 'Name of a user or client, community, sender.'),
  said('alpn', 'ALPN', 'text', 'Application protocols that were offered, or the one that was chosen.'),
  said('ja3', 'JA3 / JA3S', 'text', 'Fingerprint of a TLS hello: JA3 of a client’s, JA3S of a server’s.'),
  said('ja4', 'JA4', 'text', 'Fingerprint of a TLS client hello.'),
  said('hassh', 'HASSH', 'text', 'Fingerprint of the algorithms that an end of SSH offers.'),
  said('issuer', 'Issuer', 'text', 'Who issued the certificate.'),
  said('subject', 'Subject', 'text', 'Whose certificate it is, or what a mail is about.'),
  said('alt_names', 'Alternative names', 'text', 'Further names that the certificate holds for.'),
  said('serial', 'Serial', 'text', 'Serial number of the certificate, hexadecimal.'),
  said('valid_from', 'Valid from', 'text', 'When the certificate begins to hold, UTC.'),
  said('valid_to', 'Valid to', 'text', 'When the certificate ends to hold, UTC.'),
  said('key', 'Key', 'text', 'Kind and length of the certificate’s key.'),
  said('details', 'Further', 'text', 'What else it says.'),
] as const;

/** Id of what a message may say. */
export type MessageValueId = (typeof MESSAGE_VALUES)[number]['id'];

/** Columns of the table of messages, in the order of files. */
export const MESSAGE_COLUMNS: readonly ColumnDescription[] = [
  column('number', 'No.', 'integer', '', 'Number of the message, from 1, in the order in which they were complete.'),
  column('time', 'Time', 'relative-ns', 's', 'Time of the packet that completed it.'),
  column('src', 'Source', 'address', '', 'Address of who says it.'),
  column('src_port', 'Src port', 'integer', '', 'Its port.'),
  column('dst', 'Destination', 'address', '', 'Address of whom it is said to.'),
  column('dst_port', 'Dst port', 'integer', '', 'Its port.'),
  column('protocol', 'Protocol', 'text', '', 'Protocol that it is of.'),
  column('kind', 'Kind', 'text', '', 'What of the protocol it is: query, response, Client Hello, command, reply.'),
  column('summary', 'Message', 'text', '', 'What it says, in a line.'),
  ...MESSAGE_VALUES,
  column('length', 'Length', 'bytes', 'B', 'Bytes of the message; of HTTP those of its head.'),
  column(
    'latency',
    'Latency',
    'milliseconds',
    'ms',
    'Of answers: from the packet that completed the request to the one that began the answer; -1 for all others.',
  ),
  column(
    'pairing',
    'Answered',
    'text',
    '',
    'Of requests: answered, no answer, repeated (asked again before an answer came). Of answers: answer, no request. Empty where nothing is asked.',
  ),
  column(
    'partner',
    'Partner',
    'integer',
    '',
    'Number of the packet of the answer to a request, of the request of an answer; -1 for none.',
  ),
  column('first_packet', 'First packet', 'integer', '', 'Number of the packet in which it begins.'),
  column('packet', 'Packet', 'integer', '', 'Number of the packet that completed it.'),
  column('flow', 'Flow', 'integer', '', 'Number of the flow that counted this packet.'),
  column(
    'state',
    'Read',
    'text',
    '',
    'whole, or cut where bytes of it are missing from the capture or were too many to be read.',
  ),
  column(
    'encryption',
    'Encryption',
    'text',
    '',
    'decrypted, where it was encrypted and opened with the secrets of its connection; else in clear.',
  ),
];
