import { formatCountOf } from '../../../base/format.ts';
import { visibleText } from '../../../base/text.ts';
import { writeObjects } from '../../../state/actions/objects.ts';
import { notify } from '../../../state/notice.ts';
import { downloadBlob } from '../../widgets/download.ts';
import { failureMessage } from '../../words/messages.ts';

/** Writes objects and hands the file to the browser's downloads; says what stands in the way, and what is not whole. */
export async function saveObjects(rows: readonly number[]): Promise<void> {
  notify(undefined);
  const reply = await writeObjects(rows);
  if (!reply.ok) {
    if (reply.failure.code !== 'stopped') notify({ tone: 'danger', sentence: failureMessage(reply.failure).sentence });
    return;
  }
  const { blob, name, objects, incomplete } = reply.value;
  downloadBlob(blob, name);
  if (incomplete === 0) return;
  const which =
    objects === 1
      ? `${visibleText(name)} is incomplete`
      : `${formatCountOf(incomplete, 'object')} of ${objects} in ${name} incomplete`;
  notify({ tone: 'info', sentence: `${which}: the column “Why incomplete” says why.` });
}
