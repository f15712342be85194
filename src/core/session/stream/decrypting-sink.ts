import type { Secrets } from '../../decrypt/key-log.ts';
import { GoogleConversation } from '../../decrypt/quic/google-conversation.ts';
import { QuicConversation } from '../../decrypt/quic/quic-conversation.ts';
import { googleVersion } from '../../quic/versions.ts';
import type { SecureListener } from '../../decrypt/listener.ts';
import { TlsConversation } from '../../decrypt/tls-conversation.ts';
import type { Decryption, SecureEventKind } from '../../model/decryption.ts';
import type { GapReason, StreamNoteKind, Way } from '../../model/stream.ts';
import type { PacketIndex } from '../../model/units.ts';
import type { OtherBytes, StreamSink, StreamSpot } from '../../streams/stream-sink.ts';

/** Takes what was decrypted, with what encryption tells besides. */
export interface SecureSink extends StreamSink {
  told(spot: StreamSpot, event: SecureEventKind, words: string): void;
}

/** What decrypts one connection. */
export interface SecureConversation {
  bytes(way: Way, packet: PacketIndex, bytes: Uint8Array): void;
  gap(way: Way, packet: PacketIndex, length: number): void;
  finish(): void;
  /** What is known so far; undefined: nothing that could be decrypted was recognised. */
  readonly facts: Decryption | undefined;
}

/** Makes what decrypts a connection. */
export type Decryptor = (listener: SecureListener) => SecureConversation;

/** Decrypts TLS with the secrets of a key log. */
export function tlsDecryptor(keys: Secrets): Decryptor {
  return (listener) => new TlsConversation(keys, listener);
}

/** Decrypts QUIC with the secrets of a key log; of Google's own versions it tells the hello. */
export function quicDecryptor(secrets: Secrets): Decryptor {
  return (listener) => new AnyQuic(secrets, listener);
}

/** QUIC or Google's, by the first datagram that names its version. */
class AnyQuic implements SecureConversation {
  private inner: QuicConversation | GoogleConversation | undefined;

  constructor(
    private readonly secrets: Secrets,
    private readonly listener: SecureListener,
  ) {}

  get facts(): Decryption | undefined {
    return this.inner?.facts;
  }

  bytes(way: Way, packet: PacketIndex, bytes: Uint8Array): void {
    const { secrets, listener } = this;
    if (this.inner?.facts === undefined && googleVersion(bytes) !== undefined)
      this.inner = new GoogleConversation(listener);
    this.inner ??= new QuicConversation(secrets, listener);
    this.inner.bytes(way, packet, bytes);
  }

  gap(): void {
    this.inner?.gap();
  }

  finish(): void {
    this.inner?.finish();
  }
}

/**
 * Stands between what puts a flow's bytes together and who wants them in clear: bytes that come in are decrypted, connection by connection.
 * Offsets that go out count what was decrypted, and what of it is missing by the bytes that were encrypted.
 */
export class DecryptingSink implements StreamSink {
  private conversation: SecureConversation | undefined;
  private earlier: Decryption | undefined;
  private connection = 0;
  private readonly next: [number, number] = [0, 0];

  constructor(
    private readonly make: Decryptor,
    private readonly target: SecureSink,
  ) {}

  /** What is known of the connections so far: of one that can be read, if there is one. */
  get facts(): Decryption | undefined {
    const now = this.conversation?.facts;
    return now === undefined || (this.earlier?.works === true && !now.works) ? this.earlier : now;
  }

  bytes({ way, packet, connection }: StreamSpot, bytes: Uint8Array): void {
    this.of(connection).bytes(way, packet, bytes);
  }

  gap({ way, packet, connection }: StreamSpot, length: number, why: GapReason): void {
    const conversation = this.of(connection);
    this.target.gap(this.spot(way, packet), length, why);
    this.next[way] += length;
    conversation.gap(way, packet, length);
  }

  note({ way, packet, connection }: StreamSpot, length: number, note: StreamNoteKind, other?: OtherBytes): void {
    this.of(connection);
    this.target.note(this.spot(way, packet), length, note, other);
  }

  /** No more comes. */
  finish(): void {
    this.conversation?.finish();
  }

  private of(connection: number): SecureConversation {
    if (this.conversation !== undefined && connection === this.connection) return this.conversation;
    this.conversation?.finish();
    this.earlier = this.facts;
    this.connection = connection;
    this.next.fill(0);
    this.conversation = this.make({
      data: (way, packet, bytes) => {
        this.target.bytes(this.spot(way, packet), bytes);
        this.next[way] += bytes.length;
      },
      said: (way, packet, event, words) => this.target.told(this.spot(way, packet), event, words),
      closed: (way, packet, length, why) => {
        this.target.gap(this.spot(way, packet), length, why);
        this.next[way] += length;
      },
    });
    return this.conversation;
  }

  private spot(way: Way, packet: PacketIndex): StreamSpot {
    return { way, packet, connection: this.connection, offset: this.next[way] };
  }
}
