import { formatEpoch, nanosecondsOfMs } from '../../../base/format.ts';
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

/**
 * A flow's cells by group, the three directions of a feature side by side. `cells` parallel to `columns`. A feature that
 * has a meaning in one direction only has an empty text for both, a single one among others empty texts for each.
 */
export function featureGroups(columns: readonly ColumnDescription[], cells: readonly Cell[]): readonly FeatureGroup[] {
  const texts = new Map(columns.map((column, at) => [column.id, exactFeature(cells[at], column)]));
  const groups = new Map<string, ColumnDescription[]>();
  for (const description of columns) {
    const both = BOTH + baseOf(description.id);
    if (description.id.startsWith(BACK) || (description.id.startsWith(OUT) && texts.has(both))) continue;
    groups.set(description.group, [...(groups.get(description.group) ?? []), description]);
  }
  return [...groups].map(([group, members]) => {
    const matrix = members.some(({ id }) => baseOf(id) !== id);
    return { group, matrix, rows: members.map((member) => rowOf(member, matrix, texts)) };
  });
}

function rowOf(description: ColumnDescription, matrix: boolean, texts: ReadonlyMap<string, string>): FeatureRow {
  const { id } = description;
  const base = baseOf(id);
  const label = description.label.replace(/^[→←] /, '');
  const valueOf = (name: string): FeatureValue => ({ id: name, text: texts.get(name) ?? '' });
  if (!matrix) return { label, description, values: [valueOf(id)] };
  const first = base === id ? id : BOTH + base;
  return { label, description, values: [valueOf(first), valueOf(OUT + base), valueOf(BACK + base)] };
}

/** A column's name without its scope. */
function baseOf(id: string): string {
  const scope = [BOTH, OUT, BACK].find((name) => id.startsWith(name));
  return id.slice(scope?.length ?? 0);
}

/** A feature to the last digit; times as UTC. */
export function exactFeature(cell: Cell | undefined, { kind }: ColumnDescription): string {
  if (cell === undefined) return '';
  if (typeof cell === 'object') return `[${cell.join(', ')}]`;
  if (kind !== 'epoch-ms') return cell.toString();
  return Number(cell) === 0 ? '0' : formatEpoch(nanosecondsOfMs(cell), 'utc', digitsOf(cell));
}

/** Digits of the second that milliseconds have. */
function digitsOf(ms: number | string): 3 | 6 | 9 {
  const fraction = String(ms).split('.')[1]?.length ?? 0;
  return fraction === 0 ? 3 : fraction <= 3 ? 6 : 9;
}
