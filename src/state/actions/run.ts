import { JobCounter } from '../../base/newest.ts';
import type { Reply } from '../../core/model/failure.ts';
import type { ColumnDescription } from '../../core/model/column.ts';
import { mayHaveOperators } from '../../core/model/event-needs.ts';
import type { RunFound } from '../../core/model/match.ts';
import { FLOW_MATCHES } from '../../core/model/match-columns.ts';
import { FLOW_TABLE, MATCH_TABLE } from '../../core/model/table-list.ts';
import { engine } from '../engine-port.ts';
import { summaryOf, type Run } from '../session.ts';
import { getState, setState, type State } from '../store.ts';
import { viewOf } from '../tables.ts';
import { addResults, removeAdded } from './added.ts';
import { selectLinkedMatch } from './linked-match.ts';
import { readExample } from '../samples.ts';
import type { Sample } from '../samples.ts';
import { checkTypes } from '../type-check.ts';
import { addSaid, clearConsole } from '../user-console.ts';

const runs = new JobCounter();
/** The run that has ended and whose matches the data worker is being given. */
let handingOver: number | undefined;
/** The example that was last put into the editor: as long as it stands there unchanged, it may be replaced. */
let offered = '';

/** The TypeScript text in the editor. */
export function setCode(code: string): void {
  setState({ code });
}

/** Whether one event may be taken twice, as in the original relational-stream. */
export function setDoubleTake(doubleTake: boolean): void {
  setState({ doubleTake });
}

/** Puts a sample's relational flow into the editor, unless the user has written something there. */
export async function offerExample(sample: Sample): Promise<void> {
  const untouched = (): boolean => [offered, ''].includes(getState().code);
  if (sample.example === undefined || !untouched()) return;
  const code = await readExample(sample.example);
  if (code === undefined || !untouched()) return;
  offered = code;
  setCode(code);
}

/** Whether this is the example that came with the sample: it need not be put into a link. */
export function isOffered(code: string): boolean {
  return code === offered;
}

/** Runs the code over the packets or lines that there are. Does nothing without a capture or a log, or while a run is going on. */
export async function runCode(): Promise<void> {
  const { code, doubleTake, session, run, events: wanted, order, log } = getState();
  const packets = summaryOf(session)?.packets ?? (log && 0);
  if (packets === undefined || run.phase === 'running') return;
  const lines = log?.lines;
  const job = runs.begin();
  const start = performance.now();
  setState({ run: { phase: 'running', events: 0, total: packets, completed: 0 } });
  // What the plugins of one run did is no part of the next.
  if ((getState().added?.cuts ?? 0) > 0 && mayHaveOperators(code)) await removeAdded();
  if (!runs.isNewest(job)) return;
  clearConsole();
  void checkTypes(code);
  const options = { doubleTake, packets, lines, events: wanted, order };
  const reply = await engine().run(code, options, ({ said, ...progress }) => {
    if (!runs.isNewest(job)) return;
    if (said !== undefined) addSaid(said);
    const total = progress.isOverLines === true ? (lines ?? 0) : packets;
    setState({ run: { phase: 'running', total, ...progress } });
  });
  if (runs.isNewest(job)) await finish(job, code, reply, performance.now() - start);
}

/** Stops the run that is going on; it ends as `stopped`, also while what it found is being handed over. */
export function stopRun(): void {
  engine().stopRun();
  if (handingOver === undefined || !runs.isNewest(handingOver)) return;
  runs.begin();
  void engine().data.setMatches(undefined);
  setState({ ...forgotten(), run: { phase: 'failed', failure: { code: 'stopped' } } });
}

/** Forgets the run and what it found: another capture is coming. */
export function abandonRun(): void {
  runs.begin();
  if (getState().run.phase === 'running') engine().stopRun();
  setState({ run: { phase: 'idle' }, match: undefined, matchFilter: undefined, ...withMatchColumns() });
}

/**
 * Ends the run that is going on, since flows are about to get other numbers, and all that it would have found; `wholly`:
 * what an earlier one found as well.
 */
export function forgetRun(wholly: boolean): void {
  const running = getState().run.phase === 'running';
  if (!running && !wholly) return;
  abandonRun();
  void engine().data.setMatches(undefined);
}

async function finish(job: number, code: string, reply: Reply<RunFound>, ms: number): Promise<void> {
  if (!reply.ok) {
    void engine().data.setMatches(undefined); // forgotten before any question that is asked from now on
    // A reader that was started anew has no log.
    const { code: why } = reply.failure;
    setState({
      ...forgotten(),
      ...(why === 'no-log' && { log: undefined }),
      run: { phase: 'failed', failure: reply.failure },
    });
    return;
  }
  const { classes, omitted, operators, isOverLines, leftOut } = reply.value;
  const packets = summaryOf(getState().session)?.packets ?? 0;
  const added = operators && (await addResults(operators, packets));
  if (!runs.isNewest(job)) return;
  handingOver = job;
  const kept = added?.ok === false ? added : await engine().data.setMatches(matchesOf(reply.value));
  handingOver = undefined;
  if (!runs.isNewest(job)) return;
  const left = omitted.reduce((sum, count) => sum + count, 0);
  const told = { ...(isOverLines === true && { isOverLines }), ...(leftOut && { leftOut }) };
  const found: Run = { phase: 'done', code, ms, classes, omitted: left, ...told };
  const columns = kept.ok ? withMatchColumns(kept.value, classes.length > 0 && isOverLines !== true) : {};
  setState({ ...forgotten(), ...columns, run: kept.ok ? found : { phase: 'failed', failure: kept.failure } });
  if (kept.ok) await selectLinkedMatch();
}

/** Without what goes another way; the same object if nothing does, so that its columns are moved. */
function matchesOf(found: RunFound): RunFound {
  if (found.operators === undefined) return found;
  const { operators: _, ...matches } = found;
  return matches;
}

/**
 * What the table of sequences has by what was captured, and that of flows once they have been counted; nothing is sorted by a
 * column that is not there.
 */
function withMatchColumns(
  columns: readonly ColumnDescription[] = MATCH_TABLE.columns,
  areCounted = false,
): Pick<State, 'descriptions' | 'tables'> {
  const { descriptions, tables } = getState();
  const ofFlows = (before: readonly ColumnDescription[]): readonly ColumnDescription[] => {
    const own = before.filter(({ id }) => id !== FLOW_MATCHES.id);
    return areCounted ? [...own, FLOW_MATCHES] : own;
  };
  const next = descriptions.map((table) => {
    if (table.id === MATCH_TABLE.id) return { ...table, columns };
    return table.id === FLOW_TABLE.id ? { ...table, columns: ofFlows(table.columns) } : table;
  });
  const isFlowSorted = areCounted || viewOf({ tables }, FLOW_TABLE.id).sort?.column !== FLOW_MATCHES.id;
  const view = viewOf({ tables }, MATCH_TABLE.id);
  const isSorted = view.sort === undefined || columns.some(({ id }) => id === view.sort?.column);
  return {
    descriptions: next,
    tables: unsorted(tables, [...(isSorted ? [] : [MATCH_TABLE.id]), ...(isFlowSorted ? [] : [FLOW_TABLE.id])]),
  };
}

function unsorted(tables: State['tables'], ids: readonly string[]): State['tables'] {
  const views = ids.map((id) => [id, { ...viewOf({ tables }, id), sort: undefined }] as const);
  return views.length === 0 ? tables : { ...tables, ...Object.fromEntries(views) };
}

/** What the page knew of the matches of the run before. */
function forgotten(): Pick<State, 'generation' | 'match' | 'matchFilter' | 'descriptions' | 'tables'> {
  return { generation: getState().generation + 1, match: undefined, matchFilter: undefined, ...withMatchColumns() };
}
