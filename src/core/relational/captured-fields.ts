import { hexBytes } from '../../base/text.ts';
import type { CapturedField } from '../model/match.ts';
import { packetIndexOf } from './packet-cursor.ts';

/** Fields shown of one match at most. */
const MOST_FIELDS = 32;
/** Characters shown of one value at most. */
const MOST_CHARACTERS = 200;
/** How deep arrays and objects are followed. */
const MOST_DEPTH = 3;

/**
 * What a flow remembers, as text: its own enumerable properties other than `events`, in the order in which they were
 * made; undefined ones are left out. At most 32 fields of 200 characters.
 */
export function capturedFields(flow: object): CapturedField[] {
  const fields: CapturedField[] = [];
  for (const [name, value] of Object.entries(flow)) {
    if (name === 'events' || value === undefined || typeof value === 'function') continue;
    if (fields.length === MOST_FIELDS) break;
    fields.push({ name, value: clip(describeValue(value, 0)) });
  }
  return fields;
}

function clip(text: string): string {
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS - 1)}…`;
}

function describeValue(value: unknown, depth: number): string {
  if (typeof value === 'string') return depth === 0 ? value : `"${clip(value)}"`;
  if (typeof value === 'number') return describeNumber(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const packet = packetIndexOf(value);
  if (packet !== undefined) return `#${packet + 1}`;
  if (value instanceof Uint8Array) return hexBytes(value, 0, MOST_CHARACTERS, ' ');
  if (value instanceof DataView)
    return describeValue(new Uint8Array(value.buffer, value.byteOffset, value.byteLength), depth);
  if (value instanceof RegExp) return String(value);
  if (value instanceof Date) return describeDate(value);
  return depth >= MOST_DEPTH ? '…' : describeCollection(value, depth + 1);
}

/** A date that was set to no number, or beyond the calendar, has no text of its own. */
function describeDate(date: Date): string {
  return Number.isNaN(date.getTime()) ? 'not a date' : date.toISOString();
}

/** Ten digits are more than capture times have, and leave out what binary fractions add: 0.46 instead of 0.46000000000004. */
function describeNumber(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(10)));
}

function describeCollection(value: object, depth: number): string {
  if (value instanceof Set) return `{${join(value, (item) => describeValue(item, depth))}}`;
  if (value instanceof Map) return `{${join(value, (pair) => describePair(pair, ' → ', depth))}}`;
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    return `[${join(value as unknown as Iterable<unknown>, (item) => describeValue(item, depth))}]`;
  }
  return `{${join(Object.entries(value), (pair) => describePair(pair, ': ', depth))}}`;
}

function describePair(pair: [unknown, unknown], between: string, depth: number): string {
  const key = typeof pair[0] === 'string' && between === ': ' ? pair[0] : describeValue(pair[0], depth);
  return key + between + describeValue(pair[1], depth);
}

/** Joins texts with commas; stops when there is more than can be shown. */
function join<T>(items: Iterable<T>, describe: (item: T) => string): string {
  let text = '';
  for (const item of items) {
    text += (text === '' ? '' : ', ') + describe(item);
    if (text.length > MOST_CHARACTERS) break;
  }
  return text;
}
