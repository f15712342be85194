import type { Column } from '../model/column.ts';
import { secondsText, textReader } from './cell-text.ts';

const NONE: ReadonlySet<string> = new Set();

/**
 * Makes a line of JSON for each row: an object with the columns' ids as names, in their order. Numbers are numbers (not a
 * number becomes null, as JSON has none), times since the first packet are seconds, lists are arrays.
 * @param json ids of columns whose texts are JSON and are taken as they are
 */
export function ndjsonRowWriter(columns: readonly Column[], json: ReadonlySet<string> = NONE): (row: number) => string {
  const parts = columns.map((column, index) => {
    const name = `${index === 0 ? '' : ','}${JSON.stringify(column.description.id)}:`;
    const read = json.has(column.description.id) ? textReader(column) : valueReader(column);
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
  if (column.exact !== undefined) return (row) => column.exact?.(row) ?? 'null';
  if (column.description.kind === 'relative-ns') return (row) => column.far?.(row) ?? secondsOrNull(column.number(row));
  return (row) => JSON.stringify(column.number(row));
}

function secondsOrNull(ns: number): string {
  return Number.isNaN(ns) ? 'null' : secondsText(ns);
}
