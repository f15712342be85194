import type { Failure, Reply } from '../../core/model/failure.ts';
import type { Question, TableName } from '../../core/model/question.ts';
import { engine } from '../engine-port.ts';
import { clearLimits, setTableView } from './view.ts';

/** What is wrong with a filter text, with the character's `offset`; undefined if nothing is. */
export async function checkFilter(table: TableName, filter: string): Promise<Failure | undefined> {
  if (filter.trim() === '') return undefined;
  const reply = await engine().data.checkFilter(table, filter);
  return reply.ok ? undefined : reply.failure;
}

/** All rows that a question keeps, in its order, as CSV (RFC 4180) with a header line. */
export function exportRows(question: Question, columns: readonly string[]): Promise<Reply<Blob>> {
  return engine().data.exportCsv(question, columns);
}

/** Shows all rows of a table: lifts its filter and every limit that comes from elsewhere. */
export function showAllRows(table: TableName): void {
  clearLimits();
  setTableView(table, { filter: '' });
}
