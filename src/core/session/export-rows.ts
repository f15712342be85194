import { openRowFile } from '../export/row-file.ts';
import { textColumn } from '../export/text-column.ts';
import type { Column } from '../model/column.ts';
import type { ExportRequest, ExportSummary, RowFormat } from '../model/export.ts';
import { answered, failed, type Reply } from '../model/failure.ts';
import { PACKET_COLUMNS } from '../model/packet-columns.ts';
import type { TableName } from '../model/question.ts';
import { allRows, type ExportHooks, type ExportSources } from './export-sources.ts';
import { JSON_COLUMNS, matchColumns } from './match-columns.ts';

/** Rows written between two pauses; a Parquet row group has so many. */
const ROWS_AT_ONCE: Readonly<Record<RowFormat, number>> = { csv: 2048, ndjson: 2048, parquet: 20_000 };

/** Writes the rows that a question keeps, in its order. */
export async function exportRows(
  { question, format, columns: ids }: Extract<ExportRequest, { format: RowFormat }>,
  sources: ExportSources,
  { take, pause }: ExportHooks,
): Promise<Reply<ExportSummary>> {
  const order = await sources.order(question);
  if (!order.ok) return order;
  const rows = order.value ?? allRows(sources.table(question.table).length);
  const read = columnReader(question.table, ids, sources);
  const file = await openRowFile(format, await read([]), JSON_COLUMNS, take);
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE[format]) {
    const some = rows.subarray(from, from + ROWS_AT_ONCE[format]);
    file.write(await read([...some]), some);
    if (await pause(from + some.length, rows.length)) return failed('stopped');
  }
  file.finish();
  return answered({ rows: rows.length, commentsLeftOut: 0 });
}

/** Gives the columns, ready for some rows. Only the info of packets has to be fetched for them. */
function columnReader(
  table: TableName,
  ids: readonly string[],
  sources: ExportSources,
): (rows: readonly number[]) => Promise<readonly Column[]> {
  const info = PACKET_COLUMNS.find(({ id }) => id === 'info');
  return async (rows) => {
    const texts = table === 'packets' && ids.includes('info') ? await sources.infos(rows) : undefined;
    // Not before: the capture may have been metered again while the bytes were read.
    const all = new Map(columnsOf(table, sources));
    if (info !== undefined && texts !== undefined) {
      const places = new Map(rows.map((row, at) => [row, at]));
      all.set(
        'info',
        textColumn(info, (row) => texts[places.get(row) ?? -1] ?? ''),
      );
    }
    return ids.map((id) => all.get(id)).filter((column) => column !== undefined);
  };
}

/** The table's columns as files have them. */
function columnsOf(table: TableName, { matches, table: tableOf }: ExportSources): ReadonlyMap<string, Column> {
  if (table !== 'matches' || matches === undefined) return tableOf(table).columns;
  return new Map(matchColumns(matches).map((column) => [column.description.id, column]));
}
