import {
  ADDED_KINDS,
  ADDED_TABLES,
  OPERATOR_KINDS,
  type AddedColumn,
  type AddedTable,
  type ColumnLosses,
  type OperatorReport,
  type OperatorResults,
  type PrintedLines,
} from '../../model/operators.ts';
import { codeFaultOf } from '../check-failure.ts';
import { countOf, fieldsOf, listOf, shortText } from '../check-values.ts';
import {
  MOST_COLUMNS,
  MOST_LINE,
  MOST_LINE_TEXT,
  MOST_LINES,
  MOST_OPERATORS,
  MOST_SET,
  MOST_TAGS,
  MOST_TEXTS,
} from './operator-bounds.ts';

/**
 * What operators left behind where user code runs, if it is that in every number; undefined else. `packets`: how many the run
 * was given. Nothing is converted; each array has its buffer for itself, is bounded before it is looked into, and names no row,
 * text or tag that there is not.
 */
export function checkOperators(value: unknown, packets: number): OperatorResults | undefined {
  const fields = fieldsOf(value);
  const starts = risingRows(fields['starts'], packets);
  const cuts = risingRows(fields['cuts'], packets);
  if (starts === undefined || cuts === undefined) return undefined;
  const rows = { packets, flows: starts.length };
  const columns = listOf(fields['columns'], 2 * MOST_COLUMNS, (one) => columnOf(one, rows));
  const operators = listOf(fields['operators'], MOST_OPERATORS, reportOf);
  const losses = lossesOf(fields['losses']);
  const lines = linesOf(fields['lines'], packets);
  if (columns === undefined || operators === undefined || losses === undefined || lines === undefined) return undefined;
  return areColumns(columns) ? { columns, starts, cuts, operators, losses, lines } : undefined;
}

/** `udps.NAME`, `link.NAME` of letters, digits, "_" and "-", or `tags`. */
const ID = /^(?:udps|link)\.[\w-]{1,200}$/;

/** No two with one name in a table, but for case, and no more than there may be. */
function areColumns(columns: readonly AddedColumn[]): boolean {
  return ADDED_TABLES.every((table) => {
    const ids = columns.filter(({ of }) => of === table).map(({ id }) => id.toLowerCase());
    return ids.length <= MOST_COLUMNS && new Set(ids).size === ids.length;
  });
}

function columnOf(value: unknown, rows: Readonly<Record<AddedTable, number>>): AddedColumn | undefined {
  const fields = fieldsOf(value);
  const of = ADDED_TABLES.find((one) => one === fields['of']);
  const kind = ADDED_KINDS.find((one) => one === fields['kind']);
  const id = shortText(fields['id']);
  if (of === undefined || kind === undefined || id === undefined) return undefined;
  if (kind === 'tags' ? id !== 'tags' : !ID.test(id)) return undefined;
  const length = rows[of];
  if (kind === 'number') {
    const values = float64(fields['values'], length);
    return values && { of, id, kind, values, texts: [] };
  }
  if (kind === 'boolean') {
    const values = bytes(fields['values'], length);
    return values?.every((each) => each <= 2) === true ? { of, id, kind, values, texts: [] } : undefined;
  }
  const texts = listOf(fields['texts'], MOST_TEXTS, kind === 'tags' ? setOf : shortText);
  const values = int32(fields['values'], length);
  if (texts === undefined || values === undefined || new Set(texts).size !== texts.length) return undefined;
  if (kind === 'tags' && !areTags(texts)) return undefined;
  return values.every((code) => code >= -1 && code < texts.length) ? { of, id, kind, values, texts } : undefined;
}

/** Tags with one blank between. */
function setOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= MOST_SET && /^\S+(?: \S+)*$/.test(value) ? value : undefined;
}

function areTags(sets: readonly string[]): boolean {
  const tags = new Set<string>();
  for (const set of sets) {
    for (const tag of set.split(' ')) tags.add(tag);
    if (tags.size > MOST_TAGS) return false;
  }
  return true;
}

function reportOf(value: unknown): OperatorReport | undefined {
  const fields = fieldsOf(value);
  const name = shortText(fields['name']);
  const kind = OPERATOR_KINDS.find((one) => one === fields['kind']);
  const fault = fields['fault'] === undefined ? undefined : codeFaultOf(fields['fault']);
  if (name === undefined || kind === undefined) return undefined;
  if (fault === undefined && fields['fault'] !== undefined) return undefined;
  return { name, kind, ...(fault && { fault }) };
}

function lossesOf(value: unknown): ColumnLosses | undefined {
  const fields = fieldsOf(value);
  const columns = countOf(fields['columns']);
  const cutTexts = countOf(fields['cutTexts']);
  const values = countOf(fields['values']);
  const refused = countOf(fields['refused']);
  if (columns === undefined || cutTexts === undefined || values === undefined || refused === undefined)
    return undefined;
  return { columns, cutTexts, values, refused };
}

function linesOf(value: unknown, known: number): PrintedLines | undefined {
  const fields = fieldsOf(value);
  const { text } = fields;
  const omitted = countOf(fields['omitted']);
  if (typeof text !== 'string' || text.length > MOST_LINE_TEXT || omitted === undefined) return undefined;
  const packets = int32(fields['packets']);
  const ends = int32(fields['ends'], packets?.length);
  if (packets === undefined || ends === undefined || packets.length > MOST_LINES) return undefined;
  if (!packets.every((packet) => packet >= 0 && packet < known)) return undefined;
  let before = 0;
  for (const end of ends) {
    if (end < before || end > before + MOST_LINE) return undefined;
    before = end;
  }
  return before === text.length ? { packets, ends, text, omitted } : undefined;
}

/** Rows of packets, each greater than the one before. */
function risingRows(value: unknown, known: number): Int32Array<ArrayBuffer> | undefined {
  const rows = int32(value);
  if (rows === undefined || rows.length > known) return undefined;
  let before = -1;
  for (const row of rows) {
    if (row <= before || row >= known) return undefined;
    before = row;
  }
  return rows;
}

function int32(value: unknown, length?: number): Int32Array<ArrayBuffer> | undefined {
  return value instanceof Int32Array && isWhole(value, length) ? (value as Int32Array<ArrayBuffer>) : undefined;
}

function float64(value: unknown, length: number): Float64Array<ArrayBuffer> | undefined {
  return value instanceof Float64Array && isWhole(value, length) ? (value as Float64Array<ArrayBuffer>) : undefined;
}

function bytes(value: unknown, length: number): Uint8Array<ArrayBuffer> | undefined {
  return value instanceof Uint8Array && isWhole(value, length) ? (value as Uint8Array<ArrayBuffer>) : undefined;
}

/** It has its buffer for itself, and is as long as it must be. */
function isWhole(array: Int32Array | Float64Array | Uint8Array, length = array.length): boolean {
  const { buffer, byteLength } = array;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength && array.length === length;
}
