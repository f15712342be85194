import type { ColumnDescription } from '../../../core/model/column.ts';

const COLUMNS_AT_FIRST: readonly string[] = [
  'number',
  'time',
  'src',
  'src_port',
  'dst',
  'dst_port',
  'protocol',
  'length',
  'flags',
];

/** Columns of the packet table that are shown at first; file and comment where they tell something, and what code has `added`. */
export function packetColumnsAtFirst(
  severalFiles: boolean,
  commented: boolean,
  added: readonly ColumnDescription[] = [],
): readonly string[] {
  const further = [...(severalFiles ? ['file'] : []), ...(commented ? ['comment'] : [])];
  return [...COLUMNS_AT_FIRST, ...further, ...added.map(({ id }) => id), 'info'];
}
