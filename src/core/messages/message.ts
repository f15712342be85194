import type { FieldValue } from '../model/field.ts';
import type { MessageValueId } from '../model/message-columns.ts';
import type { Way } from '../model/stream.ts';
import type { PacketIndex } from '../model/units.ts';

/** What a message says, by the ids of the columns: texts, whole numbers. What is not said is left out. */
export type MessageValues = Partial<Record<MessageValueId, string | number | undefined>>;

/** Decoded fields of a message, in the order of its bytes, by their ids. */
export type Said = readonly { readonly id: string; readonly value: FieldValue }[];

/**
 * What a message is to another: a `request` waits for an `answer`, which ends the wait of the request with the same key, or,
 * without a key, of the oldest; a `notice` has nothing to do with either.
 */
export type Role = 'request' | 'answer' | 'notice';

/** A message, as its protocol reads it. */
export interface Message {
  readonly kind: string;
  /** What it says, in a line. */
  readonly summary: string;
  readonly role: Role;
  readonly key?: string;
  readonly values: MessageValues;
  /** The packet in which it begins, and its length in bytes, where it is not all of what was cut out for it. */
  readonly from?: PacketIndex;
  readonly size?: number;
  /** Name of the protocol, where it is not that of the reader: mDNS read as DNS. */
  readonly protocol?: string;
  /** What was decoded of it, where it was read by the fields of core/protocols. */
  readonly said?: Said;
}

/** Where a message is: the packets that began and completed it, its length in bytes, and if bytes of it are missing. */
export interface MessageSpot {
  readonly way: Way;
  readonly first: PacketIndex;
  readonly packet: PacketIndex;
  readonly length: number;
  readonly cut: boolean;
  /** It was encrypted, and opened with secrets. */
  readonly decrypted?: true;
}

/** Takes the messages of one conversation. */
export interface MessageSink {
  message(spot: MessageSpot, message: Message): void;
  /** Bytes in which no message begins. */
  skipped(bytes: number): void;
  /** The rest of a direction is not read: it is not, or not any more, what it was taken for. */
  gaveUp(): void;
}
