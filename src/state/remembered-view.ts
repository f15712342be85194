import type { TimeFormat } from '../base/format.ts';
import { keepText, keptNames, keptText, keptValue } from '../base/kept-texts.ts';
import type { TableId } from '../core/model/table.ts';
import { PANEL_IDS } from './panels.ts';
import { setState, useStore } from './store.ts';
import type { State, TableView } from './store.ts';
import { viewOf } from './tables.ts';
import { isReadingAddress } from './url-sync.ts';

/** What of a table's view is remembered: how it looks, not what it shows. */
type Look = Pick<TableView, 'columns' | 'pinned' | 'widths'>;

const PANEL = 'flowloom:panel';
const TIME = 'flowloom:time';
const NAMES = 'flowloom:names';
const TABLE = 'flowloom:table:';
const TIME_FORMATS: readonly TimeFormat[] = ['relative', 'delta', 'utc', 'local'];
/** Entries of one table that are believed. */
const MOST = 1000;

/**
 * Brings back how the page was looked at last: panel, times, names, columns. Where the address brings a view that one holds, but for
 * widths, which no address has. To be called before the address is read.
 */
export function recallView(): void {
  const { tables } = useStore.getState();
  const remembered = keptNames()
    .filter((name) => name.startsWith(TABLE))
    .map((name) => name.slice(TABLE.length))
    .map((table): [TableId, TableView] => [table, { ...viewOf({ tables }, table), ...lookOf(table) }]);
  const panel = PANEL_IDS.find((id) => id === keptText(PANEL));
  const timeFormat = TIME_FORMATS.find((format) => format === keptText(TIME));
  setState({
    ...(panel !== undefined && { panel }),
    ...(timeFormat !== undefined && { timeFormat }),
    ...(keptText(NAMES) === 'on' && { showNames: true }),
    tables: { ...tables, ...Object.fromEntries(remembered) },
  });
}

/** Remembers from now on what the person changes, and only that: what a link brings is the link's. Returns what ends it. */
export function rememberView(): () => void {
  return useStore.subscribe((state, before) => {
    if (isReadingAddress()) return;
    if (state.panel !== before.panel) keepText(PANEL, state.panel);
    if (state.timeFormat !== before.timeFormat) keepText(TIME, state.timeFormat);
    if (state.showNames !== before.showNames) keepText(NAMES, state.showNames ? 'on' : 'off');
    if (state.tables !== before.tables) rememberTables(state, before);
  });
}

function rememberTables(state: State, before: State): void {
  for (const [table, view] of Object.entries(state.tables)) {
    const old = viewOf(before, table);
    const changed: Partial<Look> = {
      ...(view.columns !== old.columns && { columns: view.columns }),
      ...(view.pinned !== old.pinned && { pinned: view.pinned }),
      ...(view.widths !== old.widths && { widths: view.widths }),
    };
    if (Object.keys(changed).length > 0) keepText(TABLE + table, JSON.stringify({ ...lookOf(table), ...changed }));
  }
}

/** What is remembered of a table, as far as it is what was written. */
function lookOf(table: TableId): Partial<Look> {
  const kept = keptValue(TABLE + table);
  if (typeof kept !== 'object' || kept === null) return {};
  const { columns, pinned, widths } = kept as Record<string, unknown>;
  return {
    ...(isIds(columns) && { columns }),
    ...(isIds(pinned) && { pinned }),
    ...(isWidths(widths) && { widths }),
  };
}

function isIds(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length < MOST && value.every((id) => typeof id === 'string');
}

function isWidths(value: unknown): value is Readonly<Record<string, number>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const widths = Object.values(value);
  return widths.length < MOST && widths.every((width) => typeof width === 'number' && Number.isFinite(width));
}
