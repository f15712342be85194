import { codeFaultOf } from './check-failure.ts';
import { checkTraced } from './check-traced.ts';
import { countOf, fieldsOf, listOf, shortText } from './check-values.ts';
import { OUTCOMES, type ClassResult, type Funnel, type PackedMatches } from '../model/match.ts';
import {
  MOST_CHARACTERS,
  MOST_CLASSES,
  MOST_FIELDS,
  MOST_MATCHES,
  MOST_PACKETS,
  MOST_STEPS,
  MOST_TEXT,
} from './match-bounds.ts';

/** The last field of a match says what is not shown; it may stand there when the room for text is used up. */
const MOST_FIELDS_OF_MATCH = MOST_FIELDS + 1;
/** What flows waited for, and what says that there is no more room, come beside the text of fields. */
const MOST_TEXT_WITH_NAMES = MOST_TEXT + MOST_CLASSES * MOST_STEPS * MOST_CHARACTERS;

/**
 * A match set that was packed where user code runs, if it is one in every number; undefined else. `packets`: how many
 * the run was given. Nothing is converted: numbers must be numbers, texts texts, and all of them in bounds; of two
 * matches none may have the other's part of a column. It takes time by the size of the columns, which are bounded first.
 */
export function checkMatches(value: unknown, packets: number): PackedMatches | undefined {
  const fields = fieldsOf(value);
  const classes = listOf(fields['classes'], MOST_CLASSES, classOf);
  const names = listOf(fields['names'], MOST_MATCHES * MOST_FIELDS_OF_MATCH, shortText);
  const columns = columnsOf(fields);
  const texts = listOf(fields['texts'], MOST_MATCHES * MOST_FIELDS_OF_MATCH, shortText);
  if (classes === undefined || names === undefined || columns === undefined || texts === undefined) return undefined;
  if (lengthOf(names) + lengthOf(texts) > MOST_TEXT_WITH_NAMES) return undefined;
  const omitted = listOf(fields['omitted'], classes.length, countOf);
  if (omitted?.length !== classes.length) return undefined;
  const packed = { classes, omitted, names, texts, ...columns };
  const traced = optional(fields['traced'], (one) => checkTraced(one, packets, classes.length));
  const leftOut = optional(fields['leftOut'], (one) => listOf(one, MOST_CLASSES, shortText));
  if (traced === false || leftOut === false || !areMatches(packed, packets) || !areFields(packed)) return undefined;
  return { ...packed, ...(traced && { traced }), ...(leftOut && { leftOut }) };
}

function classOf(value: unknown): ClassResult | undefined {
  const fields = fieldsOf(value);
  const name = shortText(fields['name']);
  const completed = countOf(fields['completed']);
  const incomplete = countOf(fields['incomplete']);
  if (name === undefined || completed === undefined || incomplete === undefined) return undefined;
  const fault = optional(fields['fault'], codeFaultOf);
  const funnel = optional(fields['funnel'], funnelOf);
  const crowd = optional(fields['crowd'], countOf);
  if (fault === false || funnel === false || crowd === false) return undefined;
  const beside = { ...(fault && { fault }), ...(funnel && { funnel }), ...(crowd !== undefined && { crowd }) };
  return { name, completed, incomplete, ...beside };
}

/** What may be missing: false if it is there and not what it must be. */
function optional<T>(value: unknown, read: (value: unknown) => T | undefined): T | false | undefined {
  return value === undefined ? undefined : (read(value) ?? false);
}

function funnelOf(value: unknown): Funnel | undefined {
  const fields = fieldsOf(value);
  const steps = listOf(fields['steps'], MOST_STEPS, stepOf);
  const ends = listOf(fields['ends'], OUTCOMES.length, waysOf);
  return steps === undefined || ends === undefined ? undefined : { steps, ends };
}

function stepOf(value: unknown): Funnel['steps'][number] | undefined {
  const fields = fieldsOf(value);
  const name = shortText(fields['name']);
  const reached = countOf(fields['reached']);
  return name === undefined || reached === undefined ? undefined : { name, reached };
}

function waysOf(value: unknown): Funnel['ends'][number] | undefined {
  const fields = fieldsOf(value);
  const outcome = OUTCOMES.find((one) => one === fields['outcome']);
  const flows = countOf(fields['flows']);
  return outcome === undefined || flows === undefined ? undefined : { outcome, flows };
}

/** Columns of numbers, each with how many it may have. */
const NUMBER_COLUMNS = {
  packets: MOST_PACKETS,
  packetEnd: MOST_MATCHES,
  fieldName: MOST_MATCHES * MOST_FIELDS_OF_MATCH,
  fieldEnd: MOST_MATCHES,
  by: MOST_MATCHES,
  what: MOST_MATCHES,
} as const;

type Columns = Omit<PackedMatches, 'classes' | 'omitted' | 'names' | 'texts' | 'traced'>;

/** The kind of each other column; they are as long as another one, or as the capture. */
const OTHER_COLUMNS = {
  flowClass: Uint16Array,
  complete: Uint8Array,
  outcome: Uint8Array,
  limit: Uint8Array,
  step: Uint8Array,
  atNs: Float64Array,
  fieldValue: Float64Array,
  matched: Uint32Array,
  unlistedBegins: Uint32Array,
  unlistedFlows: Uint32Array,
} as const;

function columnsOf(fields: Readonly<Record<string, unknown>>): Columns | undefined {
  const columns: Record<string, unknown> = {};
  for (const [name, Kind] of Object.entries(OTHER_COLUMNS)) {
    const column = fields[name];
    if (!(column instanceof Kind) || !isWhole(column)) return undefined;
    columns[name] = column;
  }
  for (const [name, most] of Object.entries(NUMBER_COLUMNS)) {
    const column = fields[name];
    if (!(column instanceof Int32Array) || !isWhole(column) || column.length > most) return undefined;
    columns[name] = column;
  }
  return columns as unknown as Columns;
}

/** A column has its buffer for itself: what moves on is what was looked at. */
function isWhole({ buffer, byteLength }: ArrayBufferView): boolean {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;
}

function areMatches(columns: PackedMatches, known: number): boolean {
  const { flowClass, complete, packets, packetEnd, fieldEnd, fieldName, classes, names } = columns;
  const { outcome, limit, atNs, by, what, step, matched, unlistedBegins, unlistedFlows } = columns;
  const rows = flowClass.length;
  const parallel = [complete, packetEnd, fieldEnd, outcome, limit, atNs, by, what];
  if (!parallel.every(({ length }) => length === rows)) return false;
  return (
    areBelow(flowClass, classes.length) &&
    areBelow(complete, 2) &&
    areBelow(packets, known) &&
    32 * matched.length <= known + 31 &&
    Math.max(unlistedBegins.length, unlistedFlows.length) <= known &&
    step.length === packets.length &&
    areBelow(step, MOST_STEPS + 1) &&
    areBelow(outcome, OUTCOMES.length + 1) &&
    areBelow(limit, 3) &&
    areBelow(what, Math.max(1, names.length)) &&
    areAbove(by, -1, known) &&
    areFinite(atNs) &&
    areEnds(packetEnd, packets.length, packets.length) &&
    areEnds(fieldEnd, fieldName.length, MOST_FIELDS_OF_MATCH)
  );
}

function areFields({ fieldName, fieldValue, names, texts }: PackedMatches): boolean {
  return (
    fieldValue.length === fieldName.length &&
    areBelow(fieldName, 2 * names.length) &&
    areValues(fieldName, fieldValue, texts.length)
  );
}

function areValues(fieldName: Int32Array, fieldValue: Float64Array, texts: number): boolean {
  for (let at = 0; at < fieldValue.length; at++) {
    const value = fieldValue[at];
    if (!Number.isFinite(value)) return false;
    if ((fieldName[at] & 1) === 1 && !(Number.isInteger(value) && value >= 0 && value < texts)) return false;
  }
  return true;
}

function areFinite(column: Float64Array): boolean {
  for (const number of column) if (!Number.isFinite(number)) return false;
  return true;
}

function lengthOf(texts: readonly string[]): number {
  let length = 0;
  for (const text of texts) length += text.length;
  return length;
}

function areBelow(column: Int32Array | Uint16Array | Uint8Array, limit: number): boolean {
  for (const number of column) if (number < 0 || number >= limit) return false;
  return true;
}

function areAbove(column: Int32Array, least: number, limit: number): boolean {
  for (const number of column) if (number < least || number >= limit) return false;
  return true;
}

/** Each part of a column begins where the one before ends, and the last one ends with the column. */
function areEnds(ends: Int32Array, length: number, mostOfOne: number): boolean {
  let before = 0;
  for (const end of ends) {
    if (end < before || end - before > mostOfOne) return false;
    before = end;
  }
  return before === length;
}
