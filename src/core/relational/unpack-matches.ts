import { BitSet } from '../../base/bit-set.ts';
import {
  OUTCOMES,
  type CapturedField,
  type Match,
  type MatchEnd,
  type MatchSet,
  type PackedMatches,
} from '../model/match.ts';
import { MOST_CHARACTERS } from './match-bounds.ts';
import { LIMITS } from './pack-matches.ts';

/**
 * The matches that columns hold. They come from where users' code runs and were checked on the way (check-matches.ts);
 * what is still left out are packets that the capture no longer has, and matches without packets: user code may empty
 * the list of its events. `packets`: how many there are. Each entry of a column is read once, whatever the others say.
 */
export function unpackMatches(packed: PackedMatches, packets: number): MatchSet {
  const { classes, omitted, matched } = packed;
  const known = BitSet.of(matched).toWords(packets);
  return { classes, matches: matchesOf(packed, packets), omitted, ...(matched.length > 0 && { matched: known }) };
}

function matchesOf(columns: PackedMatches, packets: number): Match[] {
  const { flowClass, complete, packetEnd, fieldEnd, classes } = columns;
  const takePackets = packetTaker(columns, packets);
  const takeFields = fieldTaker(columns);
  const matches: Match[] = [];
  for (let row = 0; row < flowClass.length; row += 1) {
    const number = flowClass[row];
    const known = takePackets(packetEnd[row]);
    const fields = takeFields(fieldEnd[row]);
    if (known.packets.length === 0 || !isBelow(number, classes.length)) continue;
    const end = endOf(columns, row, packets);
    matches.push({ flowClass: number, complete: complete[row] === 1, ...known, fields, ...(end && { end }) });
  }
  return matches;
}

function endOf(
  { outcome, limit, atNs, by, what, names }: PackedMatches,
  row: number,
  packets: number,
): MatchEnd | undefined {
  const known = OUTCOMES[outcome[row] - 1];
  if (known === undefined) return undefined;
  const passed = LIMITS[limit[row]];
  return {
    outcome: known,
    atNs: atNs[row],
    what: names[what[row]] ?? '',
    ...(isBelow(by[row], packets) && { by: by[row] }),
    ...(passed !== undefined && { limit: passed }),
  };
}

/** Gives the packets from where it stands to an end, and stays there: it never goes back. */
function packetTaker(
  { packets: column, step }: PackedMatches,
  packets: number,
): (end: number) => Pick<Match, 'packets' | 'steps'> {
  let at = 0;
  return (end) => {
    const known: number[] = [];
    const steps: number[] = [];
    for (; at < end && at < column.length; at += 1) {
      if (!isBelow(column[at], packets)) continue;
      known.push(column[at]);
      if (step[at] > 0) steps.push(step[at] - 1);
    }
    return steps.length === known.length ? { packets: known, steps } : { packets: known };
  };
}

/** The same for fields, whose values lie one after the other in one text. */
function fieldTaker({
  fieldName,
  fieldNumber,
  names,
  values,
  valueEnd,
}: PackedMatches): (end: number) => CapturedField[] {
  let at = 0;
  let from = 0;
  return (end) => {
    const fields: CapturedField[] = [];
    for (; at < end && at < fieldName.length; at += 1) {
      const to = Math.max(from, Math.min(valueEnd[at], from + MOST_CHARACTERS));
      const number = fieldNumber[at];
      const field = { name: names[fieldName[at]] ?? '', value: values.slice(from, to) };
      fields.push(Number.isNaN(number) ? field : { ...field, number });
      from = to;
    }
    return fields;
  };
}

function isBelow(value: number, limit: number): boolean {
  return value >= 0 && value < limit;
}
