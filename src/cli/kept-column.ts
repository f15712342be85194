import { textColumn } from '../core/export/text-column.ts';
import type { Column, DictionaryColumn, NumberColumn } from '../core/model/column.ts';

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
      return source.exact === undefined ? keptNumbers(source) : keptExactNumbers(source);
    case 'list':
      return keepValues(
        (row) => [...source.list(row)],
        (read) => ({ ...source, list: read }),
      );
    case 'dictionary':
      return keepValues(
        (row) => textOf(source, row),
        (read) => textColumn(description, read),
      );
  }
}

function keptNumbers(source: NumberColumn): KeptColumn {
  return keepValues(
    (row) => source.number(row),
    (read) => ({ ...source, number: read }),
  );
}

function keptExactNumbers(source: NumberColumn): KeptColumn {
  return keepValues(
    (row) => ({ number: source.number(row), digits: source.exact?.(row) ?? '' }),
    (read) => ({ ...source, number: (row) => read(row).number, exact: (row) => read(row).digits }),
  );
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
