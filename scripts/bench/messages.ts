import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { root } from '../run.ts';

/** What a run of the command-line tool took. */
interface Taken {
  /** Seconds of the processor, all threads together. */
  readonly seconds: number;
  /** The most memory it had at a time, bytes. */
  readonly bytes: number;
}

/** Says at its end what a process took; maxRSS is kilobytes. */
const TELL = `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  process.stderr.write('\\ntaken ' + (userCPUTime + systemCPUTime) / 1e6 + ' ' + maxRSS * 1024);
})`;

/** Reads all messages of a capture with the built tool, beside the reading of the same capture without them. */
export function measureMessages(path: string): { readonly messages: Taken; readonly info: Taken } {
  return { messages: taken('messages', path), info: taken('info', path) };
}

function taken(command: string, path: string): Taken {
  const tool = join(root, 'dist-cli/flowloom.mjs');
  const nowhere = openSync(devNull, 'w');
  const ran = spawnSync(process.execPath, ['--import', `data:text/javascript,${TELL}`, tool, command, path], {
    stdio: ['ignore', nowhere, 'pipe'],
    encoding: 'utf8',
  });
  closeSync(nowhere);
  const [, seconds = NaN, bytes = NaN] = /taken (\S+) (\S+)$/.exec(ran.stderr) ?? [];
  return { seconds: Number(seconds), bytes: Number(bytes) };
}
