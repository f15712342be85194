import type { TakePiece } from '../export/row-file.ts';
import type { Rows } from '../model/column.ts';
import type { Reply } from '../model/failure.ts';
import type { Question, TableName } from '../model/question.ts';
import type { ByteSource } from '../model/reader.ts';
import type { CaptureTables } from '../tables.ts';
import type { MatchStore } from './match-store.ts';
import type { RowOrder } from './row-orders.ts';

/** What is written from. */
export interface ExportSources {
  readonly tables: CaptureTables;
  readonly bytes: ByteSource;
  readonly matches: MatchStore | undefined;
  table(name: TableName): Rows;
  order(question: Question): Promise<Reply<RowOrder>>;
  /** Info texts of packets, read from their bytes. */
  infos(packets: readonly number[]): Promise<readonly string[]>;
}

/** Who takes what is written, and may stop it. */
export interface ExportHooks {
  /** Takes the file piece by piece. */
  readonly take: TakePiece;
  /** Waited for now and then, with the rows or packets that are written. True: stop. */
  pause(done: number, total: number): Promise<boolean>;
}

/** All rows of a table in its order. */
export function allRows(length: number): Int32Array {
  const rows = new Int32Array(length);
  for (let row = 0; row < length; row++) rows[row] = row;
  return rows;
}
