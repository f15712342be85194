/** The message Certificate of TLS: a row for each certificate, the end’s own first (RFC 5246 section 7.4.2, RFC 8446 section 4.4.2). */
import { Cursor } from '../cursor.ts';
import type { Message } from '../message.ts';
import { readCertificate, type Certificate } from '../x509.ts';

const HEADER = 4;
/** Certificates of a chain that are read. */
const MOST = 32;

/** What certificates say; `bytes` has the message with its header. In TLS 1.3 each has extensions behind it. */
export function certificateMessages(bytes: Uint8Array, isTls13: boolean): readonly Message[] {
  const cursor = new Cursor(bytes, HEADER);
  if (isTls13) cursor.skip(cursor.u8());
  const list = cursor.some(cursor.u24());
  const all: Uint8Array[] = [];
  while (list.left > 3 && all.length < MOST) {
    const one = list.sub(list.u24());
    if (!one.ok) break;
    all.push(bytes.subarray(one.at, one.end));
    if (isTls13) list.skip(list.u16());
  }
  if (all.length === 0)
    return [
      { kind: 'Certificate', role: 'notice', summary: 'Certificate: none', values: { details: 'no certificate' } },
    ];
  return all.map((one, at) => certificateMessage(one, at, all.length));
}

function certificateMessage(bytes: Uint8Array, at: number, of: number): Message {
  const place = `${at + 1} of ${of}`;
  const read = readCertificate(bytes);
  if (read === undefined)
    return {
      kind: 'Certificate',
      role: 'notice',
      summary: `Certificate ${place}, which cannot be read`,
      values: { details: `${place}; ${bytes.length} bytes that are no certificate` },
    };
  return {
    kind: 'Certificate',
    role: 'notice',
    summary: `Certificate ${place}: ${read.subject}, issued by ${read.issuer}`,
    values: valuesOf(read, place),
  };
}

function valuesOf(read: Certificate, place: string): Message['values'] {
  return {
    name: read.commonName,
    subject: read.subject,
    issuer: read.issuer,
    alt_names: read.altNames.join(', '),
    serial: read.serial,
    valid_from: read.notBefore,
    valid_to: read.notAfter,
    key: read.key,
    details: `${place}; ${read.signatureAlgorithm}${read.subject === read.issuer ? '; self-signed' : ''}`,
  };
}
