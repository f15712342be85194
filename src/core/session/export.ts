import type { ExportRequest, ExportSummary } from '../model/export.ts';
import type { Reply } from '../model/failure.ts';
import { exportPackets } from './export-packets.ts';
import { exportRows } from './export-rows.ts';
import type { ExportHooks, ExportSources } from './export-sources.ts';

/** Writes what is asked for. Rows and packets are those of now, however the capture grows meanwhile. */
export function runExport(
  request: ExportRequest,
  sources: ExportSources,
  hooks: ExportHooks,
): Promise<Reply<ExportSummary>> {
  return 'columns' in request ? exportRows(request, sources, hooks) : exportPackets(request, sources, hooks);
}
