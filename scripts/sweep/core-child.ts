/** The process that looks at mutants: `run-core.ts` starts it, watches it, and ends it. */
import { checkCore } from './check-core.ts';
import { mutantOf, nameOfMutant } from './mutants.ts';
import type { CoreMessage } from './run-core.ts';
import { sourcesOf } from './sources.ts';
import type { SweepTask } from './task.ts';

/** Memory that one mutant may take, bytes. */
const MOST_GROWTH = 500e6;

const task = JSON.parse(process.argv[2] ?? '{}') as SweepTask;

/** Waits until the other side has it: a process that dies must not take the last word with it. */
function tell(message: CoreMessage): Promise<void> {
  return new Promise((resolve) => process.send?.(message, () => resolve()));
}

const sources = sourcesOf(task);
for (let number = task.from; number < task.to; number++) {
  const mutant = mutantOf(sources, task.seed, number);
  const name = nameOfMutant(mutant);
  await tell({ type: 'begun', number, name });
  const [before, peak] = [process.memoryUsage().rss, process.resourceUsage().maxRSS];
  const wrong = [...(await checkCore(mutant))];
  const after = process.resourceUsage().maxRSS;
  // The peak is that of the whole process, in kB: it tells of this mutant only if it was reached with it.
  const growth = after > peak ? after * 1024 - before : 0;
  if (growth > MOST_GROWTH) wrong.push(`${Math.round(growth / 1e6)} MB more memory`);
  await tell({ type: 'done', number, name, wrong });
}
process.disconnect();
