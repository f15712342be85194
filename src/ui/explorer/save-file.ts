import { formatCountOf } from '../../base/format.ts';
import type { ExportRequest } from '../../core/model/export.ts';
import { exportFile } from '../../state/actions/export.ts';
import { notify } from '../../state/notice.ts';
import { downloadBlob } from '../widgets/download.ts';
import { failureMessage } from '../words/messages.ts';

/** Writes rows or packets and hands the file to the browser's downloads; says so if something stands in the way. */
export async function saveFile(request: ExportRequest, what: string): Promise<void> {
  notify(undefined);
  const reply = await exportFile(request, what);
  if (!reply.ok) {
    if (reply.failure.code !== 'stopped') notify({ tone: 'danger', sentence: failureMessage(reply.failure).sentence });
    return;
  }
  const { blob, name, commentsLeftOut } = reply.value;
  downloadBlob(blob, name);
  if (commentsLeftOut > 0)
    notify({
      tone: 'info',
      sentence: `${formatCountOf(commentsLeftOut, 'packet comment')} did not go into the pcap file. pcapng holds them.`,
    });
}
