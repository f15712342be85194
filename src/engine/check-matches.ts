import type { CapturedField, Match, MatchSet } from '../core/model/match.ts';

/** Bounds of what is believed; src/core/relational stays below them. */
const MOST_CLASSES = 1000;
const MOST_MATCHES = 100_000;
const MOST_FIELDS = 32;
const MOST_CHARACTERS = 200;

/**
 * What the sandbox answered, checked and unpacked, as user code shares its worker: packets that exist, texts that are
 * texts, numbers that are counts. undefined if it is not a packed match set at all.
 */
export function checkMatches(value: unknown, packets: number): MatchSet | undefined {
  const columns = columnsOf(value);
  if (columns === undefined) return undefined;
  const { classes, omitted } = columns;
  return {
    classes: classes.map(checkClass),
    matches: unpack(columns, packets),
    omitted: classes.map((_class, index) => count(omitted[index])),
  };
}

/** Columns of the right kinds; their numbers are not checked yet. */
interface Columns {
  readonly classes: readonly unknown[];
  readonly omitted: readonly unknown[];
  readonly names: readonly string[];
  readonly values: string;
  readonly complete: Uint8Array;
  readonly flowClass: Int32Array;
  readonly packets: Int32Array;
  readonly packetEnd: Int32Array;
  readonly fieldName: Int32Array;
  readonly fieldEnd: Int32Array;
  readonly valueEnd: Int32Array;
}

const NUMBER_COLUMNS = ['flowClass', 'packets', 'packetEnd', 'fieldName', 'fieldEnd', 'valueEnd'] as const;

function columnsOf(value: unknown): Columns | undefined {
  const fields = fieldsOf(value);
  const { classes, omitted, names, values, complete, flowClass } = fields;
  if (!Array.isArray(classes) || !Array.isArray(omitted) || !Array.isArray(names)) return undefined;
  if (classes.length > MOST_CLASSES || typeof values !== 'string' || !(complete instanceof Uint8Array))
    return undefined;
  if (!NUMBER_COLUMNS.every((name) => fields[name] instanceof Int32Array)) return undefined;
  if ((flowClass as Int32Array).length > MOST_MATCHES) return undefined;
  return { ...(fields as unknown as Columns), names: names.map(text) };
}

function unpack(columns: Columns, packets: number): Match[] {
  const { flowClass, complete, packetEnd, fieldEnd, classes } = columns;
  const matches: Match[] = [];
  for (let row = 0; row < flowClass.length; row += 1) {
    const number = flowClass[row];
    const known = packetsOf(columns.packets, startOf(packetEnd, row), packetEnd[row], packets);
    // A flow whose events are all gone (user code may empty the list) belongs to no packet and cannot be shown.
    if (known.length === 0 || !isBelow(number, classes.length)) continue;
    const fields = fieldsOfMatch(columns, startOf(fieldEnd, row), fieldEnd[row]);
    matches.push({ flowClass: number, complete: complete[row] === 1, packets: known, fields });
  }
  return matches;
}

/** Where a row's part begins; what is out of bounds reads as undefined, and then as nothing. */
function startOf(ends: Int32Array, row: number): number {
  return row === 0 ? 0 : Math.max(0, ends[row - 1] ?? 0);
}

function packetsOf(column: Int32Array, from: number, end: number | undefined, packets: number): number[] {
  const known: number[] = [];
  for (let at = from; at < Math.min(end ?? 0, column.length); at += 1) {
    const packet = column[at];
    if (isBelow(packet, packets)) known.push(packet);
  }
  return known;
}

function fieldsOfMatch({ fieldName, names, values, valueEnd }: Columns, from: number, end = 0): CapturedField[] {
  const fields: CapturedField[] = [];
  for (let at = from; at < Math.min(end, from + MOST_FIELDS, fieldName.length); at += 1) {
    const start = startOf(valueEnd, at);
    const stop = Math.max(0, Math.min(valueEnd[at] ?? 0, start + MOST_CHARACTERS));
    fields.push({ name: names[fieldName[at] ?? 0] ?? '', value: values.slice(start, stop) });
  }
  return fields;
}

function checkClass(value: unknown): MatchSet['classes'][number] {
  const { name, completed, incomplete } = fieldsOf(value);
  return { name: text(name), completed: count(completed), incomplete: count(incomplete) };
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, MOST_CHARACTERS) : '';
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

function isBelow(value: unknown, limit: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < limit;
}
