import type { Cell, Question } from '../../core/model/question.ts';
import { engine } from '../engine-port.ts';

/**
 * The keys of one group, or the cells of one row.
 * @param columns ids of the columns of the keys
 * @returns undefined if the question has no such group or row, or cannot be answered
 */
export async function keysOfGroup(
  question: Question,
  columns: readonly string[],
  group: number,
): Promise<readonly Cell[] | undefined> {
  const { data } = engine();
  const position = await data.positionOf(question, group);
  if (!position.ok || position.value < 0) return undefined;
  const rows = await data.rows({ question, from: position.value, count: 1, columns });
  return rows.ok && rows.value.rows[0] === group ? rows.value.cells[0] : undefined;
}
