import { MESSAGE_COLUMNS } from '../core/model/message-columns.ts';
import { answered, badQuestion, type Reply } from '../core/model/failure.ts';
import type { Cell } from '../core/model/question.ts';
import { engine } from './engine-port.ts';
import { useAnswer } from './use-answer.ts';
import type { Answer } from './use-answer.ts';

const COLUMNS = MESSAGE_COLUMNS.map(({ id }) => id);

async function askCells(message: number): Promise<Reply<readonly Cell[]>> {
  const question = { table: 'messages', filter: '' };
  const reply = await engine().data.rows({ question, columns: COLUMNS, from: message, count: 1 });
  if (!reply.ok) return reply;
  const [cells] = reply.value.cells;
  return cells === undefined ? badQuestion(`There is no message ${message + 1}.`) : answered(cells);
}

/** The cells of one message, in the order of MESSAGE_COLUMNS. */
export function useMessageCells(message: number): Answer<readonly Cell[]> {
  return useAnswer(message, askCells);
}
