import type { Column } from '../model/column.ts';
import type { Cell } from '../model/question.ts';

/** A cell to its last digit: numbers that no double holds are texts. */
export function exactCellOf(column: Column, row: number): Cell {
  return column.type === 'number' && column.exact !== undefined ? column.exact(row) : cellOf(column, row);
}

/** A cell as stored; "" for a missing text. */
export function cellOf(column: Column, row: number): Cell {
  if (column.type === 'number') return column.number(row);
  if (column.type === 'list') return column.list(row);
  const code = column.code(row);
  return code < 0 ? '' : column.text(code);
}
