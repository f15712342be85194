import type { Secrets } from '../../decrypt/key-log.ts';
import { MessageStore } from '../../messages/message-store.ts';
import { answered, failed, type Reply } from '../../model/failure.ts';
import type { MessagesRead } from '../../model/messages.ts';
import type { ByteSource } from '../../model/reader.ts';
import type { CaptureTables } from '../../tables.ts';
import { tryReading } from '../packet-bytes.ts';
import { readMessages } from './read-messages.ts';

/** Called between portions; others have their turn until it is settled. */
export type MessagePause = (read: MessagesRead) => void | Promise<void>;

/** The reading of a capture's messages: once, when it is first asked for; from the beginning after it was stopped. */
export class MessageJob {
  private runs = 0;
  private reading: Promise<Reply<MessagesRead>> | undefined;
  private isClosed = false;

  /** @param onEnd called when the table of messages is complete, or as far as it will be */
  constructor(
    private readonly tables: CaptureTables,
    private readonly bytes: ByteSource,
    private readonly secrets: () => Secrets,
    private readonly onEnd: () => void,
  ) {}

  /** What was read; asked again while it goes on, or afterwards, the same. */
  read(pause: MessagePause): Promise<Reply<MessagesRead>> {
    if (!this.tables.finished) return Promise.resolve(failed('stopped'));
    this.reading ??= this.run(pause);
    return this.reading;
  }

  /** Ends it; what was read so far stays. */
  stop(): void {
    this.runs++;
  }

  /** Ends it, and reads all anew when it is asked again: there are other secrets. */
  forget(): void {
    this.stop();
    this.reading = undefined;
  }

  /** Ends it for good. */
  close(): void {
    this.isClosed = true;
  }

  private async run(pause: MessagePause): Promise<Reply<MessagesRead>> {
    const mine = ++this.runs;
    this.tables.messages = new MessageStore();
    const hooks = {
      secrets: this.secrets(),
      pause: async (read: MessagesRead): Promise<boolean> => {
        await pause(read);
        return this.isClosed || this.runs !== mine;
      },
    };
    const reply = await tryReading(readMessages(this.tables, this.bytes, hooks));
    if (this.runs === mine && (!reply.ok || reply.value.stopped === true)) this.reading = undefined;
    this.onEnd();
    return this.isClosed ? failed('stopped') : reply.ok ? answered(reply.value) : reply;
  }
}
