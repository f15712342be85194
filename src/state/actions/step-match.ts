import { formatCount, formatCountOf } from '../../base/format.ts';
import type { Question } from '../../core/model/question.ts';
import type { MatchIndex } from '../../core/model/units.ts';
import { MATCH_TABLE } from '../../core/model/table-list.ts';
import { engine } from '../engine-port.ts';
import { buildQuestion } from '../question.ts';
import { sayStep } from '../step-said.ts';
import { getState, setState } from '../store.ts';
import { descriptionOf, viewOf } from '../tables.ts';

/** Steps come one after the other, however fast they are asked for. */
let steps = Promise.resolve();

/**
 * Selects the next sequence (1) or the one before (-1) in the list as it is filtered and sorted; from none, or from one that is
 * not in it, the first or the last. In the panels Packets and Flows its first packet or flow is selected, too.
 */
export function stepMatch(by: 1 | -1): void {
  steps = stepAfter(steps, by);
}

async function stepAfter(before: Promise<void>, by: 1 | -1): Promise<void> {
  await Promise.allSettled([before]);
  await step(by);
}

async function step(by: 1 | -1): Promise<void> {
  const { match, generation } = getState();
  const question = listedMatches();
  const all = await engine().data.rows({ question, columns: [], from: 0, count: 0 });
  const at = match === undefined ? undefined : await engine().data.positionOf(question, match);
  if (getState().generation !== generation) return;
  if (!all.ok || at?.ok === false) return sayStep('The list of sequences cannot be read: its filter is not valid.');
  const { shown } = all.value;
  const next = nextPosition(at?.value ?? -1, by, shown);
  if (next === undefined) return sayStep(shown === 0 ? 'No sequences are listed.' : endWords(by));
  const row = await engine().data.rows({ question, columns: [], from: next, count: 1 });
  const chosen = row.ok ? row.value.rows[0] : undefined;
  if (chosen !== undefined && getState().generation === generation) await select(chosen, next, shown);
}

/** The question of the list in the panel Sequences. */
function listedMatches(): Question {
  const state = getState();
  const { id } = MATCH_TABLE;
  return buildQuestion(descriptionOf(state, id), viewOf(state, id), state, state.shown[id]);
}

/** undefined: there is none. `at`: -1 if nothing that is in the list is selected. */
export function nextPosition(at: number, by: 1 | -1, count: number): number | undefined {
  const next = at < 0 ? (by === 1 ? 0 : count - 1) : at + by;
  return next >= 0 && next < count ? next : undefined;
}

function endWords(by: 1 | -1): string {
  return by === 1 ? 'This is the last sequence of the list.' : 'This is the first sequence of the list.';
}

async function select(match: MatchIndex, position: number, shown: number): Promise<void> {
  setState({ match });
  const reply = await engine().data.match(match);
  if (!reply.ok || getState().match !== match) return;
  const { className, complete, events, flows } = reply.value;
  const { panel } = getState();
  const [flow] = flows;
  if (panel === 'packets') setState({ packet: events[0]?.packet });
  if (panel === 'flows' && flow !== undefined) setState({ flow });
  const first = events[0] === undefined ? '' : ` from packet ${formatCount(events[0].packet + 1)}`;
  sayStep(
    `Sequence ${formatCount(position + 1)} of ${formatCount(shown)}: ${className}${complete ? '' : ', not complete'}, ${formatCountOf(events.length, 'event')}${first}.`,
  );
}
