import type { Cursor } from './cursor.ts';

/** Object identifier 2.5.29.17, subjectAltName (RFC 5280, section 4.2.1.6), with its tag and length. */
const ALTERNATIVE_NAMES = [0x06, 0x03, 0x55, 0x1d, 0x11];
const DNS_NAME = 0x82;

/** The host names that the first certificate of a Certificate message (RFC 5246, section 7.4.2) stands for, in order. */
export function certificateHosts(message: Cursor): string[] {
  message.skip(3);
  const certificate = message.sub(message.u24());
  const at = findExtension(certificate);
  if (at < 0) return [];
  certificate.at = at + ALTERNATIVE_NAMES.length;
  if (certificate.bytes[certificate.at] === 0x01) certificate.skip(3);
  certificate.u8();
  const value = certificate.sub(length(certificate));
  value.u8();
  const names = value.sub(length(value));
  const hosts: string[] = [];
  while (names.left > 1) {
    const tag = names.u8();
    const name = names.sub(length(names));
    if (tag === DNS_NAME) hosts.push(name.text().toLowerCase());
  }
  return hosts;
}

function findExtension({ bytes, at, end }: Cursor): number {
  for (let from = at; from + ALTERNATIVE_NAMES.length <= end; from++) {
    if (ALTERNATIVE_NAMES.every((byte, index) => bytes[from + index] === byte)) return from;
  }
  return -1;
}

/** A length of DER: one byte, or 80 + n and n bytes. */
function length(cursor: Cursor): number {
  const first = cursor.u8();
  if (first < 0x80) return first;
  let value = 0;
  for (let left = first & 0x7f; left > 0 && cursor.left > 0; left--) value = value * 256 + cursor.u8();
  return value;
}
