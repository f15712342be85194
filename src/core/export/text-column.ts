import type { ColumnDescription, DictionaryColumn } from '../model/column.ts';

/** Every row has a text of its own. For writing out, not for searching. */
export function textColumn(description: ColumnDescription, read: (row: number) => string): DictionaryColumn {
  return { type: 'dictionary', description, code: (row) => row, size: () => 0, text: read };
}
