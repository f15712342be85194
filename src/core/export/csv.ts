import type { Column } from '../model/column.ts';
import { textReader } from './cell-text.ts';

/** What forces quotes: comma, quote and line ends (RFC 4180, section 2). */
const NEEDS_QUOTES = /[",\r\n]/;

/** One cell as Python's csv.writer writes it (QUOTE_MINIMAL): quoted only where it must be, quotes doubled. */
export function csvCell(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line with its line feed. A lone empty cell is quoted, so that the line is not taken for an empty one. */
export function csvLine(cells: readonly string[]): string {
  if (cells.length === 1 && cells[0] === '') return '""\n';
  return `${cells.map(csvCell).join(',')}\n`;
}

/** The header line of columns: their ids. */
export function csvHeader(columns: readonly Column[]): string {
  return csvLine(columns.map((column) => column.description.id));
}

/** Makes the lines of rows. Made once for a table, called for each row. */
export function csvRowWriter(columns: readonly Column[]): (row: number) => string {
  const readers = columns.map((column) => {
    const read = textReader(column);
    return column.type === 'number' ? read : (row: number): string => csvCell(read(row));
  });
  const [first, ...rest] = readers;
  return (row) => {
    let line = first(row);
    for (const read of rest) line += `,${read(row)}`;
    return line === '' ? '""\n' : `${line}\n`;
  };
}
