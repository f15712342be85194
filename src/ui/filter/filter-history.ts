import { useCallback, useState } from 'react';

const MOST_KEPT = 30;

/** Filters used before in one table, the last one first; kept for the next visit where the browser has storage. */
export interface FilterHistory {
  readonly filters: readonly string[];
  readonly add: (filter: string) => void;
  readonly clear: () => void;
}

/** The history of a table. */
export function useFilterHistory(table: string): FilterHistory {
  const key = `flowloom:filters:${table}`;
  const [filters, setFilters] = useState(() => readFilters(key));
  const keep = useCallback(
    (change: (before: readonly string[]) => readonly string[]) => {
      // Another tab may have added some.
      const next = change(readFilters(key));
      writeFilters(key, next);
      setFilters(next);
    },
    [key],
  );
  const add = useCallback(
    (filter: string) => {
      if (filter !== '') keep((before) => [filter, ...before.filter((other) => other !== filter)].slice(0, MOST_KEPT));
    },
    [keep],
  );
  const clear = useCallback(() => keep(() => []), [keep]);
  return { filters, add, clear };
}

function readFilters(key: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter((filter) => typeof filter === 'string').slice(0, MOST_KEPT) : [];
  } catch {
    return []; // no storage, or not what we wrote
  }
}

function writeFilters(key: string, filters: readonly string[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(filters));
  } catch {
    return; // kept until the page is closed
  }
}
