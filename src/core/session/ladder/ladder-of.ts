import { answered, type Reply } from '../../model/failure.ts';
import type { LadderPart, LadderRequest } from '../../model/ladder.ts';
import type { ByteSource } from '../../model/reader.ts';
import { PACKET_TABLE } from '../../model/table-list.ts';
import type { CaptureTables } from '../../tables.ts';
import { noTable, type RowAnswers } from '../row-answers.ts';
import { describeLadder } from './describe-ladder.ts';

/** Packets that a question keeps, to be drawn: all of them, or those at some positions of its order. */
export async function ladderOf(
  answers: RowAnswers,
  tables: CaptureTables,
  bytes: ByteSource,
  { question, rows, from }: LadderRequest,
): Promise<Reply<LadderPart>> {
  if (question.table !== PACKET_TABLE.id || question.group !== undefined) return noTable(question.table);
  const { sort: _, ...unsorted } = question;
  const asked = await answers.ask(rows === undefined ? unsorted : question);
  if (!asked.ok) return asked;
  return answered(await describeLadder(tables, bytes, asked.value.order, { from, ...(rows && { rows }) }));
}
