import type { ColumnDescription } from '../../core/model/column.ts';

/** Columns under their heading. */
export interface ColumnGroup {
  readonly group: string;
  readonly columns: readonly ColumnDescription[];
}

/** Columns by their group, in the order given, as far as id, label or help have all the words searched for. */
export function groupColumns(columns: readonly ColumnDescription[], search = ''): readonly ColumnGroup[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const groups = new Map<string, ColumnDescription[]>();
  for (const column of columns) {
    const text = `${column.id} ${column.label} ${column.help}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    const group = groups.get(column.group);
    if (group === undefined) groups.set(column.group, [column]);
    else group.push(column);
  }
  return [...groups].map(([group, members]) => ({ group, columns: members }));
}
