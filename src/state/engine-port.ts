import type { PackedMatches, RunOptions } from '../core/model/match.ts';
import type { Reply } from '../core/model/failure.ts';
import type { DataApi } from '../protocol/data.ts';

/** What one run of relational flows reports while it goes on. */
export interface RunProgress {
  readonly events: number;
  readonly completed: number;
}

/** A mark in the code: 1-based line and column. */
export interface CodeMark {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly severity: 'error' | 'warning';
}

/**
 * What actions may ask of the threads behind the page; `src/engine` implements it, `main.tsx` hands it in through
 * `connectEngine`. No call rejects for an expected reason, and none stays open when its worker dies.
 */
export interface EnginePort {
  /** The data worker: same calls, each guarded against its death. */
  readonly data: DataApi;
  /** Runs TypeScript over all packets in the sandbox. `stopRun` or the deadline ends it with a failure. */
  run(code: string, options: RunOptions, onProgress: (progress: RunProgress) => void): Promise<Reply<PackedMatches>>;
  stopRun(): void;
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
