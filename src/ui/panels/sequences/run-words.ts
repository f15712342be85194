import { formatCount, formatCountOf, formatDurationNs } from '../../../base/format.ts';
import type { Failure } from '../../../core/model/failure.ts';
import { OUTCOMES, type Funnel } from '../../../core/model/match.ts';
import { OUTCOME_WORDS } from '../../../core/model/match-words.ts';
import type { OperatorReport } from '../../../core/model/operators.ts';
import type { Run, RunClass } from '../../../state/session.ts';
import type { CodeMark } from '../../../state/engine-port.ts';
import { failureMessage, type Message } from '../../words/messages.ts';

/** The sentence and the advice for a run that failed; where a capture is meant elsewhere, the run is meant here. */
export function runMessage(failure: Failure): Message {
  if (failure.code === 'stopped')
    return { sentence: 'The run was stopped.', advice: 'Nothing was found yet. Run it again whenever you like.' };
  if (failure.code === 'worker-died') {
    return {
      sentence: 'What compiles and runs the code could not be started, or has died.',
      advice:
        'Run it again: it is started anew. The file sandbox.html must lie beside the page, and the code must leave some memory free.',
    };
  }
  if (failure.code === 'code-syntax' && failure.line === undefined) {
    return { sentence: 'The code cannot be run as it is.', advice: '' };
  }
  return failureMessage(failure);
}

/** Where and why, for the lines below the sentence. */
export function runFacts({ line, column, detail }: Failure): string {
  const place = line === undefined ? '' : `Line ${line}, column ${column ?? 1}: `;
  return place + (detail ?? '');
}

/** What is marked in the code. */
export function marksOf(run: Run, operators: readonly OperatorReport[] = []): readonly CodeMark[] {
  const thrown = run.phase === 'done' ? operators.flatMap(({ fault }) => fault ?? []) : [];
  const marks = [...failuresOf(run), ...thrown].flatMap(({ line, column = 1, detail = '' }): CodeMark[] =>
    line === undefined ? [] : [{ line, column, message: detail, severity: 'error' }],
  );
  return marks.length === 0 ? NO_MARKS : marks;
}

/** What ended a run, or what classes threw while it went on. */
function failuresOf(run: Run): readonly Failure[] {
  if (run.phase === 'failed') return [run.failure];
  return run.phase === 'done' ? run.classes.flatMap(({ fault }) => fault ?? []) : [];
}

const NO_MARKS: readonly CodeMark[] = [];

/** "75 000 complete, 12 incomplete". */
export function classWords({ completed, incomplete }: RunClass): string {
  return `${formatCount(completed)} complete, ${formatCount(incomplete)} incomplete`;
}

/** "syn 124 → synAck 122 → ack 3": how many flows took each step. */
export function funnelWords({ steps }: Funnel): string {
  return steps.map(({ name, reached }) => `${name} ${formatCount(reached)}`).join(' → ');
}

/** "3 matched, 119 forbidden, 2 open": how the flows ended, all of them. */
export function endsWords({ ends }: Funnel): string {
  const all = ends.map(
    ({ outcome, flows }) =>
      `${formatCount(flows)} ${outcome === 'match' ? 'matched' : OUTCOME_WORDS[OUTCOMES.indexOf(outcome)]}`,
  );
  return all.length === 0 ? 'nothing began one' : all.join(', ');
}

/** "3 sequences of 2 classes in 0.4 s." as it is spoken. */
export function doneWords(run: Extract<Run, { phase: 'done' }>): string {
  if (run.classes.length === 0) return `The code ran in ${formatDurationNs(run.ms * 1e6)}; it looks for no sequences.`;
  const found = run.classes.reduce((sum, { completed }) => sum + completed, 0);
  const omitted =
    run.omitted === 0
      ? ''
      : ` ${formatCountOf(run.omitted, 'further one is', 'further ones are')} counted but not listed${run.isOverLines ? '' : ': the strip, Matched packets and Matched flows have all of them'}.`;
  return `${formatCountOf(found, 'complete sequence')} in ${formatDurationNs(run.ms * 1e6)}.${omitted}`;
}
