import { useCallback } from 'react';
import type { Question } from '../../core/model/question.ts';
import type { TableDescription } from '../../core/model/table.ts';
import { readRow } from '../../state/actions/row.ts';
import type { CellTarget, GridRows, MenuEntry } from '../table/types.ts';
import { cellEntries } from './cell-entries.ts';
import type { MenuRow } from './row-entries.ts';

interface EntriesOptions {
  readonly description: TableDescription;
  readonly question: Question;
  readonly rows: GridRows;
  readonly onFilter: (filter: string) => void;
  readonly rowEntries?: ((row: MenuRow) => readonly MenuEntry[]) | undefined;
}

/** What can be done with a cell of a table, for its grid. */
export function useCellEntries({ description, question, rows, onFilter, rowEntries }: EntriesOptions) {
  return useCallback(
    (target: CellTarget): readonly MenuEntry[] => {
      const { row, position } = target.context;
      const cell: MenuRow['cell'] = async (column) => (await readRow(question, [column], position))?.[0];
      return cellEntries({
        ...target,
        description,
        question,
        rows,
        onFilter,
        rowEntries: rowEntries?.({ row, cell }) ?? [],
      });
    },
    [description, question, rows, onFilter, rowEntries],
  );
}
