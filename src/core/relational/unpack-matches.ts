import { BitSet } from '../../base/bit-set.ts';
import type { Match, MatchColumns, MatchList, MatchSet, PackedMatches } from '../model/match.ts';
import { ColumnMatches, startOf } from './match-list.ts';
import { MatchTexts, MatchWriter } from './match-writer.ts';

/**
 * The matches that columns hold. They come from where users' code runs and were checked on the way (check-matches.ts);
 * what is still left out are packets that the capture no longer has, and matches without packets: user code may empty
 * the list of its events. `packets`: how many there are.
 */
export function unpackMatches(packed: PackedMatches, packets: number): MatchSet {
  const { classes, omitted, matched, unlistedBegins, unlistedFlows, traced: _, ...columns } = packed;
  const known = BitSet.of(matched).toWords(packets);
  const unlisted = unlistedBegins.length > 0 && {
    unlisted: { begins: unlistedBegins.slice(0, packets), flows: unlistedFlows.slice(0, packets) },
  };
  return {
    classes,
    matches: knownMatches(columns, packets),
    omitted,
    ...unlisted,
    ...(matched.length > 0 && { matched: known }),
  };
}

/** The columns as they are if nothing has to be left out. */
function knownMatches(columns: MatchColumns, packets: number): MatchList {
  const all = new ColumnMatches(columns);
  if (columns.packets.every((packet) => isBelow(packet, packets)) && haveAllPackets(columns)) return all;
  const kept = new MatchWriter(new MatchTexts(Infinity));
  for (const match of all) {
    const known = withKnown(match, packets);
    if (known.packets.length > 0) kept.add(known);
  }
  return new ColumnMatches(kept.take());
}

function haveAllPackets({ packetEnd }: MatchColumns): boolean {
  return packetEnd.every((end, row) => end > startOf(packetEnd, row));
}

function withKnown({ packets: all, steps, end, ...match }: Match, packets: number): Match {
  const places = all.flatMap((packet, at) => (isBelow(packet, packets) ? at : []));
  const { by, ...ended } = end ?? {};
  const isKnown = by !== undefined && isBelow(by, packets);
  return {
    ...match,
    packets: places.map((at) => all[at]),
    ...(steps && { steps: places.map((at) => steps[at]) }),
    ...(end && { end: { ...(ended as typeof end), ...(isKnown && { by }) } }),
  };
}

function isBelow(value: number, limit: number): boolean {
  return value >= 0 && value < limit;
}
