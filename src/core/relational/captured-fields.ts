import { hexBytes } from '../../base/text.ts';
import type { CapturedField } from '../model/match.ts';
import { clip, MOST_CHARACTERS, MOST_FIELDS } from './match-bounds.ts';
import { packetOfEvent } from './event-packet.ts';

/** How deep arrays and objects are followed. */
const MOST_DEPTH = 3;

/** Name of the field that says what is not shown. */
export const NOT_SHOWN = '…';

/**
 * What a flow remembers, as text: its own enumerable properties other than `events`, in the order in which they were
 * made; undefined ones are left out. At most 32 fields of 200 characters; a 33rd one, `…`, says how many more there are.
 * A value that throws while it is read or written says so in its place.
 */
export function capturedFields(flow: object): CapturedField[] {
  const fields: CapturedField[] = [];
  let more = 0;
  for (const name of Object.keys(flow)) {
    if (name === 'events') continue;
    const described = describeProperty(flow, name);
    if (described === undefined) continue;
    const { value, number } = described;
    if (fields.length >= MOST_FIELDS) more += 1;
    else fields.push({ name: clip(name), value: clip(value), ...(number !== undefined && { number }) });
  }
  if (more > 0) fields.push({ name: NOT_SHOWN, value: `${more} more not shown` });
  return fields;
}

/** A property as text, and as the number that it is; undefined if it is not shown. User code may make it throw. */
function describeProperty(flow: object, name: string): Pick<CapturedField, 'value' | 'number'> | undefined {
  try {
    const value: unknown = (flow as Readonly<Record<string, unknown>>)[name];
    if (value === undefined || typeof value === 'function') return undefined;
    const isNumber = typeof value === 'number' && Number.isFinite(value);
    return { value: describeValue(value, 0), ...(isNumber && { number: value }) };
  } catch {
    return { value: '(cannot be shown)' };
  }
}

/** A value as text; texts as they are at depth 0, in quotes within others. May throw what the value throws. */
export function describeValue(value: unknown, depth: number): string {
  if (typeof value === 'string') return depth === 0 ? value : `"${clip(value)}"`;
  if (typeof value === 'number') return numberText(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const packet = packetOfEvent(value);
  if (packet !== undefined) return `#${packet + 1}`;
  if (value instanceof Uint8Array) return hexBytes(value, 0, MOST_CHARACTERS, ' ');
  if (value instanceof RegExp) return String(value);
  if (value instanceof Date) return describeDate(value);
  if (value instanceof DataView || value instanceof ArrayBuffer) return describeBytes(value);
  return depth >= MOST_DEPTH ? '…' : describeCollection(value, depth + 1);
}

/** By the method of all dates: user code may have put another one in its place. */
function describeDate(date: Date): string {
  const time = Date.prototype.getTime.call(date);
  return Number.isNaN(time) ? 'not a date' : new Date(time).toISOString();
}

function describeBytes(value: DataView | ArrayBuffer): string {
  const bytes = value instanceof DataView ? bytesOfView(value) : new Uint8Array(value);
  return hexBytes(bytes, 0, MOST_CHARACTERS, ' ');
}

function bytesOfView({ buffer, byteOffset, byteLength }: DataView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Ten digits are more than capture times have, and leave out what binary fractions add: 0.46 instead of 0.46000000000004. */
export function numberText(value: number): string {
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
