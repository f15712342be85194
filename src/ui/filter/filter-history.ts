import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { keepText, keptValue, onForgotten } from '../../base/kept-texts.ts';

const MOST_KEPT = 30;

/** Filters used before in one table, the last one first; kept for the next visit where the browser has storage. */
export interface FilterHistory {
  readonly filters: readonly string[];
  readonly add: (filter: string) => void;
  readonly clear: () => void;
}

const listeners = new Set<() => void>();
/** What was read last, by table: the same array until it changes. */
const known = new Map<string, readonly string[]>();

onForgotten(() => {
  known.clear();
  for (const listener of listeners) listener();
});

/** The history of a table. */
export function useFilterHistory(table: string): FilterHistory {
  const filters = useSyncExternalStore(
    subscribe,
    useCallback(() => usedFilters(table), [table]),
  );
  return useMemo(
    () => ({ filters, add: (filter) => rememberFilter(table, filter), clear: () => keep(table, () => []) }),
    [table, filters],
  );
}

/** Filters used before in a table, the last one first. */
export function usedFilters(table: string): readonly string[] {
  const filters = known.get(table) ?? readFilters(table);
  known.set(table, filters);
  return filters;
}

/** Puts a filter before those that were used before in a table; an empty one is none. */
export function rememberFilter(table: string, filter: string): void {
  if (filter !== '')
    keep(table, (before) => [filter, ...before.filter((other) => other !== filter)].slice(0, MOST_KEPT));
}

function keep(table: string, change: (before: readonly string[]) => readonly string[]): void {
  // Another tab may have added some.
  const stored = readFilters(table);
  const next = change(stored.length > 0 ? stored : (known.get(table) ?? []));
  keepText(keyOf(table), JSON.stringify(next));
  known.set(table, next);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function keyOf(table: string): string {
  return `flowloom:filters:${table}`;
}

function readFilters(table: string): readonly string[] {
  const kept = keptValue(keyOf(table));
  return Array.isArray(kept) ? kept.filter((filter) => typeof filter === 'string').slice(0, MOST_KEPT) : [];
}
