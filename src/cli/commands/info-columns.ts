import { secondsOf } from '../../base/exact-time.ts';
import type { CaptureSummary } from '../../core/model/capture-info.ts';
import type { Column, ColumnDescription, ColumnKind } from '../../core/model/column.ts';
import { linkTypeName } from '../../core/model/link-types.ts';
import { isoTime } from './iso-time.ts';
import { textColumn } from '../../core/export/text-column.ts';

/** One capture as a row of `info`. */
export interface InfoRow {
  readonly path: string;
  readonly summary: CaptureSummary;
}

type MakeColumn = (rows: readonly InfoRow[]) => Column;

function words(id: string, kind: ColumnKind, help: string): ColumnDescription {
  return { id, label: id, kind, group: 'Capture', unit: '', help, formula: '' };
}

function text(id: string, help: string, read: (row: InfoRow) => string): MakeColumn {
  return (rows) => textColumn(words(id, 'text', help), (row) => read(rows[row]));
}

function number(id: string, kind: ColumnKind, help: string, read: (summary: CaptureSummary) => number): MakeColumn {
  return (rows) => ({ type: 'number', description: words(id, kind, help), number: (row) => read(rows[row].summary) });
}

/** The columns of `info --format csv`, in order. */
export const INFO_COLUMNS: readonly MakeColumn[] = [
  text('file', 'Path as given.', ({ path }) => path),
  text('format', 'Container.', ({ summary }) => summary.format),
  text('compression', 'none, gzip, zstd or lz4.', ({ summary }) => summary.compression),
  text('link_types', 'Link types of the interfaces, each once.', ({ summary }) => linkTypes(summary)),
  number('file_bytes', 'bytes', 'Bytes of the file as it is stored.', ({ fileBytes }) => fileBytes),
  number('packets', 'integer', 'Packets.', ({ packets }) => packets),
  number('bytes', 'bytes', 'Bytes on the wire.', ({ wireBytes }) => wireBytes),
  number('captured_bytes', 'bytes', 'Bytes kept of the packets.', ({ capturedBytes }) => capturedBytes),
  text('first', 'Time of the earliest packet, UTC.', ({ summary }) => isoTime(summary.earliestNs)),
  text('last', 'Time of the latest packet, UTC.', ({ summary }) => isoTime(summary.latestNs)),
  (rows) => ({
    type: 'number',
    description: words('duration', 'relative-ns', 'From the earliest packet to the latest.'),
    number: (row) => rows[row].summary.lastNs - rows[row].summary.firstNs,
    far: (row) => duration(rows[row].summary),
  }),
  number('flows', 'integer', 'Flows.', ({ flows }) => flows),
  number('flowless', 'integer', 'Packets that are in no flow.', ({ flowless }) =>
    flowless.reduce((sum, count) => sum + count, 0),
  ),
  number(
    'problems',
    'integer',
    'Problems found while reading.',
    ({ problems, problemsOmitted }) => problems.length + problemsOmitted,
  ),
  text('interfaces', 'Each interface with what is said and counted of it, as JSON.', ({ summary }) =>
    JSON.stringify(summary.interfaces),
  ),
  text('blocks', 'Number of pcapng blocks by their abbreviation, as JSON.', ({ summary }) =>
    JSON.stringify(summary.blocks ?? {}),
  ),
  text('notes', 'Sections, comments, names, secrets (without their text) and custom blocks, as JSON.', ({ summary }) =>
    JSON.stringify(summary.notes),
  ),
];

/** Columns of `info` whose texts are JSON. */
export const INFO_JSON_COLUMNS: ReadonlySet<string> = new Set(['interfaces', 'blocks', 'notes']);

function duration({ earliestNs, latestNs }: CaptureSummary): string | undefined {
  return earliestNs === undefined || latestNs === undefined ? undefined : secondsOf(latestNs - earliestNs);
}

function linkTypes({ interfaces }: CaptureSummary): string {
  return [...new Set(interfaces.map(({ linkType }) => linkTypeName(linkType)?.name ?? String(linkType)))].join(' ');
}
