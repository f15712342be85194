import type { Column, ColumnDescription, DictionaryColumn } from '../core/model/column.ts';

/** Values of a column, copied row by row. */
export interface KeptColumn {
  /** Reads the copies, numbered from 0. */
  readonly column: Column;
  /** Copies the value of a row. */
  keep(row: number): void;
  /** Forgets all copies. */
  clear(): void;
}

/** Makes room for copies of a column's values. */
export function keptColumn(source: Column): KeptColumn {
  const { description } = source;
  switch (source.type) {
    case 'number':
      return keepValues(
        (row) => source.number(row),
        (read) => ({ type: 'number', description, number: read }),
      );
    case 'list':
      return keepValues(
        (row) => [...source.list(row)],
        (read) => ({ type: 'list', description, list: read }),
      );
    case 'dictionary':
      return keepValues(
        (row) => textOf(source, row),
        (read) => textColumn(description, read),
      );
  }
}

function keepValues<T>(read: (row: number) => T, column: (read: (row: number) => T) => Column): KeptColumn {
  const values: T[] = [];
  return {
    column: column((row) => values[row]),
    keep: (row) => void values.push(read(row)),
    clear: () => void values.splice(0),
  };
}

function textOf(column: DictionaryColumn, row: number): string {
  const code = column.code(row);
  return code < 0 ? '' : column.text(code);
}

/** Every row has a text of its own. For writing out, not for searching. */
export function textColumn(description: ColumnDescription, read: (row: number) => string): DictionaryColumn {
  return { type: 'dictionary', description, code: (row) => row, size: () => 0, text: read };
}
