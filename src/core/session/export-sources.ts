import type { TakePiece } from '../export/row-file.ts';
import type { RowOrder } from './row-orders.ts';
import type { CaptureTable, TableSources } from './tables/capture-table.ts';

/** What is written from. */
export interface ExportSources {
  /** The table that is asked for, or its groups. */
  readonly table: CaptureTable;
  readonly sources: TableSources;
  /** The rows to write, or those whose packets are written, in their order: of packets in that of the capture. */
  readonly order: RowOrder;
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
