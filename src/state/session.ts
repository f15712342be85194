import type { ClassResult } from '../core/model/match.ts';
import type { CaptureSummary } from '../core/model/capture-info.ts';
import type { Failure } from '../core/model/failure.ts';
import type { OpenProgress } from '../protocol/data.ts';

/** Where the page stands with its capture; the only source of `document.documentElement.dataset.phase`. */
export type Session =
  | { readonly phase: 'empty' }
  | { readonly phase: 'loading'; readonly name: string; readonly progress: OpenProgress | undefined }
  | { readonly phase: 'ready'; readonly summary: CaptureSummary }
  | { readonly phase: 'failed'; readonly name: string; readonly failure: Failure };

/** The capture as far as it is known, in every phase that has one. */
export function summaryOf(session: Session): CaptureSummary | undefined {
  if (session.phase === 'ready') return session.summary;
  if (session.phase === 'loading') return session.progress?.summary;
  return undefined;
}

/** True once there is something to look at. */
export function isOpen({ phase }: Session): boolean {
  return phase === 'ready' || phase === 'loading';
}

/** Where a run of relational flows stands. */
export type Run =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'running';
      readonly events: number;
      readonly total: number;
      readonly completed: number;
      readonly isOverLines: boolean;
    }
  | {
      readonly phase: 'done';
      readonly code: string;
      readonly ms: number;
      readonly classes: readonly RunClass[];
      readonly omitted: number;
      /** Its events were lines of the log: what stands in the place of packets are lines. */
      readonly isOverLines: boolean;
      /** Names of what wants other events, and was not run. */
      readonly leftOut: readonly string[];
    }
  | { readonly phase: 'failed'; readonly failure: Failure };

/** True if what the last run found are lines of a log. */
export function isOverLines(run: Run): boolean {
  return run.phase === 'done' && run.isOverLines;
}

/** What one class or sequence found. */
export type RunClass = ClassResult;
