import type { ClosedReason, SecureEventKind } from '../model/decryption.ts';
import type { Way } from '../model/stream.ts';
import type { PacketIndex } from '../model/units.ts';

/** What is told of a conversation that is being decrypted, in the order in which it becomes readable. */
export interface SecureListener {
  /** What one side said, as the packet brought it. The bytes are the listener's to keep. */
  data(side: Way, packet: PacketIndex, bytes: Uint8Array): void;
  /** Something about the conversation, in words. */
  said(side: Way, packet: PacketIndex, kind: SecureEventKind, words: string): void;
  /** A handshake message that was encrypted. `body` is what stands behind its type and length. */
  handshake?(side: Way, packet: PacketIndex, type: number, body: Uint8Array): void;
  /** Bytes that stay encrypted. */
  closed(side: Way, packet: PacketIndex, length: number, why: ClosedReason): void;
}
