import { latin1, oneLine, utf8 } from '../../base/text.ts';

/** An element of BER (X.690): its tag, with class and form, and where its content lies. */
export interface Element {
  /** First byte of the tag; those of numbers above 30 are told as 31 in the lower bits. */
  readonly tag: number;
  /** First byte of the element. */
  readonly from: number;
  readonly start: number;
  /** By its length; may be beyond what is there. */
  readonly end: number;
}

/** Indefinite lengths and tags of more bytes than this are not read. */
const MOST_LENGTH_BYTES = 4;

/** The element at `at`; undefined if its head is not there whole, or is none. */
export function elementAt(bytes: Uint8Array, at: number, end = bytes.length): Element | undefined {
  if (at + 2 > end || at + 2 > bytes.length) return undefined;
  const tag = bytes[at];
  let next = at + 1;
  if ((tag & 0x1f) === 0x1f) {
    while (next < end && (bytes[next] & 0x80) !== 0) next++;
    next++;
  }
  if (next >= end) return undefined;
  const first = bytes[next++];
  if (first < 0x80) return { tag, from: at, start: next, end: next + first };
  const size = first & 0x7f;
  if (size === 0 || size > MOST_LENGTH_BYTES || next + size > end) return undefined;
  let length = 0;
  for (let i = 0; i < size; i++) length = length * 256 + bytes[next + i];
  return { tag, from: at, start: next + size, end: next + size + length };
}

/** The elements within another, as far as they are there; no more than a thousand. */
export function elementsIn(bytes: Uint8Array, { start, end }: Pick<Element, 'start' | 'end'>): readonly Element[] {
  const found: Element[] = [];
  const stop = Math.min(end, bytes.length);
  for (let at = start; at < stop && found.length < 1000;) {
    const element = elementAt(bytes, at, stop);
    if (element === undefined) break;
    found.push(element);
    at = element.end;
  }
  return found;
}

/** A whole number, signed; of more than six bytes only that it is large counts. */
export function integerOf(bytes: Uint8Array, { start, end }: Element): number {
  const stop = Math.min(end, bytes.length);
  let value = start < stop && (bytes[start] & 0x80) !== 0 ? -1 : 0;
  for (let at = start; at < stop; at++) value = value * 256 + bytes[at];
  return value;
}

/** Text of a string, UTF-8 or else Latin-1, on one line. */
export function textOf(bytes: Uint8Array, { start, end }: Element, most = 512): string {
  const text = utf8(bytes, start, end);
  return oneLine(text.includes('\ufffd') ? latin1(bytes, start, end) : text, most);
}

/** An object identifier in dots. */
export function oidOf(bytes: Uint8Array, { start, end }: Pick<Element, 'start' | 'end'>): string {
  const parts: number[] = [];
  let value = 0;
  for (let at = start; at < Math.min(end, bytes.length) && parts.length < 64; at++) {
    value = value * 128 + (bytes[at] & 0x7f);
    if ((bytes[at] & 0x80) !== 0) continue;
    if (parts.length === 0) {
      const first = Math.min(2, Math.floor(value / 40));
      parts.push(first, value - 40 * first);
    } else parts.push(value);
    value = 0;
  }
  return parts.join('.');
}
