import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutantOf } from './mutants.ts';
import { sourcesOf } from './sources.ts';
import type { Finding, SweepTask } from './task.ts';

/** Lines told of one mutant. */
const MOST_LINES = 5;

/** Writes the mutants that were found into a folder; a paragraph on each, with what brings it back. */
export function keepMutants(findings: readonly Finding[], task: SweepTask, folder: string): string[] {
  if (findings.length === 0) return [];
  const sources = sourcesOf(task);
  mkdirSync(folder, { recursive: true });
  return findings.map(({ number, name, wrong }) => {
    const mutant = mutantOf(sources, task.seed, number);
    const path = join(folder, `${task.seed}-${name.replaceAll('/', '-')}`);
    writeFileSync(path, mutant.bytes);
    const corpora = task.corpora === undefined ? '' : ` --corpora ${task.corpora}`;
    const head = `seed ${task.seed}, mutant ${number}: ${mutant.way} of ${mutant.source.name}, from byte ${mutant.firstChange}`;
    const again = `npm run sweep -- --seed ${task.seed} --from ${number} --mutants 1${corpora}`;
    return [
      head,
      ...wrong.slice(0, MOST_LINES).map((line) => `  ${line.slice(0, 2000)}`),
      `  ${path}`,
      `  ${again}`,
    ].join('\n');
  });
}
