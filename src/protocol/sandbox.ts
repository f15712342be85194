import type { EventBatch } from '../core/model/event.ts';
import type { Failure } from '../core/model/failure.ts';
import type { PackedMatches, RunOptions } from '../core/model/match.ts';

/**
 * Messages to and from the sandbox worker: plain data by postMessage, no comlink, since the worker is made by the
 * sandbox page and user code shares its global scope.
 */
export type SandboxRequest =
  /** Load a module: JavaScript text whose exported classes extend Flow. */
  | { readonly type: 'load'; readonly code: string; readonly options: RunOptions }
  | { readonly type: 'events'; readonly batch: EventBatch }
  /** No more events: answer with the matches. */
  | { readonly type: 'finish' };

export type SandboxReply =
  | { readonly type: 'ready' }
  | { readonly type: 'loaded'; readonly classes: readonly string[] }
  | { readonly type: 'progress'; readonly events: number; readonly completed: number }
  | { readonly type: 'done'; readonly matches: PackedMatches }
  | { readonly type: 'failed'; readonly failure: Failure };
