import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { TOOL_FOLDER } from '../build-tool.ts';

const TOOL: readonly string[] = [join(TOOL_FOLDER, 'flowloom.mjs')];

export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** A folder for the files of one test file; commands run in it. */
export interface WorkFolder {
  readonly cwd: string;
  /** Arguments of Node that run the tool. */
  readonly tool: readonly string[];
  /** Writes a file; its name again. */
  write(name: string, bytes: Uint8Array | string): string;
  read(name: string): Buffer;
  /** Runs the tool; `node`: further options of Node. */
  run(words: readonly string[], input?: Uint8Array, node?: readonly string[]): Promise<Ended>;
}

/** Makes a folder that is deleted at the end of the test file. */
export function workFolder(): WorkFolder {
  const cwd = mkdtempSync(join(tmpdir(), 'flowloom-test-'));
  afterAll(() => rmSync(cwd, { recursive: true }));
  return {
    cwd,
    tool: TOOL,
    write(name, bytes) {
      writeFileSync(join(cwd, name), bytes);
      return name;
    },
    read: (name) => readFileSync(join(cwd, name)),
    run: (words, input, node = []) => flowloom([...node, ...TOOL, ...words], cwd, input),
  };
}

/** Runs the tool in a process of its own. */
function flowloom(words: readonly string[], cwd: string, input?: Uint8Array): Promise<Ended> {
  const child = spawn(process.execPath, words, { cwd });
  // A tool that does not read its input closes it; writing then fails, which is no failure of the test.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => out.push(piece));
  child.stderr.on('data', (piece: Buffer) => err.push(piece));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) =>
      resolve({ status, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
  });
}
