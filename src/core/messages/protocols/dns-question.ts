/** Telling DNS by its bytes alone, where no port does (RFC 1035 section 4.1). */
import { short } from '../../../base/bytes.ts';
import { dnsTypeName } from '../../protocols/applications/dns-types.ts';

const HEADER = 12;
const LONGEST_LABEL = 63;
const LONGEST_NAME = 255;
const POINTER = 0xc0;
const RESPONSE = 0x80;
const RESERVED = 0x40;
/** Notify is 4, update 5; they and more have no question, or another form. */
const LARGEST_OPERATION = 2;
const MOST_RECORDS = 64;
const SMALLEST_RECORD = 11;
/** Internet, Chaos, Hesiod, any. */
const CLASSES: ReadonlySet<number> = new Set([1, 3, 4, 255]);

/**
 * True if a datagram has a header of DNS with one question, a name of labels that can be read with a known type and class, and behind it
 * an end or records, as its counts say.
 */
export function isSurelyDns(bytes: Uint8Array): boolean {
  if (bytes.length < HEADER + 5 || short(bytes, 4) !== 1 || (bytes[3] & RESERVED) !== 0) return false;
  if (((bytes[2] >> 3) & 15) > LARGEST_OPERATION) return false;
  const records = short(bytes, 6) + short(bytes, 8) + short(bytes, 10);
  const isQuery = (bytes[2] & RESPONSE) === 0;
  if (records > MOST_RECORDS || (isQuery && short(bytes, 6) + short(bytes, 8) > 0)) return false;
  const end = questionEnd(bytes);
  if (end < 0) return false;
  if (records === 0) return end === bytes.length;
  return end + records * SMALLEST_RECORD <= bytes.length && isOwner(bytes[end]);
}

/** Where the question ends; -1: it is none. */
function questionEnd(bytes: Uint8Array): number {
  let at = HEADER;
  while (at < bytes.length && bytes[at] > 0) {
    const end = at + 1 + bytes[at];
    if (bytes[at] > LONGEST_LABEL || end - HEADER >= LONGEST_NAME || !isPlain(bytes, at + 1, end)) return -1;
    at = end;
  }
  if (at + 5 > bytes.length) return -1;
  return dnsTypeName(short(bytes, at + 1)) !== undefined && CLASSES.has(short(bytes, at + 3)) ? at + 5 : -1;
}

/** Signs that are seen, as hosts and services have them. */
function isPlain(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!(bytes[at] > 0x20 && bytes[at] < 0x7f)) return false;
  return true;
}

/** A name begins with a pointer, a label, or ends at once. */
function isOwner(byte: number): boolean {
  return byte >= POINTER || byte <= LONGEST_LABEL;
}
