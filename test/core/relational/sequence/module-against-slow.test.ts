import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Match, MatchSet } from '../../../../src/core/model/match.ts';
import { checkMatches } from '../../../../src/core/relational/check-matches.ts';
import { packMatches } from '../../../../src/core/relational/pack-matches.ts';
import { RelationalRun } from '../../../../src/core/relational/relational-run.ts';
import { unpackMatches } from '../../../../src/core/relational/unpack-matches.ts';
import { loadedModule } from '../loaded-module.ts';
import { packetsOf, sequenceText, windowText, type Style } from './definition-text.ts';
import { definitions, streams, windows } from './random-definitions.ts';
import { slowMatches } from './slow-matcher.ts';
import { slowWindows } from './slow-windows.ts';
import type { LetterEvent, TraceResult } from './traces.ts';

const numRuns = Number(process.env['FLOWLOOM_RUNS'] ?? 400) / 10;
const seed = Number(process.env['FLOWLOOM_SEED'] ?? 20_260);
const styles: fc.Arbitrary<Style> = fc.record({
  asked: fc.boolean(),
  key: fc.constantFrom('flow', 'fields', 'function', 'list'),
});

/** Loads and runs a module as the sandbox does, in batches of so many packets, and takes what it gives as the page does. */
async function found(source: string, events: readonly LetterEvent[], size: number): Promise<MatchSet> {
  const run = RelationalRun.start(await loadedModule(source));
  if (!run.ok) throw new Error(`${run.failure.detail}: ${source}`);
  const texts: string[] = [];
  for (let from = 0; from < events.length; from += size)
    expect(run.value.feed(packetsOf(events.slice(from, from + size), from, texts))).toBeUndefined();
  const set = run.value.finish();
  if (!set.ok) throw new Error(set.failure.detail);
  const checked = checkMatches(packMatches(set.value), events.length);
  if (checked === undefined) throw new Error('what was found is not believed');
  return unpackMatches(checked, events.length);
}

const numbers = ({ packets }: Match): number[] => packets.map((packet) => packet + 1);

/** What the module found of one definition, as the traces write it. */
function told({ matches, classes }: MatchSet, flowClass: number): TraceResult {
  const own = [...matches].filter((match) => match.flowClass === flowClass);
  const of = (is: (match: Match) => boolean): Match[] => own.filter(is);
  const at = ({ end }: Match): number => (end?.atNs ?? NaN) / 1e9;
  return {
    matches: of(({ complete }) => complete).map((match) => ({
      events: numbers(match),
      at: at(match),
      ...(match.end?.outcome === 'cut' && { cut: true }),
      ...Object.fromEntries(match.fields.map(({ name, number }) => [name, number])),
    })),
    ended: of(({ complete, end }) => !complete && end?.outcome !== 'open').map((match) => ({
      events: numbers(match),
      reason: match.end?.outcome,
      at: at(match),
      ...(match.end?.by !== undefined && { by: match.end.by + 1 }),
      ...(match.end?.limit !== undefined && { limit: match.end.limit }),
      ...(match.end?.outcome === 'forbidden' && { without: match.end.what }),
    })),
    open: of(({ end }) => end?.outcome === 'open').map((match) => ({
      events: numbers(match),
      waitsFor: match.end?.what === '' ? [] : match.end?.what.split(' or '),
    })),
    reached: (classes[flowClass]?.funnel?.steps ?? []).map(({ reached }) => reached),
  };
}

/** As far as a run tells it: not what a fork would have been forbidden by, and not that what is open has forked. */
function asTold(result: TraceResult): TraceResult {
  const ended = (result.ended as Record<string, unknown>[]).map(({ without, ...rest }) =>
    rest['reason'] === 'forbidden' ? { ...rest, without } : rest,
  );
  const open = (result.open as Record<string, unknown>[]).map((flow) => ({ ...flow, forked: undefined }));
  return { ...result, ended, open };
}

describe('at random, a module that is loaded as the sandbox does finds what the rules say', () => {
  it('of sequences, none of which minds the others', async () => {
    const several = fc.array(fc.tuple(definitions, styles), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(several, streams(false), fc.integer({ min: 1, max: 50 }), async (all, events, size) => {
        const lines = all.map(
          ([definition, style], at) => `export const s${at} = ${sequenceText(`s${at}`, definition, style)};`,
        );
        const head = `import { sequence } from 'flowloom';\nconst fail = () => { throw new Error('no'); };`;
        const set = await found([head, ...lines].join('\n'), events, size);
        for (const [at, [definition]] of all.entries()) {
          const { endOfStream: _, ...sayable } = definition;
          const items = sayable.items.map((item) => (item.optional === true ? { ...item, times: undefined } : item));
          const wanted = slowMatches({ ...sayable, items }, events);
          expect(told(set, at), lines[at]).toEqual(asTold(wanted));
        }
      }),
      { numRuns, seed },
    );
  }, 600_000);

  it('of windows', async () => {
    const several = fc.array(fc.tuple(windows, styles), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(several, streams(false), fc.integer({ min: 1, max: 50 }), async (all, events, size) => {
        const lines = all.map(([one, style], at) => `export const w${at} = ${windowText(`w${at}`, one, style)};`);
        const head = `import { window } from 'flowloom';\nconst fail = () => { throw new Error('no'); };`;
        const set = await found([head, ...lines].join('\n'), events, size);
        for (const [at, [one]] of all.entries()) {
          expect(told(set, at).matches, lines[at]).toEqual(slowWindows(one, events, false).matches);
        }
      }),
      { numRuns, seed },
    );
  }, 600_000);
});
