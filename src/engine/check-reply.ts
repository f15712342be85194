import type { Failure } from '../core/model/failure.ts';
import type { MatchSet } from '../core/model/match.ts';
import type { SandboxReply } from '../protocol/sandbox.ts';
import { checkMatches } from './check-matches.ts';

const MOST_DETAIL = 2000;
const MOST_NAMES = 1000;

/** A message of the sandbox that can be believed; its matches are unpacked. */
export type CheckedReply =
  Exclude<SandboxReply, { readonly type: 'done' }> | { readonly type: 'done'; readonly matches: MatchSet };

/**
 * A message of the sandbox, checked and copied; `packets` is how many there are. undefined if it is none that we know:
 * user code shares the worker and may say anything.
 */
export function checkReply(message: unknown, packets: number): CheckedReply | undefined {
  if (typeof message !== 'object' || message === null || !('type' in message)) return undefined;
  const fields = message as Record<string, unknown>;
  switch (message.type) {
    case 'ready':
      return { type: 'ready' };
    case 'loaded':
      return { type: 'loaded', classes: checkNames(fields['classes']) };
    case 'progress':
      return { type: 'progress', events: Number(fields['events']), completed: Number(fields['completed']) };
    case 'done':
      return checkDone(checkMatches(fields['matches'], packets));
    case 'failed':
      return { type: 'failed', failure: checkFailure(fields['failure']) };
    default:
      return undefined;
  }
}

function checkDone(matches: MatchSet | undefined): CheckedReply | undefined {
  return matches && { type: 'done', matches };
}

function checkNames(value: unknown): string[] {
  return Array.isArray(value) ? value.slice(0, MOST_NAMES).map(String) : [];
}

function checkFailure(value: unknown): Failure {
  const { code, detail, line, column } = (value ?? {}) as Partial<Record<keyof Failure, unknown>>;
  const words = typeof detail === 'string' ? detail.slice(0, MOST_DETAIL) : 'The code failed without a message.';
  const place = isCount(line) && isCount(column) ? { line, column } : {};
  return { code: code === 'code-syntax' || code === 'bug' ? code : 'code-threw', detail: words, ...place };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
