import type { LetterEvent, TraceResult, TraceWindow } from './traces.ts';
import { slowMatches } from './slow-matcher.ts';

interface Episode {
  readonly events: number[];
  peak: number;
  lastNs: number;
  readonly order: number;
}

/** Rule by rule what a window finds in a stream of events: the measure is made anew at each of them. */
export function slowWindows(
  window: TraceWindow,
  events: readonly LetterEvent[],
  absent: boolean,
): Pick<TraceResult, 'matches'> {
  const withinNs = Math.round(window.within * 1e9);
  const seen = new Map<string, LetterEvent[]>();
  const listed = new Set<LetterEvent>();
  const open = new Map<string, Episode>();
  const matches: unknown[] = [];
  let clock = -Infinity;
  const close = (hasPassed: (atNs: number) => boolean): void => {
    for (;;) {
      const due = [...open].map(([key, episode]) => ({ key, episode, atNs: episode.lastNs + withinNs }));
      const [next] = due
        .filter(({ atNs }) => hasPassed(atNs))
        .sort((a, b) => a.atNs - b.atNs || a.episode.order - b.episode.order);
      if (next === undefined) return;
      open.delete(next.key);
      matches.push({ events: next.episode.events, at: next.atNs / 1e9, peak: next.episode.peak });
    }
  };
  for (const event of events) {
    clock = Math.max(clock, event.timeNs);
    close((atNs) => atNs < clock);
    const key = window.key === true ? event.key : '';
    if (key === undefined || !isSeen(window, event)) continue;
    const own = seen.get(key) ?? [];
    seen.set(key, own);
    own.push(event);
    const inside = own.filter(({ timeNs }) => clock - timeNs <= withinNs);
    const measured = measure(window, inside);
    if (measured < window.threshold) continue;
    const order = [...seen.keys()].indexOf(key);
    const episode = open.get(key) ?? { events: [], peak: measured, lastNs: -Infinity, order };
    open.set(key, episode);
    episode.peak = Math.max(episode.peak, measured);
    episode.lastNs = Math.max(episode.lastNs, event.timeNs);
    for (const one of inside) if (!listed.has(one)) episode.events.push(one.number);
    for (const one of inside) listed.add(one);
  }
  close((atNs) => absent || atNs <= clock);
  for (const { events: taken, peak } of [...open.values()].sort((a, b) => a.order - b.order))
    matches.push({ events: taken, at: clock / 1e9, peak, cut: true });
  return { matches };
}

function measure({ measure: what }: TraceWindow, inside: readonly LetterEvent[]): number {
  if (what === 'count') return inside.length;
  const values = inside.flatMap(({ value }) => value ?? []);
  return what === 'distinct' ? new Set(values).size : values.reduce((sum, value) => sum + value, 0);
}

/** A condition holds for an event if a sequence of it alone takes the event. */
function isSeen({ where }: TraceWindow, event: LetterEvent): boolean {
  if (where === undefined) return true;
  return slowMatches({ items: [{ step: 'A', when: where }] }, [event]).matches.length > 0;
}
