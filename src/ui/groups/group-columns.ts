import type { ColumnDescription } from '../../core/model/column.ts';
import { HOST_COLUMN, HOST_KEY, mayGroupBy, PAIR_COLUMNS, PAIR_KEY } from '../../core/model/groups.ts';
import type { TableDescription } from '../../core/model/table.ts';

/** The columns of the keys of groups, in their order; what the table cannot be grouped by is left out. */
export function keyColumns({ columns }: TableDescription, by: readonly string[]): readonly ColumnDescription[] {
  return by.flatMap((id) => {
    if (id === HOST_KEY) return [HOST_COLUMN];
    if (id === PAIR_KEY) return [...PAIR_COLUMNS];
    return columns.find((column) => column.id === id) ?? [];
  });
}

/** Something that rows can be grouped by. */
export interface GroupKey {
  readonly id: string;
  readonly label: string;
  readonly help: string;
}

const PAIR: GroupKey = {
  id: PAIR_KEY,
  label: 'Conversation',
  help: 'The two addresses of a row, whichever way round.',
};

/** All that the rows of a table can be grouped by: its ends first. */
export function groupKeys({ columns, grouping }: TableDescription): readonly GroupKey[] {
  const ends = grouping?.ends === undefined ? [] : [HOST_COLUMN, PAIR];
  return [...ends, ...columns.filter(mayGroupBy)];
}
