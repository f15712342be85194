import type { ClosedReason, SecureEventKind } from '../model/decryption.ts';
import type { Way } from '../model/stream.ts';
import type { PacketIndex } from '../model/units.ts';

/** Levels of QUIC's encryption (RFC 9001 section 2.1). */
export type QuicLevel = 'initial' | 'early' | 'handshake' | 'application';

/** What is told of a conversation that is being decrypted, in the order in which it becomes readable. */
export interface SecureListener {
  /** What one side said, as the packet brought it. The bytes are the listener's to keep. */
  data(side: Way, packet: PacketIndex, bytes: Uint8Array): void;
  /** Something about the conversation, in words. */
  said(side: Way, packet: PacketIndex, kind: SecureEventKind, words: string): void;
  /** A handshake message that was encrypted. `body` is what stands behind its type and length. */
  handshake?(side: Way, packet: PacketIndex, type: number, body: Uint8Array): void;
  /** Bytes of the handshake itself, put together (CRYPTO frames of QUIC); who listens also gets what stands behind a hole at the end. */
  crypto?(side: Way, packet: PacketIndex, level: QuicLevel, bytes: Uint8Array): void;
  /** Bytes that stay encrypted; of QUIC the level of their packet, or of the handshake that lacks them. */
  closed(side: Way, packet: PacketIndex, length: number, why: ClosedReason, level?: QuicLevel): void;
}
