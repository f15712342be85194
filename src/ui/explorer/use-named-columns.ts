import { useMemo } from 'react';
import { useNamesShown } from '../../state/names.ts';
import type { GridColumn } from '../table/types.ts';

/** Columns of names beside those of addresses. */
const NAMES_OF: Readonly<Record<string, string>> = {
  src_ip: 'src_name',
  dst_ip: 'dst_name',
  src: 'src_name',
  dst: 'dst_name',
};
const ENDS: ReadonlySet<string> = new Set([...Object.keys(NAMES_OF), 'host', 'host_a', 'host_b']);
/** Room for a name and an address, CSS pixels. */
const NAMED_WIDTH = 216;

/** True if there are columns of addresses that names may stand beside. */
export function hasEnds(columns: readonly GridColumn[]): boolean {
  return columns.some(({ description }) => ENDS.has(description.id));
}

/** Columns of addresses with room for names, while these are shown. */
export function useNamedColumns(columns: readonly GridColumn[]): readonly GridColumn[] {
  const shown = useNamesShown();
  return useMemo(
    () =>
      shown
        ? columns.map((column) =>
            ENDS.has(column.description.id) ? { ...column, width: Math.max(column.width, NAMED_WIDTH) } : column,
          )
        : columns,
    [columns, shown],
  );
}

/** The columns that a table shows, with those of the names that stand beside addresses: words alone are looked for in them too. */
export function useSearchedColumns(shown: readonly string[], known: readonly GridColumn[]): readonly string[] {
  const named = useNamesShown();
  return useMemo(() => {
    if (!named) return shown;
    const names = shown.map((id) => NAMES_OF[id]).filter((id) => id !== undefined);
    const there = names.filter((id) => known.some(({ description }) => description.id === id));
    return [...new Set([...shown, ...there])];
  }, [shown, known, named]);
}
