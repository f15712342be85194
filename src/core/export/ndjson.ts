import type { Column } from '../model/column.ts';
import { secondsText } from './cell-text.ts';

/**
 * Makes a line of JSON for each row: an object with the columns' ids as names, in their order. Numbers are numbers (not a
 * number becomes null, as JSON has none), times since the first packet are seconds, lists are arrays.
 */
export function ndjsonRowWriter(columns: readonly Column[]): (row: number) => string {
  const parts = columns.map((column, index) => {
    const name = `${index === 0 ? '' : ','}${JSON.stringify(column.description.id)}:`;
    const read = valueReader(column);
    return (row: number): string => name + read(row);
  });
  return (row) => {
    let line = '{';
    for (const part of parts) line += part(row);
    return `${line}}\n`;
  };
}

function valueReader(column: Column): (row: number) => string {
  if (column.type === 'list') return (row) => JSON.stringify(column.list(row));
  if (column.type === 'dictionary') {
    return (row) => {
      const code = column.code(row);
      return JSON.stringify(code < 0 ? '' : column.text(code));
    };
  }
  if (column.description.kind === 'relative-ns') return (row) => secondsText(column.number(row));
  return (row) => JSON.stringify(column.number(row));
}
