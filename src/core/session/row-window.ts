import { INFO_COLUMN } from '../model/packet-columns.ts';
import type { Cell, Question, RowWindow } from '../model/question.ts';
import { exactCellOf } from './cells.ts';
import { matchedTest } from './limits.ts';
import { infoHits } from './packet-hits.ts';
import type { CaptureTable, TableSources } from './tables/capture-table.ts';
import { writtenCells } from './written-cells.ts';

/** A table and the rows of it that a question keeps, in their order; undefined: all, as they are. */
interface Asked {
  readonly table: CaptureTable;
  readonly order: ArrayLike<number> | undefined;
}

/** Which of the rows are wanted, and which columns of them. */
interface Wanted {
  readonly from: number;
  readonly count: number;
  readonly columnIds: readonly string[];
}

/**
 * The rows in view of a question that was answered.
 * @param sources what tables are made of now: the capture may be metered again while bytes are read
 */
export async function rowWindow(
  question: Question,
  { table, order }: Asked,
  sources: () => TableSources,
  { from, count, columnIds }: Wanted,
): Promise<RowWindow> {
  const { length } = table.rows(sources());
  const shown = order?.length ?? length;
  const start = Math.max(0, Math.min(from, shown));
  const rows: number[] = [];
  for (let at = start; at < Math.min(shown, start + count); at++) rows.push(order === undefined ? at : order[at]);
  const written = await writtenCells(table, sources(), rows, columnIds);
  const isMatched = question.group === undefined ? matchedTest(table, sources(), 'any') : () => false;
  return {
    total: table.counted?.(sources())?.total ?? length,
    shown,
    from: start,
    rows,
    cells: cellsOf(table, sources(), rows, columnIds, written.byColumn),
    matched: rows.map((row) => (isMatched(row) ? 1 : 0)),
    ...table.windowParts?.(sources(), rows, columnIds),
    ...(written.unread !== undefined && { unread: written.unread }),
    ...infoHits(question, written.byColumn?.get(INFO_COLUMN.id)),
  };
}

function cellsOf(
  table: CaptureTable,
  sources: TableSources,
  rows: readonly number[],
  ids: readonly string[],
  written: ReadonlyMap<string, readonly Cell[]> | undefined,
): Cell[][] {
  const { columns } = table.rows(sources);
  return rows.map((row, at) =>
    ids.map((id) => {
      const column = columns.get(id);
      return column === undefined ? (written?.get(id)?.[at] ?? '') : exactCellOf(column, row);
    }),
  );
}
