import type { Reply } from '../src/core/model/failure.ts';
import type { MessagesRead } from '../src/core/model/messages.ts';
import type { CaptureSession } from '../src/core/session/capture-session.ts';
import { Breath } from './breath.ts';

/** Progress is told this often at most, ms: tables that are on screen ask for their rows with each. */
const PROGRESS_INTERVAL = 500;

/** Reads the messages of a capture and lets other questions in between. */
export async function readMessages(
  session: CaptureSession,
  onProgress: (read: MessagesRead) => void,
): Promise<Reply<MessagesRead>> {
  const breath = new Breath();
  let told = performance.now();
  try {
    return await session.readMessages(async (read) => {
      const now = performance.now();
      if (now - told >= PROGRESS_INTERVAL) {
        told = now;
        onProgress(read);
      }
      await breath.take();
    });
  } finally {
    breath.close();
  }
}
