import type { ColumnDescription, ColumnKind } from './column.ts';

function column(id: string, label: string, kind: ColumnKind, unit: string, help: string): ColumnDescription {
  return { id, label, kind, group: 'Object', unit, help, formula: '' };
}

/** Columns of the table of objects, in the order of files. */
export const OBJECT_COLUMNS = [
  column('time', 'Time', 'relative-ns', 's', 'Time of the packet with which it begins.'),
  column(
    'protocol',
    'Protocol',
    'text',
    '',
    'How it passed: HTTP, SMTP, POP3 or IMAP (a mail as a whole), MIME (a part of a mail, or a file in a form), TFTP, FTP, SMB.',
  ),
  column(
    'name',
    'Name',
    'text',
    '',
    'As the sender calls it, without a path; of mails the subject. Nothing says that it is true.',
  ),
  column('type', 'Claimed type', 'text', '', 'Media type that the sender claims.'),
  column(
    'content',
    'Type by content',
    'text',
    '',
    'Type that its first bytes tell; text/plain where they hold no control characters, empty where they tell nothing.',
  ),
  column('size', 'Size', 'bytes', 'B', 'Bytes that are there, unpacked and decoded.'),
  column('state', 'State', 'text', '', 'complete or incomplete.'),
  column(
    'why',
    'Why incomplete',
    'text',
    '',
    'What is wrong with it: bytes are missing, the flow ends before it, and the like. Empty if it is complete.',
  ),
  column('missing', 'Missing', 'bytes', 'B', 'Bytes that are known to be missing in it.'),
  column('sha256', 'SHA-256', 'text', '', 'SHA-256 of the bytes that are there.'),
  column('flow', 'Flow', 'integer', '', 'Number of the flow in which it passed.'),
  column('packet', 'Packet', 'integer', '', 'Number of the packet with which it begins, from 1.'),
  column('src', 'Source', 'address', '', 'Address of the sender.'),
  column('src_port', 'Src port', 'integer', '', 'Its port.'),
  column('dst', 'Destination', 'address', '', 'Address of the receiver.'),
  column('dst_port', 'Dst port', 'integer', '', 'Its port.'),
  column(
    'decrypted',
    'Decrypted',
    'text',
    '',
    'decrypted: it passed within TLS and was opened with the keys at hand. Empty: it passed in clear.',
  ),
] as const satisfies readonly ColumnDescription[];

/** Why an object is not whole, in words, by its trouble (model/objects.ts). */
export const TROUBLE_WORDS = {
  missing: 'bytes are missing',
  cut: 'the flow ends before it',
  open: 'the connection is not closed in the capture: its end is not known',
  broken: 'its framing is broken',
  damaged: 'its compression is damaged or cut',
  'too-large': 'it is larger than what is unpacked',
  packed: 'it cannot be unpacked: as it was sent',
} as const;
