import type { Said } from '../core/model/console-line.ts';
import type { EventBatch } from '../core/model/event.ts';
import type { Failure } from '../core/model/failure.ts';
import type { PackedMatches, RunOptions } from '../core/model/match.ts';
import type { OperatorResults } from '../core/model/operators.ts';
import type { RecordBatch, Source } from '../core/model/record-event.ts';
import type { TraceKeys } from '../core/model/trace.ts';

/**
 * Messages to and from the sandbox worker: plain data by postMessage, no comlink, since the worker is made by the
 * sandbox page and user code shares its global scope. Each request is answered once, and nothing is said unasked but
 * `ready`, by which the worker takes its port. Between page and sandbox stands a worker that checks each answer
 * (workers/reply-reader.ts).
 */
export type SandboxRequest =
  /** Load a module: JavaScript text whose exported classes extend Flow. */
  | { readonly type: 'load'; readonly code: string; readonly options: RunOptions }
  | { readonly type: 'events'; readonly batch: EventBatch }
  /** Events that are no packets. */
  | { readonly type: 'records'; readonly batch: RecordBatch }
  /** No more events: answer with the matches. */
  | { readonly type: 'finish' }
  /** Go on with what `progress` has interrupted. */
  | { readonly type: 'continue' };

export type SandboxReply = Answer & {
  /** What the code wrote to its console since the answer before. */
  readonly said?: Said;
};

type Answer =
  | { readonly type: 'ready' }
  /**
   * `sources`: where the events come from that are wanted; others need not be sent. `metered`: of code with operators, whether
   * batches must have what metering needs. `traced`: of a run that only tells, which packets it needs; without it all.
   */
  | {
      readonly type: 'loaded';
      readonly classes: readonly string[];
      readonly sources: readonly Source[];
      readonly metered?: boolean;
      readonly traced?: TraceKeys;
    }
  /**
   * Events looked at so far. Said after each tenth of a second of work: if not all packets were looked at, or it is
   * collecting, it waits for `continue`. `crowd`: as of ClassResult, the greatest so far.
   */
  | { readonly type: 'progress'; readonly events: number; readonly completed: number; readonly crowd?: number }
  /** `operators`: of code that has any. */
  | { readonly type: 'done'; readonly matches: PackedMatches; readonly operators?: OperatorResults }
  | { readonly type: 'failed'; readonly failure: Failure };
