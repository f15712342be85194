import { formatEpoch, nanosecondsOfMs } from '../../../base/format.ts';
import type { ColumnDescription } from '../../../core/model/column.ts';
import { featureLabel } from '../../../core/model/describe-column.ts';
import type { Scope } from '../../../core/model/flow-feature.ts';
import type { Cell } from '../../../core/model/question.ts';

/** A feature over both directions and each of them, or a single value. */
export interface FeatureRow {
  readonly label: string;
  /** Of both directions, or of the first one that has it. */
  readonly description: ColumnDescription;
  /** Values for both directions, out and back; a single value alone. One that is not there has no id. */
  readonly values: readonly [FeatureValue] | readonly [FeatureValue, FeatureValue, FeatureValue];
}

/** A value with its column's id. */
export interface FeatureValue {
  readonly id: string;
  /** Written to the last digit. */
  readonly text: string;
}

/** Features under a heading; `matrix` if each has three values. */
export interface FeatureSection {
  readonly group: string;
  readonly matrix: boolean;
  readonly rows: readonly FeatureRow[];
}

/**
 * A flow's cells by group, the three directions of a feature side by side. `cells` parallel to `columns`. A feature that
 * has a meaning in one direction only has an empty text for both, a single one among others empty texts for each.
 */
export function featureGroups(
  columns: readonly ColumnDescription[],
  cells: readonly Cell[],
): readonly FeatureSection[] {
  const texts = new Map(columns.map((column, at) => [column, exactFeature(cells[at], column)]));
  const groups = new Map<string, Map<string, ColumnDescription[]>>();
  for (const column of columns) {
    const rows = groups.get(column.group) ?? new Map<string, ColumnDescription[]>();
    const name = column.feature?.name ?? column.id;
    rows.set(name, [...(rows.get(name) ?? []), column]);
    groups.set(column.group, rows);
  }
  return [...groups].map(([group, rows]) => {
    const matrix = [...rows.values()].some((same) => same.some(({ feature }) => feature?.scope !== undefined));
    return { group, matrix, rows: [...rows.values()].map((same) => rowOf(same, matrix, texts)) };
  });
}

/** The row of columns that differ in scope alone. */
function rowOf(
  same: readonly ColumnDescription[],
  matrix: boolean,
  texts: ReadonlyMap<ColumnDescription, string>,
): FeatureRow {
  const description = same[0] as ColumnDescription;
  const label = featureLabel(description);
  const valueOf = (column: ColumnDescription | undefined): FeatureValue => ({
    id: column?.id ?? '',
    text: (column && texts.get(column)) ?? '',
  });
  if (!matrix) return { label, description, values: [valueOf(description)] };
  const of = (scope: Scope): FeatureValue => valueOf(same.find(({ feature }) => feature?.scope === scope));
  const single = same.find(({ feature }) => feature?.scope === undefined);
  const both = single === undefined ? of('bidirectional') : valueOf(single);
  return { label, description, values: [both, of('src2dst'), of('dst2src')] };
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
