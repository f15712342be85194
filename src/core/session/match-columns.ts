import { textColumn } from '../export/text-column.ts';
import type { Column, ColumnDescription } from '../model/column.ts';
import { MATCH_COLUMNS } from '../model/packet-columns.ts';
import type { MatchStore } from './match-store.ts';

const PACKETS: ColumnDescription = {
  id: 'packets',
  label: 'Packets',
  kind: 'list',
  group: 'Match',
  unit: '',
  help: 'Numbers of the packets that it consumed, from 1.',
  formula: '',
};

/** Columns of the match table whose texts are JSON. */
export const JSON_COLUMNS: ReadonlySet<string> = new Set(['fields']);

/** The match table as files have it: the page's columns, captured fields as a JSON object, then the packets. */
export function matchColumns(store: MatchStore): readonly Column[] {
  const columns = MATCH_COLUMNS.flatMap(({ id }) => {
    const column = store.rows.columns.get(id);
    return column === undefined ? [] : [fileColumn(column, store)];
  });
  return [
    ...columns,
    { type: 'list', description: PACKETS, list: (row) => (store.get(row)?.packets ?? []).map((packet) => packet + 1) },
  ];
}

function fileColumn(column: Column, store: MatchStore): Column {
  const { description } = column;
  if (description.id === 'fields') return textColumn(description, (row) => fieldsText(store, row));
  // Matches last fractions of milliseconds.
  return description.id === 'duration' ? { ...column, description: { ...description, kind: 'float' } } : column;
}

function fieldsText(store: MatchStore, row: number): string {
  const fields = store.get(row)?.fields ?? [];
  return JSON.stringify(Object.fromEntries(fields.map(({ name, value }) => [name, value])));
}
