import type { StreamSaving } from '../../core/model/stream.ts';
import { saveStream } from '../../state/actions/stream.ts';
import { downloadBlob } from '../widgets/download.ts';
import { failureMessage } from '../words/messages.ts';
import { savedWords } from './stream-words.ts';

/** Writes a stream and hands it to the browser's downloads; what is to be said of it. */
export async function saveShown(saving: StreamSaving): Promise<string | undefined> {
  const reply = await saveStream(saving);
  if (!reply.ok) return reply.failure.code === 'stopped' ? undefined : failureMessage(reply.failure).sentence;
  downloadBlob(reply.value.blob, reply.value.name);
  return savedWords(reply.value) ?? `Saved as ${reply.value.name}.`;
}
