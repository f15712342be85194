import { isPcap } from '../capture/pcap.ts';
import { isPcapng } from '../capture/pcapng/pcapng.ts';
import { knownFormat } from '../capture/known-formats.ts';
import { hexBytes } from '../../base/text.ts';
import { utf8Bytes } from '../../base/utf8-bytes.ts';

/** Bytes that are looked at to tell whether a file is text. */
const LOOKED_AT = 64 * 1024;
/** One control character in so many is more than any text has. */
const TEXT_PER_CONTROL = 20;
/** Tab, line feed, form feed, carriage return, and the escape of terminals' colours. */
const HARMLESS = new Set([0x08, 0x09, 0x0a, 0x0c, 0x0d, 0x1b]);

/** What a file is that is no text, as a clause; undefined if it is one. */
export function notText(bytes: Uint8Array): string | undefined {
  if (bytes.length >= 4) {
    const magic = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
    if (isPcap(magic) || isPcapng(magic)) return 'it is a capture';
  }
  const format = knownFormat(bytes);
  if (format !== undefined) return `it is ${format}`;
  if (byteOrder(bytes) !== undefined) return undefined;
  const head = bytes.subarray(0, LOOKED_AT);
  const controls = head.reduce((count, byte) => count + (byte < 0x20 && !HARMLESS.has(byte) ? 1 : 0), 0);
  if (!head.includes(0) && controls * TEXT_PER_CONTROL <= head.length) return undefined;
  return `its first bytes are ${hexBytes(head, 0, 8, ' ')}`;
}

/** The text in UTF-8, without the mark of its encoding; UTF-16 is told by that mark (Unicode, section 23.8). */
export function asUtf8(bytes: Uint8Array): Uint8Array {
  const littleEndian = byteOrder(bytes);
  if (littleEndian === undefined) return startsWith(bytes, [0xef, 0xbb, 0xbf]) ? bytes.subarray(3) : bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts: string[] = [];
  for (let at = 2; at + 1 < bytes.length;) {
    const units: number[] = [];
    for (; at + 1 < bytes.length && units.length < 4096; at += 2) units.push(view.getUint16(at, littleEndian));
    parts.push(String.fromCharCode(...units));
  }
  return utf8Bytes(parts.join(''));
}

/** Of UTF-16, whether its units are little-endian; undefined of all else. */
function byteOrder(bytes: Uint8Array): boolean | undefined {
  if (startsWith(bytes, [0xff, 0xfe])) return true;
  return startsWith(bytes, [0xfe, 0xff]) ? false : undefined;
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, at) => bytes[at] === byte);
}
