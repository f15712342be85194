import type { GroupingDescription } from '../../model/groups.ts';
import type { Measure } from '../../query/group/grouped-rows.ts';
import { codes, count, different, numbers, sum } from './make-measure.ts';

/** What is told of groups of objects. */
export const OBJECT_MEASURES: readonly Measure[] = [
  count('Objects', 'Objects of the group.'),
  sum(['size', 'Size', 'bytes', 'B', 'Bytes of all of them.'], (table) => numbers(table, 'size')),
  different(['contents', 'Contents', 'integer', '', 'Different contents, by SHA-256.'], (table) =>
    codes(table, 'sha256'),
  ),
  different(['names', 'Names', 'integer', '', 'Different names.'], (table) => codes(table, 'name')),
];

/** How objects may be grouped. */
export const OBJECT_GROUPING: GroupingDescription = {
  ends: ['src', 'dst'],
  measures: OBJECT_MEASURES.map(({ description }) => description),
  atFirst: ['count', 'size', 'contents'],
  order: 'count',
};
