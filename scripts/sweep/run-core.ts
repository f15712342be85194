import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Finding, SweepTask } from './task.ts';

/** What the process that looks says: a mutant is begun, or done. */
export type CoreMessage =
  | { readonly type: 'begun'; readonly number: number; readonly name: string }
  | { readonly type: 'done'; readonly number: number; readonly name: string; readonly wrong: readonly string[] };

/** Time for one mutant, with all that is asked about it, ms. */
const MOST_MS = 20_000;
/** Heap of the process that looks, MB; memory outside of it is measured by mutant (core-child.ts). */
const HEAP_MB = 1024;

/** After so many processes that had to be ended there is enough to mend. */
const MOST_BEGUN = 8;

const CHILD = fileURLToPath(new URL('core-child.ts', import.meta.url));
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/**
 * Looks at mutants in a process of its own, which is ended and begun again behind a mutant that keeps it too long or takes
 * it down. Ends early if that happens often.
 */
export async function sweepCore(
  task: SweepTask,
  onDone: (number: number) => void = () => undefined,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  let begun = 0;
  for (let { from } = task; from < task.to && begun < MOST_BEGUN; begun++)
    from = await runOnce({ ...task, from }, findings, onDone);
  return findings;
}

/** Runs a process as far as it comes; the number to go on with. */
function runOnce(task: SweepTask, findings: Finding[], onDone: (number: number) => void): Promise<number> {
  const child = fork(CHILD, [JSON.stringify(task)], {
    execArgv: [`--max-old-space-size=${HEAP_MB}`, '--import', TSX],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  const last: string[] = [];
  child.stderr?.on('data', (piece: Buffer) => void last.push(piece.toString()));
  return new Promise((resolve) => {
    let begun: { number: number; name: string } | undefined;
    let timer = setTimeout(() => undefined, 0);
    child.on('message', (message: CoreMessage) => {
      clearTimeout(timer);
      if (message.type === 'done') {
        begun = undefined;
        if (message.wrong.length > 0) findings.push(message);
        onDone(message.number);
      } else {
        begun = message;
        timer = endAfter(child);
      }
    });
    child.on('close', (status, signal) => {
      clearTimeout(timer);
      if (begun === undefined && status === 0) return resolve(task.to);
      const { number, name } = begun ?? { number: task.from, name: 'before any mutant' };
      const why =
        signal === 'SIGKILL' ? `longer than ${MOST_MS} ms` : `status ${status}: ${last.join('').slice(-1500)}`;
      findings.push({ number, name, wrong: [`ended: ${why}`] });
      resolve(begun === undefined ? task.to : number + 1);
    });
  });
}

function endAfter(child: ChildProcess): NodeJS.Timeout {
  return setTimeout(() => child.kill('SIGKILL'), MOST_MS);
}
