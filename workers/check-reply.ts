import { checkMatches, countOf, fieldsOf, listOf, shortText } from '../src/core/relational/check-matches.ts';
import { MOST_CLASSES } from '../src/core/relational/match-bounds.ts';
import { NO_CLASSES } from '../src/core/relational/user-module.ts';
import type { Failure } from '../src/core/model/failure.ts';
import type { SandboxReply } from '../src/protocol/sandbox.ts';

/** What is known of a run when an answer is checked. */
export interface Asked {
  /** What the sandbox was asked for last, or for what it was told to go on. */
  readonly for: 'ready' | 'load' | 'events' | 'finish';
  /** The JavaScript that it was given. */
  readonly code: string;
  /** Packets of the capture. */
  readonly packets: number;
  /** Packets that were sent. */
  readonly sent: number;
  /** Packets that it has said to have looked at. */
  readonly seen: number;
}

/** UTF-16 code units of a failure's words. */
const MOST_DETAIL = 2000;

/**
 * An answer of the sandbox, copied but for columns, if it is one that can be given to what was asked; undefined else.
 * User code shares the worker and may say anything, but nothing here turns what it says into something else.
 */
export function checkReply(message: unknown, asked: Asked): SandboxReply | undefined {
  const fields = fieldsOf(message);
  const { type } = fields;
  if (type === 'failed') return checkFailed(fields['failure'], asked);
  if (type === 'progress') return checkProgress(fields, asked);
  if (type === 'ready' && asked.for === 'ready') return { type };
  if (type === 'loaded' && asked.for === 'load') return checkLoaded(fields['classes']);
  if (type !== 'done' || asked.for !== 'finish') return undefined;
  const matches = checkMatches(fields['matches'], asked.packets);
  return matches && { type, matches };
}

function checkLoaded(value: unknown): SandboxReply | undefined {
  const classes = listOf(value, MOST_CLASSES, shortText);
  if (classes?.length === 0) return { type: 'failed', failure: NO_CLASSES };
  return classes && { type: 'loaded', classes };
}

function checkProgress(fields: Readonly<Record<string, unknown>>, asked: Asked): SandboxReply | undefined {
  if (asked.for !== 'events' && asked.for !== 'finish') return undefined;
  const events = countOf(fields['events']);
  const completed = countOf(fields['completed']);
  if (events === undefined || completed === undefined) return undefined;
  return events < asked.seen || events > asked.sent ? undefined : { type: 'progress', events, completed };
}

/** Only what user code can do wrong, in its own words, and a place only if the code has it. */
function checkFailed(value: unknown, { code: text, for: what }: Asked): SandboxReply | undefined {
  const { code, detail, line, column } = fieldsOf(value);
  if (what === 'ready' || (code !== 'code-syntax' && code !== 'code-threw')) return undefined;
  if (typeof detail !== 'string' || detail.length > MOST_DETAIL) return undefined;
  const failure: Failure = { code, detail, byCode: true, ...placeIn(text, line, column) };
  return { type: 'failed', failure };
}

function placeIn(text: string, line: unknown, column: unknown): Pick<Failure, 'line' | 'column'> {
  const lineNumber = countOf(line) ?? 0;
  const columnNumber = countOf(column) ?? 0;
  if (lineNumber === 0 || columnNumber === 0) return {};
  const words = text.split('\n', lineNumber)[lineNumber - 1];
  return words === undefined || columnNumber > words.length + 1 ? {} : { line: lineNumber, column: columnNumber };
}
