/**
 * Damages captures in many ways and looks whether the core, the command line and (with `--page`) the built page hold what
 * they promise. All that was chosen by chance follows from the seed. Needs `npm run build` for the page.
 *
 *   npm run sweep -- [--seed N] [--mutants N] [--from N] [--page] [--corpora DIR] [--keep DIR]
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { corpora as corporaHere } from '../test/corpora.ts';
import { root } from './run.ts';
import { serveFolder } from './static-server.ts';
import { keepMutants } from './sweep/keep.ts';
import { sweepCore } from './sweep/run-core.ts';
import { sweepPage } from './sweep/run-page.ts';
import type { Finding, SweepTask } from './sweep/task.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    mutants: { type: 'string', default: '1000' },
    from: { type: 'string', default: '0' },
    page: { type: 'boolean', default: false },
    corpora: { type: 'string' },
    keep: { type: 'string', default: join(root, '.cache/sweep') },
  },
});

function wholeNumber(text: string, what: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${what} ${text} is no whole number.`);
  return Number(text);
}

function readTask(): SweepTask {
  const from = wholeNumber(values.from, 'from');
  const seed = wholeNumber(values.seed ?? String(Date.now() % 1e9), 'seed');
  const corpora = values.corpora ?? corporaHere;
  const task = { seed, from, to: from + wholeNumber(values.mutants, 'mutants') };
  return corpora === undefined ? task : { ...task, corpora };
}

/** Says now and then how far it is. */
function progress({ from, to }: SweepTask): (number: number) => void {
  return (number) => {
    const done = number + 1 - from;
    if (done % 500 === 0) console.log(`  ${done} of ${to - from}`);
  };
}

async function throughPage(task: SweepTask): Promise<readonly Finding[]> {
  const dist = join(root, 'dist');
  if (!existsSync(join(dist, 'index.html'))) throw new Error('There is no page in dist/ yet: npm run build.');
  const site = await serveFolder(dist);
  try {
    const { findings, memory } = await sweepPage(task, site.url, progress(task));
    console.log(`Memory of the tab, MB: ${memory.map((bytes) => Math.round(bytes / 1e6)).join(', ')}`);
    return findings;
  } finally {
    await site.close();
  }
}

async function main(): Promise<number> {
  const task = readTask();
  const where =
    task.corpora === undefined ? 'the project’s own captures' : `its own captures and those of ${task.corpora}`;
  const what = values.page ? 'the built page' : 'the core';
  console.log(`Seed ${task.seed}: ${task.to - task.from} mutants of ${where} through ${what}.`);
  const start = performance.now();
  const findings = values.page ? await throughPage(task) : await sweepCore(task, progress(task));
  for (const paragraph of keepMutants(findings, task, values.keep)) console.log(`\n${paragraph}`);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`\n${task.to - task.from} mutants in ${seconds} s: ${findings.length} failures.`);
  return findings.length === 0 ? 0 : 1;
}

process.exitCode = await main();
