import { openRowFile } from '../export/row-file.ts';
import { textColumn } from '../export/text-column.ts';
import type { Column } from '../model/column.ts';
import type { ExportRequest, ExportSummary, RowFormat } from '../model/export.ts';
import { answered, failed, type Reply } from '../model/failure.ts';
import { allRows, type ExportHooks, type ExportSources } from './export-sources.ts';
import { writtenAmong } from './tables/capture-table.ts';

/** Rows written between two pauses; a Parquet row group has so many. */
const ROWS_AT_ONCE: Readonly<Record<RowFormat, number>> = { csv: 2048, ndjson: 2048, parquet: 20_000 };
const NO_JSON: ReadonlySet<string> = new Set();

/** Writes the rows that a question keeps, in its order. */
export async function exportRows(
  { format, columns: ids }: Extract<ExportRequest, { format: RowFormat }>,
  from: ExportSources,
  { take, pause }: ExportHooks,
): Promise<Reply<ExportSummary>> {
  const { table, sources, order } = from;
  const rows = order ?? allRows(table.rows(sources).length);
  const read = columnReader(ids, from);
  const file = await openRowFile(format, await read([]), table.jsonColumns ?? NO_JSON, take);
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE[format]) {
    const some = rows.subarray(at, at + ROWS_AT_ONCE[format]);
    file.write(await read([...some]), some);
    if (await pause(at + some.length, rows.length)) return failed('stopped');
  }
  file.finish();
  return answered({ rows: rows.length, commentsLeftOut: 0 });
}

/** Gives the columns, ready for some rows: those that the table only writes for rows at hand are fetched for them. */
function columnReader(
  ids: readonly string[],
  { table, sources }: ExportSources,
): (rows: readonly number[]) => Promise<readonly Column[]> {
  const written = writtenAmong(table, ids);
  const writtenIds = written.map(({ id }) => id);
  return async (rows) => {
    const texts = written.length === 0 ? undefined : await table.written?.(sources, rows, writtenIds);
    const places = new Map(written.length === 0 ? [] : rows.map((row, at) => [row, at]));
    // Not before: the capture may have been metered again while the bytes were read.
    const all = new Map(table.fileColumns?.(sources) ?? table.rows(sources).columns);
    for (const description of written) {
      const cells = texts?.get(description.id);
      all.set(
        description.id,
        textColumn(description, (row) => cells?.[places.get(row) ?? -1] ?? ''),
      );
    }
    return ids.map((id) => all.get(id)).filter((column) => column !== undefined);
  };
}
