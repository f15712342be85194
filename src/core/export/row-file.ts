import type { Column } from '../model/column.ts';
import type { RowFormat } from '../model/export.ts';
import { csvHeader, csvRowWriter } from './csv.ts';
import { ndjsonRowWriter } from './ndjson.ts';

/** Takes the next piece of a file, text as UTF-8; it may keep it. */
export type TakePiece = (piece: string | Uint8Array<ArrayBuffer>) => void;

/** Rows of a table being written to a file. */
export interface RowFile {
  /** Writes rows; the columns have the ids and kinds of those that the file was opened with. */
  write(columns: readonly Column[], rows: readonly number[] | Int32Array): void;
  finish(): void;
}

/**
 * Begins a file of rows; `take` is given it piece by piece, in order. Loads the Parquet library only if it is needed.
 * @param json ids of columns whose texts are JSON, which NDJSON takes as they are
 */
export async function openRowFile(
  format: RowFormat,
  columns: readonly Column[],
  json: ReadonlySet<string>,
  take: TakePiece,
): Promise<RowFile> {
  if (format === 'parquet') {
    const { ParquetTable } = await import('./parquet.ts');
    const table = new ParquetTable(columns, take);
    return { write: (of, rows) => table.writeRows(of, rows), finish: () => table.finish() };
  }
  if (format === 'csv') take(csvHeader(columns));
  return {
    write(of, rows) {
      const line = format === 'csv' ? csvRowWriter(of) : ndjsonRowWriter(of, json);
      let text = '';
      for (const row of rows) text += line(row);
      take(text);
    },
    finish: () => undefined,
  };
}
