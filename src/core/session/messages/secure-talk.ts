import type { Secrets } from '../../decrypt/key-log.ts';
import { TlsConversation } from '../../decrypt/tls-conversation.ts';
import type { Ends, StreamProtocol } from '../../messages/stream-reader.ts';
import { handshakeMessages } from '../../messages/protocols/tls.ts';
import { StreamTalk, type NamedSink } from '../../messages/stream-talk.ts';
import type { GapReason, Way } from '../../model/stream.ts';
import type { PacketIndex } from '../../model/units.ts';

/** Type and length of a handshake message (RFC 8446 section 4). */
const HEADER = 4;
/** Pieces of a connection in which TLS begins, if it does: behind the first words of a protocol, it may be. */
const MOST_CLEAR = 64;

interface Handshake {
  readonly way: Way;
  readonly packet: PacketIndex;
  readonly type: number;
  readonly body: Uint8Array;
}

/**
 * The bytes of one TCP connection on their way to readers of messages: to those of what is sent, and, where there are secrets for its TLS, to
 * those of what is inside, whose messages are marked as decrypted. What cannot be opened is no gap of theirs unless something was.
 */
export class SecureTalk extends StreamTalk {
  private readonly inside: StreamTalk;
  private conversation: TlsConversation | undefined;
  private pieces = 0;
  private works = false;

  constructor(protocols: readonly StreamProtocol[], ends: Ends, sink: NamedSink, secrets: Secrets) {
    super(protocols, ends, sink);
    this.inside = new StreamTalk(protocols, ends, {
      ...sink,
      message: (protocol, spot, message) => sink.message(protocol, { ...spot, decrypted: true }, message),
    });
    this.conversation = new TlsConversation(secrets, {
      data: (way, packet, bytes) => {
        if (this.isOpened()) this.inside.bytes(way, packet, bytes);
      },
      said: () => undefined,
      handshake: (way, packet, type, body) => this.tellHandshake({ way, packet, type, body }, sink),
      closed: (way, packet, length, why) => {
        if (this.isOpened()) this.inside.gap(way, packet, length, why);
      },
    });
  }

  override get isOver(): boolean {
    return super.isOver && (this.conversation === undefined || this.inside.isOver);
  }

  override bytes(way: Way, packet: PacketIndex, bytes: Uint8Array): void {
    super.bytes(way, packet, bytes);
    this.conversation?.bytes(way, packet, bytes);
    this.lookWhether();
  }

  override gap(way: Way, packet: PacketIndex, length: number, why: GapReason): void {
    super.gap(way, packet, length, why);
    if (this.works) this.inside.gap(way, packet, length, why);
    this.conversation?.gap(way, packet, length);
  }

  override closed(way: Way, packet: PacketIndex, isReset: boolean): void {
    super.closed(way, packet, isReset);
    if (this.works) this.inside.closed(way, packet, isReset);
  }

  override finish(): void {
    super.finish();
    this.conversation?.finish();
    this.conversation = undefined;
    this.inside.finish();
  }

  /** Of TLS 1.3 all but the hellos are encrypted, certificates, too. */
  private tellHandshake({ way, packet, type, body }: Handshake, sink: NamedSink): void {
    const bytes = new Uint8Array(HEADER + body.length);
    bytes.set([type, body.length >> 16, body.length >> 8, body.length]);
    bytes.set(body, HEADER);
    const isTls13 = this.conversation?.facts?.protocol === 'TLS 1.3';
    const spot = { way, first: packet, packet, length: bytes.length, cut: false, decrypted: true } as const;
    for (const message of handshakeMessages(bytes, isTls13)) sink.message('TLS', spot, message);
  }

  /** Without TLS, or without its secrets, there is no inside. */
  private lookWhether(): void {
    if (this.works || this.conversation === undefined) return;
    const { facts } = this.conversation;
    this.pieces++;
    if (facts?.works === true) return;
    if (facts?.why !== undefined || this.pieces > MOST_CLEAR) this.conversation = undefined;
  }

  /** What comes before the first record that could be opened was sent in clear. */
  private isOpened(): boolean {
    this.works ||= this.conversation?.facts?.works === true;
    return this.works;
  }
}
