import type { KnownField } from '../../core/model/field.ts';
import type { ColumnDescription } from '../../core/model/column.ts';
import { gridColumn } from './grid-columns.ts';
import type { GridColumn } from './types.ts';

const GROUP = 'Decoded fields';
const WIDTH = 132;

/** True for the id of a decoded field: those of columns have no dot. */
export function isFieldId(id: string): boolean {
  return id.includes('.');
}

/** A decoded field as a column: its values are read from the packets in view, so there is nothing to sort by. */
export function fieldColumn(id: string): GridColumn {
  return gridColumn(describe(id, id, 'A decoded field, read from the packets in view.'), {
    width: WIDTH,
    sortable: false,
  });
}

/** Decoded fields that may be columns, in words. */
export function describeFields(fields: readonly KnownField[]): readonly ColumnDescription[] {
  return fields.map(({ id, note }) => describe(id, note.replace(/:.*/, ''), note));
}

function describe(id: string, label: string, help: string): ColumnDescription {
  return { id, label, kind: 'text', group: GROUP, unit: '', help, formula: '' };
}
