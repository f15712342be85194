import type { Failure } from '../core/model/failure.ts';
import type { PackedMatches } from '../core/model/match.ts';
import type { SandboxReply } from '../protocol/sandbox.ts';
import { checkMatches } from './check-matches.ts';

const MOST_DETAIL = 2000;
const MOST_NAMES = 1000;

/** A message of the sandbox that can be believed, but for the numbers in the columns of its matches. */
export type CheckedReply = SandboxReply;

/**
 * A message of the sandbox, checked and copied, but for columns. undefined if it is none that we know: user code shares
 * the worker and may say anything.
 */
export function checkReply(message: unknown): CheckedReply | undefined {
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
      return checkDone(checkMatches(fields['matches']));
    case 'failed':
      return { type: 'failed', failure: checkFailure(fields['failure']) };
    default:
      return undefined;
  }
}

function checkDone(matches: PackedMatches | undefined): CheckedReply | undefined {
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
