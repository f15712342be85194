import { codeFaultOf, placedIn } from '../src/core/relational/check-failure.ts';
import { checkMatches } from '../src/core/relational/check-matches.ts';
import { checkTraceKeys } from '../src/core/relational/check-traced.ts';
import { checkSaid } from '../src/core/relational/check-said.ts';
import { countOf, fieldsOf, listOf, shortText } from '../src/core/relational/check-values.ts';
import { checkOperators } from '../src/core/relational/operators/check-operators.ts';
import { MOST_CLASSES } from '../src/core/relational/match-bounds.ts';
import { NO_CLASSES } from '../src/core/relational/user-module.ts';
import type { PackedMatches } from '../src/core/model/match.ts';
import type { OperatorResults } from '../src/core/model/operators.ts';
import { SOURCES } from '../src/core/model/record-event.ts';
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
  /** Lines of its console that were taken. */
  readonly heard?: number;
}

/**
 * An answer of the sandbox, copied but for columns, if it is one that can be given to what was asked; undefined else.
 * User code shares the worker and may say anything, but nothing here turns what it says into something else.
 */
export function checkReply(message: unknown, asked: Asked): SandboxReply | undefined {
  const fields = fieldsOf(message);
  const reply = checkAnswer(fields, asked);
  if (reply === undefined || fields['said'] === undefined) return reply;
  const said = checkSaid(fields['said'], asked.heard ?? 0, asked.packets);
  return said && { ...reply, said };
}

function checkAnswer(fields: Readonly<Record<string, unknown>>, asked: Asked): SandboxReply | undefined {
  const { type } = fields;
  if (type === 'failed') return checkFailed(fields['failure'], asked);
  if (type === 'progress') return checkProgress(fields, asked);
  if (type === 'ready' && asked.for === 'ready') return { type };
  if (type === 'loaded' && asked.for === 'load') return checkLoaded(fields, asked);
  if (type !== 'done' || asked.for !== 'finish') return undefined;
  return checkDone(fields, asked);
}

function checkDone(fields: Readonly<Record<string, unknown>>, { packets, code }: Asked): SandboxReply | undefined {
  const checked = checkMatches(fields['matches'], packets);
  const matches = checked && withPlaces(checked, code);
  if (matches === undefined) return undefined;
  if (fields['operators'] === undefined) return { type: 'done', matches };
  const operators = checkOperators(fields['operators'], packets);
  return operators && { type: 'done', matches, operators: operatorsWithPlaces(operators, code) };
}

/** The same of what operators threw. */
function operatorsWithPlaces(results: OperatorResults, code: string): OperatorResults {
  const operators = results.operators.map(({ fault, ...each }) => ({
    ...each,
    ...(fault && { fault: placedIn(code, fault) }),
  }));
  return { ...results, operators };
}

/** What classes threw has a place only if the code has it. */
function withPlaces(matches: PackedMatches, code: string): PackedMatches {
  const classes = matches.classes.map(({ fault, ...each }) => ({
    ...each,
    ...(fault && { fault: placedIn(code, fault) }),
  }));
  return { ...matches, classes };
}

function checkLoaded(fields: Readonly<Record<string, unknown>>, { packets }: Asked): SandboxReply | undefined {
  const classes = listOf(fields['classes'], MOST_CLASSES, shortText);
  const sources = listOf(fields['sources'], SOURCES.length, (one) => SOURCES.find((source) => source === one));
  // It is there of code with operators, which need no classes.
  const { metered } = fields;
  if (metered !== undefined && typeof metered !== 'boolean') return undefined;
  if (classes?.length === 0 && metered === undefined) return { type: 'failed', failure: NO_CLASSES };
  const traced = fields['traced'] === undefined ? undefined : checkTraceKeys(fields['traced'], packets);
  if (fields['traced'] !== undefined && traced === undefined) return undefined;
  const wanted = { ...(metered !== undefined && { metered }), ...(traced && { traced }) };
  return classes && sources && { type: 'loaded', classes, sources, ...wanted };
}

function checkProgress(fields: Readonly<Record<string, unknown>>, asked: Asked): SandboxReply | undefined {
  if (asked.for !== 'events' && asked.for !== 'finish') return undefined;
  const events = countOf(fields['events']);
  const completed = countOf(fields['completed']);
  const crowd = countOf(fields['crowd'] ?? 0);
  if (events === undefined || completed === undefined || crowd === undefined) return undefined;
  if (events < asked.seen || events > asked.sent) return undefined;
  return { type: 'progress', events, completed, ...(crowd > 0 && { crowd }) };
}

/** Only what user code can do wrong, in its own words, and a place only if the code has it. */
function checkFailed(value: unknown, { code, for: what }: Asked): SandboxReply | undefined {
  const failure = what === 'ready' ? undefined : codeFaultOf(value);
  return failure && { type: 'failed', failure: placedIn(code, failure) };
}
