import { JobCounter } from '../../base/newest.ts';
import type { CaptureSummary } from '../../core/model/capture-info.ts';
import type { ExportRequest } from '../../core/model/export.ts';
import { answered, type Reply } from '../../core/model/failure.ts';
import type { ExportedFile, ExportProgress } from '../../protocol/data.ts';
import { engine } from '../engine-port.ts';
import { setExporting } from '../export.ts';
import { summaryOf } from '../session.ts';
import { getState } from '../store.ts';

const exportJobs = new JobCounter();

/** A written file with the name that it is to be saved under. */
export interface NamedFile extends ExportedFile {
  readonly name: string;
}

/** Writes rows or packets of the open capture; `what` becomes part of the file's name ("flows", "flow-12"). */
export function exportFile(request: ExportRequest, what: string): Promise<Reply<NamedFile>> {
  return writeFile(what, request.format, (onProgress) => engine().data.export(request, onProgress));
}

/** Writes a file under a name made of that of the capture, of what is in it and of an ending; the page shows how far it has come. */
export async function writeFile<T extends object>(
  what: string,
  ending: string,
  write: (onProgress: (progress: ExportProgress) => void) => Promise<Reply<T>>,
): Promise<Reply<T & { readonly name: string }>> {
  const job = exportJobs.begin();
  const name = exportName(summaryOf(getState().session), what, ending);
  setExporting({ name, done: 0, total: 0 });
  const reply = await write((progress) => {
    if (exportJobs.isNewest(job)) setExporting({ name, ...progress });
  });
  if (exportJobs.isNewest(job)) {
    exportJobs.begin(); // progress that is still on its way comes too late
    setExporting(undefined);
  }
  return reply.ok ? answered({ ...reply.value, name }) : reply;
}

/** Ends the export that is going on. */
export function stopExport(): Promise<void> {
  return engine().data.stopExport();
}

/** Endings of captures and of what they are packed with. */
const ENDINGS = /(\.(pcapng|pcap|cap|dmp|dump|ntar|snoop|erf|trc))?(\.(gz|zst|lz4))?$/i;

/** "web-page.pcap.gz" and "flows" make "web-page.flows.csv". */
function exportName(summary: CaptureSummary | undefined, what: string, format: string): string {
  const capture = summary?.files[0]?.name ?? summary?.name ?? '';
  return [capture.replace(ENDINGS, ''), what, format].filter((part) => part !== '').join('.');
}
