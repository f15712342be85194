import { describe, expect, it } from 'vitest';
import { ExactSum } from '../../../../src/core/relational/sequence/exact-sum.ts';
import type { Outcomes } from '../../../../src/core/relational/sequence/outcomes.ts';
import { WindowMatcher } from '../../../../src/core/relational/sequence/window-matcher.ts';
import type { Measure } from '../../../../src/core/relational/sequence/window-measure.ts';

interface Sample {
  readonly timeNs: number;
  readonly value: number | undefined;
}

interface Episode {
  readonly events: readonly Sample[];
  readonly peak: number | undefined;
}

const nothing = (): void => undefined;

function episodes(samples: readonly Sample[], type: Measure<Sample>['type'], threshold: number): Episode[] {
  const found: Episode[] = [];
  const outcomes: Outcomes<Sample> = {
    match: ({ events }, _, more) => found.push({ events: [...events], peak: more?.peak }),
    ended: nothing,
    open: nothing,
    reached: nothing,
    threw: nothing,
  };
  const measure: Measure<Sample> = type === 'count' ? { type } : { type, of: ({ value }) => value };
  const matcher = new WindowMatcher<Sample>({ name: 'w', withinNs: 10, measure, threshold }, outcomes);
  samples.forEach((sample, at) => matcher.ingest(sample, at + 1, sample.timeNs));
  matcher.end(false);
  return found;
}

/** The same by the rule’s words: the window is looked through anew for each event. */
function episodesPlainly(samples: readonly Sample[], type: Measure<Sample>['type'], threshold: number): Episode[] {
  const found: Episode[] = [];
  let open: { events: Sample[]; peak: number; lastNs: number } | undefined;
  let clock = -Infinity;
  samples.forEach((sample, at) => {
    clock = Math.max(clock, sample.timeNs);
    if (open !== undefined && clock > open.lastNs + 10) {
      found.push(open);
      open = undefined;
    }
    const inside = samples.slice(0, at + 1).filter(({ timeNs }) => clock - timeNs <= 10);
    const values = inside.flatMap(({ value }) => value ?? []);
    const measured = { count: inside.length, distinct: new Set(values).size, sum: values.reduce((a, b) => a + b, 0) };
    if (measured[type] < threshold) return;
    open ??= { events: [], peak: 0, lastNs: -Infinity };
    open.peak = Math.max(open.peak, measured[type]);
    open.lastNs = Math.max(open.lastNs, sample.timeNs);
    // Each event is listed in one episode only.
    const listed = new Set([...found.flatMap(({ events }) => events), ...open.events]);
    open.events.push(...inside.filter((one) => !listed.has(one)));
  });
  if (open !== undefined) found.push(open);
  return found.map(({ events, peak }) => ({ events, peak }));
}

function randomSamples(seed: number): Sample[] {
  let state = seed;
  const next = (below: number): number => (state = (state * 48_271) % 2_147_483_647) % below;
  let timeNs = 0;
  return Array.from({ length: 60 }, () => {
    timeNs += next(6);
    const value = next(5) === 0 ? undefined : next(4);
    return { timeNs: Math.max(0, timeNs - (next(4) === 0 ? next(15) : 0)), value };
  });
}

describe('a window', () => {
  it.each(['count', 'distinct', 'sum'] as const)('measures %s as if it were looked through for each event', (type) => {
    for (let seed = 1; seed <= 100; seed++) {
      const samples = randomSamples(seed);
      for (const threshold of [2, 3, 5])
        expect(episodes(samples, type, threshold), `${seed}`).toEqual(episodesPlainly(samples, type, threshold));
    }
  });
});

describe('a sum of numbers that come and go', () => {
  it('is exact however many went', () => {
    const sum = new ExactSum();
    for (let times = 0; times < 10; times++) sum.add(0.1);
    expect(sum.value).toBe(1);
    sum.add(1e300);
    sum.remove(1e300);
    expect(sum.value).toBe(1);
  });

  it('forgets what is no number when it goes', () => {
    const sum = new ExactSum();
    for (const value of [1, NaN, NaN, Infinity]) sum.add(value);
    expect(sum.value).toBeNaN();
    for (const value of [NaN, NaN]) sum.remove(value);
    expect(sum.value).toBe(Infinity);
    sum.remove(Infinity);
    expect(sum.value).toBe(1);
  });
});
