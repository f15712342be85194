import type { PacketIndex } from '../model/units.ts';

/** A handshake message (RFC 8446 section 4). */
export interface HandshakeMessage {
  readonly type: number;
  readonly body: Uint8Array;
  /** The packet that completed it. */
  readonly packet: PacketIndex;
}

/** A certificate chain is smaller; what claims to be larger is none. */
const MOST_MESSAGE = 256 * 1024;
const HEADER = 4;

/** Puts handshake messages together, which go across records and share them. */
export class HandshakeReader {
  private held = new Uint8Array(0);

  /** True if a message is not complete yet. */
  get isBegun(): boolean {
    return this.held.length > 0;
  }

  /** Takes the content of a record in; gives what is complete. */
  *read(packet: PacketIndex, content: Uint8Array): Generator<HandshakeMessage> {
    const all = new Uint8Array(this.held.length + content.length);
    all.set(this.held);
    all.set(content, this.held.length);
    let at = 0;
    while (all.length >= at + HEADER) {
      const length = (all[at + 1] << 16) | (all[at + 2] << 8) | all[at + 3];
      if (length > MOST_MESSAGE) {
        at = all.length;
        break;
      }
      if (all.length < at + HEADER + length) break;
      const body = all.subarray(at + HEADER, at + HEADER + length);
      const type = all[at];
      at += HEADER + length;
      this.held = all.slice(at);
      yield { type, body, packet };
    }
    this.held = all.slice(at);
  }

  /** What was begun does not go on. */
  forget(): void {
    this.held = new Uint8Array(0);
  }
}
