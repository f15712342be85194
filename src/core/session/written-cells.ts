import type { Cell, UnreadCells } from '../model/question.ts';
import { tryReading } from './packet-bytes.ts';
import { writtenAmong, type CaptureTable, type TableSources } from './tables/capture-table.ts';

/** Cells of columns that are written for rows at hand, by column; `unread`: those that are empty, and why. */
interface WrittenCells {
  readonly byColumn: ReadonlyMap<string, readonly Cell[]> | undefined;
  readonly unread: UnreadCells | undefined;
}

/** Writes what is wanted of a table's written columns. The other columns do not need the file, so its loss is no failure. */
export async function writtenCells(
  table: CaptureTable,
  sources: TableSources,
  rows: readonly number[],
  ids: readonly string[],
): Promise<WrittenCells> {
  const columns = writtenAmong(table, ids).map(({ id }) => id);
  const writing = columns.length === 0 ? undefined : table.written?.(sources, rows, columns);
  if (writing === undefined) return { byColumn: undefined, unread: undefined };
  const written = await tryReading(writing);
  if (written.ok) return { byColumn: written.value, unread: undefined };
  return { byColumn: undefined, unread: { columns, failure: written.failure } };
}
