import type { TableDescription, TableId } from '../core/model/table.ts';
import { FIRST_VIEW, useStore } from './store.ts';
import type { State, TableView } from './store.ts';

/** What stands for a table that the open capture does not have. */
const UNKNOWN_TABLE: TableDescription = {
  id: '',
  noun: 'row',
  nouns: 'rows',
  limits: [],
  testsBytes: false,
  isPackets: false,
  columns: [],
  writtenColumns: [],
  fileColumns: [],
};

/** How a table is looked at; the first view of one that nobody has looked at yet. */
export function viewOf({ tables }: Pick<State, 'tables'>, table: TableId): TableView {
  return (Object.hasOwn(tables, table) ? tables[table] : undefined) ?? FIRST_VIEW;
}

/** What a table of the open capture is; one without columns and limits if the capture does not have it. */
export function descriptionOf({ descriptions }: Pick<State, 'descriptions'>, table: TableId): TableDescription {
  return descriptions.find(({ id }) => id === table) ?? UNKNOWN_TABLE;
}

/** How a table is looked at. */
export function useTableView(table: TableId): TableView {
  return useStore((state) => viewOf(state, table));
}

/** What a table of the open capture is. */
export function useTableDescription(table: TableId): TableDescription {
  return useStore((state) => descriptionOf(state, table));
}
