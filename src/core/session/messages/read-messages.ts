import type { MessagesRead } from '../../model/messages.ts';
import type { ByteSource } from '../../model/reader.ts';
import type { CaptureTables } from '../../tables.ts';
import { lookedAt, readPiece } from '../bytes/packet-pieces.ts';
import { KeyLog, type Secrets } from '../../decrypt/key-log.ts';
import { SessionKeys } from '../stream/session-keys.ts';
import { MessagePass, type MessageTap } from './message-pass.ts';

/** Packets between two looks at whether to go on. */
const PORTION = 1024;

/** What goes on while messages are read. */
export interface MessageHooks {
  /** Called between portions, when others may have their turn; true: stop. */
  readonly pause: (read: MessagesRead) => boolean | Promise<boolean>;
  /** Sees messages as they are kept. */
  readonly tap?: MessageTap;
  /** What TLS is opened with; else the capture's own. */
  readonly secrets?: Secrets;
}

/**
 * Reads all messages of a capture, front to back, and fills its table of messages. Rejects (UnreadableBytes) if the bytes cannot
 * be had.
 */
export async function readMessages(
  tables: CaptureTables,
  bytes: ByteSource,
  { pause, tap, secrets = new SessionKeys(tables, bytes, new KeyLog()).secrets }: MessageHooks,
): Promise<MessagesRead> {
  const { packets } = tables;
  const pass = new MessagePass(tables, tables.messages, secrets, tap);
  let isStopped = false;
  for (let from = 0; from < packets.length && !isStopped && !pass.isFull;) {
    const piece = await readPiece(bytes, packets, from);
    for (let row = piece.from; row < piece.to && !isStopped && !pass.isFull; row++) {
      const start = piece.startOf(row);
      pass.packet(row, piece.bytesOf(row), start, start + lookedAt(packets, row));
      if (row % PORTION === PORTION - 1) isStopped = await pause(pass.read());
    }
    from = piece.to;
  }
  if (!isStopped) pass.finish();
  return { ...pass.read(), ...(isStopped && { stopped: true as const }) };
}
