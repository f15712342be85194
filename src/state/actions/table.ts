import type { Failure, Reply } from '../../core/model/failure.ts';
import type { KnownField } from '../../core/model/field.ts';
import type { FilterAdvice, FilterEquivalents, FilterProgress } from '../../core/model/filter-advice.ts';
import type { Question } from '../../core/model/question.ts';
import type { TableId } from '../../core/model/table.ts';
import type { FlowIndex } from '../../core/model/units.ts';
import { engine } from '../engine-port.ts';
import { notifyPassing } from '../notice.ts';
import { clearLimits, setTableView } from './view.ts';

const UNCHECKED = 'This filter could not be checked: what reads captures was stopped, or has died.';

/** What is wrong with a filter text, with the character's `offset`; undefined if nothing is. */
export async function checkFilter(table: TableId, filter: string): Promise<Failure | undefined> {
  if (filter.trim() === '') return undefined;
  const reply = await engine().data.checkFilter(table, filter);
  if (reply.ok) return undefined;
  return reply.failure.code === 'bad-question' ? reply.failure : { ...reply.failure, detail: UNCHECKED };
}

/** Rows that a question keeps; undefined while the worker does not answer, or if it cannot. */
export async function countRows(question: Question): Promise<number | undefined> {
  const reply = await engine().data.rows({ question, columns: [], from: 0, count: 0 });
  return reply.ok ? reply.value.shown : undefined;
}

/** Help with a filter that is being written; undefined while the worker does not answer. */
export async function adviseFilter(table: TableId, filter: string, caret: number): Promise<FilterAdvice | undefined> {
  const reply = await engine().data.filterAdvice(table, filter, caret);
  return reply.ok ? reply.value : undefined;
}

/** The packets of a flow in the languages of other tools. */
export function filtersOfFlow(flow: FlowIndex): Promise<Reply<FilterEquivalents>> {
  return engine().data.flowFilters(flow);
}

/** Decoded fields that may be columns of packets; none while the worker does not answer. */
export async function knownFields(): Promise<readonly KnownField[]> {
  const reply = await engine().data.knownFields();
  return reply.ok ? reply.value : [];
}

/** How many packets the filter at work has looked at in the file; undefined while none reads it. */
export async function filterProgress(): Promise<FilterProgress | undefined> {
  const reply = await engine().data.filterProgress();
  return reply.ok ? reply.value : undefined;
}

/** Ends a filter that reads the file: the table goes back to the filter whose rows are shown. */
export function stopFilter(table: TableId, before: string): void {
  setTableView(table, { filter: before });
  void engine().data.stopFilters();
  notifyPassing('The filter was stopped: the rows are those of before. It is kept among the filters used last.');
}

/** Shows all rows of a table: lifts its filter and every limit that comes from elsewhere. */
export function showAllRows(table: TableId): void {
  clearLimits();
  setTableView(table, { filter: '' });
}
