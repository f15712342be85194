import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../scripts/run.ts';
import { keepMutants } from '../../scripts/sweep/keep.ts';
import { sweepCore } from '../../scripts/sweep/run-core.ts';

/**
 * The short part of `npm run sweep`: other mutants with every run, since it should find what is new. FLOWLOOM_SEED brings a
 * run back; what fails says its seed, its number, and where the mutant lies.
 */
const seed = Number(process.env['FLOWLOOM_SEED'] ?? Date.now() % 1_000_000_000);
const MUTANTS = 160;

it(`damaged captures keep what is promised of them (seed ${seed})`, async () => {
  console.log(`${MUTANTS} mutants of the seed ${seed}; FLOWLOOM_SEED=${seed} brings them back`);
  const task = { seed, from: 0, to: MUTANTS };
  const findings = await sweepCore(task);
  expect(keepMutants(findings, task, join(root, '.cache/sweep')).join('\n\n')).toBe('');
}, 300_000);
