import type { ColumnDescription } from '../../../core/model/column.ts';
import type { Cell, Question } from '../../../core/model/question.ts';
import { filterOfGroup, joinFilters } from '../../../core/model/group-filter.ts';
import { keysOfGroup } from '../../../state/actions/groups.ts';
import { showRowsWhere } from '../../../state/actions/view.ts';

/** The filter that keeps the rows of a group beside what its question keeps. */
export function filterWithGroup(question: Question, cells: readonly Cell[], ends?: readonly [string, string]): string {
  return joinFilters(question.filter, filterOfGroup(question.group ?? [], cells, ends));
}

/** Shows the rows of a group in their own panel. */
export async function showGroup(
  question: Question,
  keys: readonly ColumnDescription[],
  group: number,
  ends?: readonly [string, string],
): Promise<void> {
  const cells = await keysOfGroup(
    question,
    keys.map(({ id }) => id),
    group,
  );
  if (cells !== undefined) showRowsWhere(question.table, filterWithGroup(question, cells, ends));
}
