import type { MatchDetail } from '../model/match.ts';
import type { ByteSource } from '../model/reader.ts';
import type { CaptureTables } from '../tables.ts';
import type { MatchStore } from './match-store.ts';
import { notedBriefs } from './ladder/describe-ladder.ts';

/** Faint packets that a ladder gets. */
const MOST_OTHERS = 500;

/** One match drawn out. The match must exist and have packets. */
export async function describeMatch(
  tables: CaptureTables,
  bytes: ByteSource,
  store: MatchStore,
  match: number,
): Promise<MatchDetail | undefined> {
  const found = store.get(match);
  if (found === undefined) return undefined;
  const flows = store.flowsOf(match);
  const { others, count } = otherPackets(tables, found.packets, flows);
  const { timeNs } = tables.packets;
  const events = await notedBriefs(tables, bytes, found.packets);
  const between = await notedBriefs(tables, bytes, others);
  const steps = store.set.classes[found.flowClass]?.funnel?.steps ?? [];
  const unread = events.unread ?? between.unread;
  return {
    match,
    flowClass: found.flowClass,
    className: store.set.classes[found.flowClass]?.name ?? '',
    complete: found.complete,
    ...(found.end && { end: found.end }),
    fields: found.fields,
    events: events.packets.map((packet, at) => {
      const step = steps[found.steps?.[at] ?? -1]?.name;
      return step === undefined ? packet : { ...packet, step };
    }),
    others: between.packets,
    othersOmitted: count - others.length,
    flows,
    firstNs: timeNs[found.packets[0]],
    lastNs: timeNs[found.packets[found.packets.length - 1]],
    ...(unread !== undefined && { unread }),
  };
}

/** Packets of the flows between the first event and the last that are no events: the first of them, and how many. */
function otherPackets(
  tables: CaptureTables,
  events: readonly number[],
  flows: readonly number[],
): { readonly others: readonly number[]; readonly count: number } {
  const taken = new Set(events);
  const wanted = new Set(flows);
  const from = events.reduce((least, row) => Math.min(least, row), Infinity);
  const to = events.reduce((most, row) => Math.max(most, row), -1);
  const { flow } = tables.packets;
  const others: number[] = [];
  let count = 0;
  for (let row = from + 1; row < to; row++) {
    if (!wanted.has(flow[row]) || taken.has(row)) continue;
    count++;
    if (others.length < MOST_OTHERS) others.push(row);
  }
  return { others, count };
}
