import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { definitionFault } from '../../../../src/core/relational/sequence/definition.ts';
import { definitions, streams, windows } from './random-definitions.ts';
import { slowMatches } from './slow-matcher.ts';
import { slowWindows } from './slow-windows.ts';
import { definitionOf, runTrace, runWindow } from './traces.ts';

/** More of them: FLOWLOOM_RUNS=100000. */
const numRuns = Number(process.env['FLOWLOOM_RUNS'] ?? 400);
const seed = Number(process.env['FLOWLOOM_SEED'] ?? 20_260);

describe('at random, the matcher finds what its rules say when they are followed plainly', () => {
  it('of sequences', () => {
    fc.assert(
      fc.property(definitions, streams(), (definition, events) => {
        expect(definitionFault(definitionOf(definition))).toBeUndefined();
        expect(runTrace(definition, events)).toEqual(slowMatches(definition, events));
      }),
      { numRuns, seed },
    );
  }, 600_000);

  it('of windows', () => {
    fc.assert(
      fc.property(windows, streams(), fc.boolean(), (window, events, absent) => {
        expect(runWindow(window, events, absent)).toEqual(slowWindows(window, events, absent));
      }),
      { numRuns, seed },
    );
  }, 600_000);
});
