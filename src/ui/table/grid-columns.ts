import type { ColumnDescription, ColumnKind } from '../../core/model/column.ts';
import { alignOf, formatCell } from './format-cell.ts';
import type { GridColumn } from './types.ts';

const WIDTH_OF_KIND: Record<ColumnKind, number> = {
  integer: 64,
  float: 84,
  bytes: 80,
  milliseconds: 88,
  'epoch-ms': 172,
  'relative-ns': 108,
  text: 92,
  address: 128,
  list: 200,
};

/** Width of a header's letter, and of its edges and sort mark, CSS pixels. */
const PER_CHARACTER = 7.5;
const HEADER_EXTRAS = 28;

/** A grid column by its description alone: width, side and text follow from the kind of value. */
export function gridColumn(description: ColumnDescription, change: Partial<GridColumn> = {}): GridColumn {
  const unit = description.unit === 'packets' ? 0 : description.unit.length;
  const header = (description.label.length + unit) * PER_CHARACTER + HEADER_EXTRAS;
  return {
    description,
    width: Math.round(Math.max(WIDTH_OF_KIND[description.kind], header)),
    align: alignOf(description.kind),
    sortable: description.kind !== 'list',
    stored: true,
    text: ({ cell }) => formatCell(cell, description),
    ...change,
  };
}

/** Grid columns for a list of descriptions; `changes` by column id. */
export function gridColumns(
  descriptions: readonly ColumnDescription[],
  changes: Readonly<Record<string, Partial<GridColumn>>> = {},
): readonly GridColumn[] {
  return descriptions.map((description) => gridColumn(description, changes[description.id]));
}

/** Ids of the shown columns that have values, for an export. */
export function storedColumns(all: readonly GridColumn[], shown: readonly string[]): readonly string[] {
  const stored = new Set(all.filter((column) => column.stored).map((column) => column.description.id));
  return shown.filter((id) => stored.has(id));
}
