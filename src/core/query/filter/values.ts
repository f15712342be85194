import type { Column, Rows } from '../../model/column.ts';
import { namesBeside } from './fields.ts';

/** Values offered at a time. */
const MOST_VALUES = 50;
/** Texts looked at in search of them; a dictionary of addresses may have a million. */
const MOST_TEXTS = 50_000;

/** Texts of columns that have `typed` in them: those that begin with it first, then by their order in the dictionary. */
export function valuesOf(columns: readonly Column[], typed: string, rows: Rows): readonly string[] {
  const wanted = typed.toLowerCase();
  const beginning = new Set<string>();
  const containing = new Set<string>();
  for (const column of columns) {
    const texts = column.type === 'number' ? namesBeside(column, rows) : column;
    if (texts?.type !== 'dictionary') continue;
    const size = Math.min(texts.size(), MOST_TEXTS);
    for (let code = 0; code < size && beginning.size < MOST_VALUES; code++) {
      const text = texts.text(code);
      const at = text === '' ? -1 : text.toLowerCase().indexOf(wanted);
      if (at >= 0) (at === 0 ? beginning : containing).add(text);
    }
  }
  return [...new Set([...beginning, ...containing])].slice(0, MOST_VALUES);
}
