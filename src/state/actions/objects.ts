import { answered, type Reply } from '../../core/model/failure.ts';
import type { WrittenObjects } from '../../protocol/data.ts';
import type { Question } from '../../core/model/question.ts';
import { engine } from '../engine-port.ts';
import { writeFile } from './export.ts';

/** Objects that are saved at once at most. */
export const MOST_SAVED = 10_000;

/** Writes objects by their rows; the file is named by the one object, or by the capture. */
export async function writeObjects(
  rows: readonly number[],
): Promise<Reply<WrittenObjects & { readonly name: string }>> {
  const reply = await writeFile('objects', 'tar', (onProgress) => engine().data.saveObjects(rows, onProgress));
  return reply.ok ? answered({ ...reply.value, name: reply.value.ownName ?? reply.value.name }) : reply;
}

/** The rows of objects that a question keeps, from one position on. */
export async function objectRows(question: Question, from: number, count: number): Promise<Reply<readonly number[]>> {
  const reply = await engine().data.rows({ question, from, count, columns: [] });
  return reply.ok ? answered(reply.value.rows) : reply;
}
