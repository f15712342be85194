import type { RowWindow } from '../../core/model/question.ts';
import { exactCell } from './format-cell.ts';

/** Most rows that one copy takes; more is a matter for the export. */
export const MOST_COPIED_ROWS = 10_000;

/** Rows as tab-separated text with a header line, values as stored. `columns` are those of the window. */
export function rowsAsText(window: RowWindow, columns: readonly string[], from: number, count: number): string {
  const start = from - window.from;
  const lines = window.cells.slice(start, start + count).map((cells) => cells.map(exactCell).join('\t'));
  return [columns.join('\t'), ...lines].join('\n');
}

/** True if the window has all of these rows. */
export function hasRows(window: RowWindow, from: number, count: number): boolean {
  return from >= window.from && from + count <= window.from + window.rows.length;
}
