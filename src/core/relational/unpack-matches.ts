import type { CapturedField, Match, MatchSet, PackedMatches } from '../model/match.ts';

/** Bounds of what is believed; what packs matches stays below them. */
const MOST_FIELDS = 32;
const MOST_CHARACTERS = 200;

/**
 * The matches that columns hold. They come from where users' code runs: packets that do not exist, matches without
 * packets or class, and texts beyond bounds are left out, whatever the numbers say. `packets`: how many there are.
 */
export function unpackMatches(packed: PackedMatches, packets: number): MatchSet {
  const { classes, omitted } = packed;
  return { classes, matches: matchesOf(packed, packets), omitted };
}

function matchesOf(columns: PackedMatches, packets: number): Match[] {
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

function fieldsOfMatch({ fieldName, names, values, valueEnd }: PackedMatches, from: number, end = 0): CapturedField[] {
  const fields: CapturedField[] = [];
  for (let at = from; at < Math.min(end, from + MOST_FIELDS, fieldName.length); at += 1) {
    const start = startOf(valueEnd, at);
    const stop = Math.max(0, Math.min(valueEnd[at] ?? 0, start + MOST_CHARACTERS));
    fields.push({ name: names[fieldName[at] ?? 0] ?? '', value: values.slice(start, stop) });
  }
  return fields;
}

function isBelow(value: unknown, limit: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < limit;
}
