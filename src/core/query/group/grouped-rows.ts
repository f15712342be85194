import { HOST_COLUMN, HOST_KEY, PAIR_COLUMNS, PAIR_KEY } from '../../model/groups.ts';
import type { Column, ColumnDescription, DictionaryColumn, NumberColumn, Rows } from '../../model/column.ts';
import type { Grouping } from './grouping.ts';

/** What is told of each group: its words, and its value for all groups at once, computed when it is first asked for. */
export interface Measure {
  readonly description: ColumnDescription;
  compute(table: Rows, grouping: Grouping): Float64Array;
}

/** Groups as a table: the columns of their keys, then those of measures. */
export function groupedRows(
  table: Rows,
  by: readonly string[],
  grouping: Grouping,
  ends: readonly [string, string] | undefined,
  measures: readonly Measure[],
): Rows {
  const columns = [
    ...by.flatMap((id) => keyColumns(table, id, grouping, ends)),
    ...measures.map((measure) => measureColumn(table, grouping, measure)),
  ];
  return { length: grouping.groups, columns: new Map(columns.map((column) => [column.description.id, column])) };
}

function keyColumns(
  table: Rows,
  id: string,
  { first, rowAt, sideAt }: Grouping,
  ends: readonly [string, string] | undefined,
): readonly Column[] {
  const side = (group: number): 0 | 1 => (sideAt?.[first[group]] === 1 ? 1 : 0);
  const row = (group: number): number => rowAt[first[group]];
  const end = (description: ColumnDescription, other: 0 | 1): Column[] => {
    const [source, destination] = (ends ?? []).map((name) => table.columns.get(name)) as DictionaryColumn[];
    const code = (group: number): number => (side(group) === other ? source : destination).code(row(group));
    return [{ ...source, description, code }];
  };
  if (id === HOST_KEY) return end(HOST_COLUMN, 0);
  if (id === PAIR_KEY) return [...end(PAIR_COLUMNS[0], 0), ...end(PAIR_COLUMNS[1], 1)];
  const column = table.columns.get(id);
  if (column?.type === 'number') return [numberKey(column, row)];
  return column?.type === 'dictionary' ? [{ ...column, code: (group) => column.code(row(group)) }] : [];
}

function numberKey(column: NumberColumn, row: (group: number) => number): NumberColumn {
  return { type: 'number', description: column.description, number: (group) => column.number(row(group)) };
}

function measureColumn(table: Rows, grouping: Grouping, { description, compute }: Measure): NumberColumn {
  let values: Float64Array | undefined;
  return {
    type: 'number',
    description,
    number: (group) => (values ??= compute(table, grouping))[group],
  };
}
