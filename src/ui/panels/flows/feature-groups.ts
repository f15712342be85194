import type { ColumnDescription } from '../../../core/model/column.ts';
import type { Cell } from '../../../core/model/question.ts';

/** A feature over both directions and each of them, or a single value. */
export interface FeatureRow {
  readonly label: string;
  readonly description: ColumnDescription;
  /** Values for both directions, out and back; a single value alone. */
  readonly values: readonly [FeatureValue] | readonly [FeatureValue, FeatureValue, FeatureValue];
}

/** A value with its column's name. */
export interface FeatureValue {
  readonly id: string;
  /** Written to the last digit. */
  readonly text: string;
}

/** Features under a heading; `matrix` if each has three values. */
export interface FeatureGroup {
  readonly group: string;
  readonly matrix: boolean;
  readonly rows: readonly FeatureRow[];
}

const BOTH = 'bidirectional_';
const OUT = 'src2dst_';
const BACK = 'dst2src_';

/** A flow's cells by group, the three directions of a feature side by side. `cells` parallel to `columns`. */
export function featureGroups(columns: readonly ColumnDescription[], cells: readonly Cell[]): readonly FeatureGroup[] {
  const texts = new Map(columns.map((column, at) => [column.id, exactFeature(cells[at], column)]));
  const valueOf = (id: string): FeatureValue => ({ id, text: texts.get(id) ?? '' });
  const groups = new Map<string, FeatureRow[]>();
  for (const description of columns) {
    const { id, label, group } = description;
    if (id.startsWith(OUT) || id.startsWith(BACK)) continue;
    const base = id.startsWith(BOTH) ? id.slice(BOTH.length) : undefined;
    const values: FeatureRow['values'] =
      base === undefined ? [valueOf(id)] : [valueOf(id), valueOf(OUT + base), valueOf(BACK + base)];
    const rows = groups.get(group) ?? [];
    rows.push({ label, description, values });
    groups.set(group, rows);
  }
  return [...groups].map(([group, rows]) => ({ group, rows, matrix: rows.every(({ values }) => values.length === 3) }));
}

/** A feature to the last digit; times as UTC, whose milliseconds are all there is. */
export function exactFeature(cell: Cell | undefined, { kind }: ColumnDescription): string {
  if (cell === undefined) return '';
  if (typeof cell === 'object') return `[${cell.join(', ')}]`;
  if (kind !== 'epoch-ms' || typeof cell !== 'number') return cell.toString();
  return cell === 0 ? '0' : `${new Date(cell).toISOString().slice(0, 23).replace('T', ' ')}`;
}
