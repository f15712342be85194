import type { LineStore } from '../lines/line-store.ts';
import type { MatchLine } from '../model/log.ts';
import type { MatchDetail } from '../model/match.ts';
import type { MatchedEvents } from './matched-events.ts';
import type { MatchStore } from './match-store.ts';

/** Lines that are listed of one match. */
const MOST_LINES_SHOWN = 10_000;

/** Lines as events of matches: in a log without times no match has any. */
export function eventsOfLines({ length, timeNs, times }: LineStore): MatchedEvents {
  return { length, timeNs: times === undefined ? new Float64Array(length).fill(Number.NaN) : timeNs };
}

/** One match over lines, with what the lines say. */
export function describeLineMatch(lines: LineStore, store: MatchStore, match: number): MatchDetail | undefined {
  const found = store.get(match);
  if (found === undefined) return undefined;
  const { flowClass, complete, end, fields, packets, steps } = found;
  const result = store.set.classes[flowClass];
  const names = result?.funnel?.steps ?? [];
  const shown = packets.slice(0, MOST_LINES_SHOWN).map((line, at): MatchLine => {
    const step = names[steps?.[at] ?? -1]?.name;
    return { line, text: lines.text(line), timeNs: store.timeNs(line), ...(step !== undefined && { step }) };
  });
  return {
    match,
    flowClass,
    className: result?.name ?? '',
    complete,
    ...(end && { end }),
    fields,
    events: [],
    lines: shown,
    lineCount: packets.length,
    others: [],
    othersOmitted: 0,
    flows: [],
    firstNs: store.timeNs(packets[0]) ?? Number.NaN,
    lastNs: store.timeNs(packets[packets.length - 1]) ?? Number.NaN,
  };
}
