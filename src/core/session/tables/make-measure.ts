import type { ColumnDescription, ColumnKind, NumberColumn, Rows } from '../../model/column.ts';
import { distinct, extremes, sums, type RowNumber } from '../../query/group/aggregates.ts';
import type { Measure } from '../../query/group/grouped-rows.ts';

/** Words of a measure: id, label, kind, unit, help. */
export type Words = readonly [id: string, label: string, kind: ColumnKind, unit: string, help: string];

/** The description of a measure, which stands among those that are counted. */
export function describe([id, label, kind, unit, help]: Words, formula = ''): ColumnDescription {
  return { id, label, kind, group: 'Counted', unit, help, formula };
}

/** The numbers of a column; none where the table does not have it. */
export const numbers = (table: Rows, id: string): NumberColumn['number'] => {
  const column = table.columns.get(id);
  return column?.type === 'number' ? (row) => column.number(row) : () => Number.NaN;
};

/** The numbers of a column's texts; -1 where the table does not have it. */
export const codes = (table: Rows, id: string): ((row: number) => number) => {
  const column = table.columns.get(id);
  return column?.type === 'dictionary' ? (row) => column.code(row) : () => -1;
};

/** Σ over the rows of a group. */
export function sum(words: Words, number: (table: Rows) => RowNumber, formula = ''): Measure {
  return { description: describe(words, formula), compute: (table, grouping) => sums(grouping, number(table)) };
}

/** How many different values the rows of a group have; negative ones count for none. */
export function different(words: Words, number: (table: Rows) => RowNumber): Measure {
  return { description: describe(words), compute: (table, grouping) => distinct(grouping, number(table)) };
}

/** The smallest or largest value of a column among the rows of a group. */
export function extreme(words: Words, id: string, which: 'least' | 'most'): Measure {
  return {
    description: describe(words),
    compute: (table, grouping) => extremes(grouping, numbers(table, id), which),
  };
}

/** The number of rows of each group. */
export function count(label: string, help: string): Measure {
  return sum(['count', label, 'integer', '', help], () => () => 1);
}

/** What a group has of all bytes, in percent. A row that is in two groups is one of all rows. */
export function share(id: string): Measure {
  return {
    description: describe(
      ['share', 'Share', 'float', '%', 'Of the bytes of all groups. What lies between two hosts counts for both.'],
      '100 × bytes / Σ bytes over all rows',
    ),
    compute(table, grouping) {
      const bytes = numbers(table, id);
      let all = 0;
      // Both entries of a row stand side by side.
      grouping.rowAt.forEach((row, at) => (all += row === grouping.rowAt[at - 1] ? 0 : bytes(row)));
      return sums(grouping, bytes).map((own) => (100 * own) / all);
    },
  };
}
