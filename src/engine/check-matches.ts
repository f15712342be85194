import type { MatchSet, PackedMatches } from '../core/model/match.ts';

/** Bounds of what is believed; src/core/relational stays below them. */
const MOST_CLASSES = 1000;
const MOST_MATCHES = 100_000;
const MOST_CHARACTERS = 200;

/**
 * What the sandbox answered, as user code shares its worker: columns of the right kinds, texts that are texts, counts
 * that are counts. The numbers in the columns are checked by who unpacks them (core/relational/unpack-matches.ts).
 * undefined if it is not a packed match set at all.
 */
export function checkMatches(value: unknown): PackedMatches | undefined {
  const fields = fieldsOf(value);
  const { classes, omitted, names, values, complete } = fields;
  if (!Array.isArray(classes) || !Array.isArray(omitted) || !Array.isArray(names)) return undefined;
  if (classes.length > MOST_CLASSES || typeof values !== 'string' || !isBytes(complete)) return undefined;
  const columns = numberColumns(fields);
  if (columns === undefined || columns.flowClass.length > MOST_MATCHES) return undefined;
  return {
    classes: classes.map(checkClass),
    omitted: classes.map((_class, index) => count(omitted[index])),
    names: names.map(text),
    values,
    complete,
    ...columns,
  };
}

const NUMBER_COLUMNS = ['flowClass', 'packets', 'packetEnd', 'fieldName', 'fieldEnd', 'valueEnd'] as const;

type NumberColumns = Pick<PackedMatches, (typeof NUMBER_COLUMNS)[number]>;

function numberColumns(fields: Readonly<Record<string, unknown>>): NumberColumns | undefined {
  if (!NUMBER_COLUMNS.every((name) => isNumbers(fields[name]))) return undefined;
  return Object.fromEntries(NUMBER_COLUMNS.map((name) => [name, fields[name]])) as NumberColumns;
}

function isNumbers(value: unknown): value is Int32Array<ArrayBuffer> {
  return value instanceof Int32Array && value.buffer instanceof ArrayBuffer;
}

function isBytes(value: unknown): value is Uint8Array<ArrayBuffer> {
  return value instanceof Uint8Array && value.buffer instanceof ArrayBuffer;
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
