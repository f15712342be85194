import type { Said } from '../core/model/console-line.ts';
import type { RunFound, RunOptions } from '../core/model/match.ts';
import type { Failure, Reply } from '../core/model/failure.ts';
import type { DataApi } from '../protocol/data.ts';

/** What one run of relational flows reports while it goes on. */
export interface RunProgress {
  readonly events: number;
  readonly completed: number;
  /** Events are lines of the open log. */
  readonly isOverLines: boolean;
  /** What the code has written since it was last told. */
  readonly said?: Said;
}

/** A mark in the code: 1-based line and column. */
export interface CodeMark {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly severity: 'error' | 'warning';
}

/** A question to the data worker that is under way. */
export interface DataCall {
  readonly name: keyof DataApi;
  readonly input: readonly unknown[];
}

/** What the page is told of the data worker, besides answers. */
export interface DataEvents {
  /** It can answer no more; `asked` was under way. */
  died(failure: Failure, asked: readonly DataCall[]): void;
  /** Bytes of the open capture's files can no longer be had. */
  unreadable(failure: Failure): void;
  /** It has not answered for some seconds, with what it was asked; undefined: it answers again. */
  busy(asked: readonly DataCall[] | undefined): void;
}

/**
 * What actions may ask of the threads behind the page; `src/engine` implements it, `main.tsx` hands it in through
 * `connectEngine`. No call rejects for an expected reason, and none stays open when its worker dies.
 */
export interface EnginePort {
  /** The data worker: same calls, each guarded against its death. */
  readonly data: DataApi;
  /** Ends the data worker, whatever it does, and starts another one; the calls that were under way, oldest first. */
  restartData(): readonly DataCall[];
  /** Runs TypeScript over all packets in the sandbox. `stopRun` or the deadline ends it with a failure. */
  run(code: string, options: RunOptions, onProgress: (progress: RunProgress) => void): Promise<Reply<RunFound>>;
  stopRun(): void;
  /** Fetches the scripts that later work needs, so that it needs no host then. Rejects if they cannot be had. */
  preload(): Promise<void>;
}

let port: EnginePort | undefined;

/** Gives the actions their engine; called once by main.tsx, and by tests with one of their own. */
export function connectEngine(engine: EnginePort): void {
  port = engine;
}

/** The engine; a defect if called before connectEngine. */
export function engine(): EnginePort {
  if (port === undefined) throw new Error('The engine is not connected yet.');
  return port;
}
