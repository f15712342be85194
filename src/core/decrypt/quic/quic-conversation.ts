import { hexBytes } from '../../../base/text.ts';
import type { ClosedReason, Decryption } from '../../model/decryption.ts';
import type { Way } from '../../model/stream.ts';
import type { PacketIndex } from '../../model/units.ts';
import { cipherSuite, suiteName } from '../cipher-suites.ts';
import type { Role } from '../connection-keys.ts';
import { HandshakeReader } from '../handshake-reader.ts';
import { messageWords } from '../hello-words.ts';
import { CLIENT_HELLO, readHello, SERVER_HELLO } from '../hello.ts';
import type { Secrets } from '../key-log.ts';
import type { QuicLevel, SecureListener } from '../listener.ts';
import { readFrames, type QuicFrame } from '../../quic/frames.ts';
import { LevelKeys, type Level } from './level-keys.ts';
import { OrderedBytes } from './ordered-bytes.ts';
import { initialKeys, openPacket, type PacketKeys } from './packet-keys.ts';
import { beginsQuic, splitDatagram, type LongPacket, type ShortPacket } from '../../quic/split-datagram.ts';
import type { QuicVersion } from '../../quic/versions.ts';

/** Packets that wait for the hellos, and streams that are put together at most. */
const MOST_WAITING = 256;
const MOST_STREAMS = 10_000;

/** What one side has said. */
interface Sender {
  /** Its handshake messages by level. */
  readonly crypto: Map<QuicLevel, OrderedBytes>;
  readonly streams: Map<number, OrderedBytes>;
  /** Bytes of the connection ID that the other side puts into short headers. */
  idBytes: number | undefined;
  keys: LevelKeys | undefined;
  initial: PacketKeys | undefined;
  initialLargest: number;
  /** The stream that spoke last. */
  speaking: number | undefined;
}

const sender = (): Sender => ({
  crypto: new Map(),
  streams: new Map(),
  idBytes: undefined,
  keys: undefined,
  initial: undefined,
  initialLargest: -1,
  speaking: undefined,
});

interface WaitingPacket {
  readonly way: Way;
  readonly packet: PacketIndex;
  readonly part: LongPacket | ShortPacket;
}

/**
 * Decrypts the connections of one QUIC flow (RFC 9000, 9001, 9369) with the secrets of a key log: takes datagrams as they come, tells what was
 * said stream by stream. Initial packets are protected by what stands in them; they tell which secrets are needed. Never throws.
 */
export class QuicConversation {
  /** The Client Hello's random in hex, once it is known. */
  clientRandom: string | undefined;
  private senders: [Sender, Sender] = [sender(), sender()];
  private client: Way | undefined;
  private suite: number | undefined;
  private version: QuicVersion | undefined;
  private waiting: WaitingPacket[] = [];
  private isQuic = false;
  private works = false;
  private hasHandshake = false;
  private isOver = false;
  private why: ClosedReason | undefined;

  constructor(
    private readonly secrets: Secrets,
    private readonly listener: SecureListener,
  ) {}

  /** What is known so far; undefined if nothing begins as QUIC does. */
  get facts(): Decryption | undefined {
    if (!this.isQuic) return undefined;
    const protocol = this.version?.prefix === 'quicv2' ? 'QUIC version 2' : 'QUIC';
    const cipher = this.suite === undefined ? '' : suiteName(this.suite);
    const lacksKeys = this.clientRandom !== undefined && !this.secrets.has(this.clientRandom);
    const why = this.why ?? (lacksKeys ? 'no-keys' : undefined);
    const handshake = this.hasHandshake && ({ hasHandshake: true } as const);
    return { protocol, cipher, works: this.works, ...handshake, ...(why !== undefined && { why }) };
  }

  /** Takes a datagram. */
  bytes(way: Way, packet: PacketIndex, datagram: Uint8Array): void {
    this.isQuic ||= beginsQuic(datagram);
    if (!this.isQuic) {
      this.listener.data(way, packet, datagram.slice());
      return;
    }
    for (const part of splitDatagram(datagram)) this.take(way, packet, part);
  }

  /** Bytes of a datagram were not captured: its last packet does not open. */
  gap(): void {
    // What was not captured was told by who calls.
  }

  /** No more datagrams come. */
  finish(): void {
    for (const { way, packet, part } of this.waiting.splice(0)) this.close(way, packet, part, this.whyNot());
    for (const { streams } of this.senders) for (const stream of streams.values()) stream.finish();
    if (this.listener.crypto === undefined) return;
    // Behind a hole no message is known to begin.
    this.isOver = true;
    for (const { crypto } of this.senders) for (const level of crypto.values()) level.finish();
    this.isOver = false;
  }

  private take(way: Way, packet: PacketIndex, part: LongPacket | ShortPacket): void {
    if (part.kind === 'retry') this.listener.said(way, packet, 'handshake', 'Retry');
    else if (part.kind === 'initial') this.takeInitial(way, packet, part);
    else if (this.mustWait(way, part) && this.waiting.length < MOST_WAITING)
      this.waiting.push({ way, packet, part: { ...part, bytes: part.bytes.slice() } });
    else this.open(way, packet, part);
  }

  /** True until the hellos are there. */
  private mustWait(way: Way, part: LongPacket | ShortPacket): boolean {
    if (part.kind === 'early') return this.senders[way].keys === undefined;
    return this.suite === undefined;
  }

  private takeInitial(way: Way, packet: PacketIndex, part: LongPacket): void {
    this.version ??= part.version;
    const own = this.senders[way];
    own.idBytes = part.source.length;
    const opened =
      (own.initial && openPacket(own.initial, part.bytes, part.numberAt, own.initialLargest)) ??
      this.openFirst(way, part);
    if (opened === undefined) {
      this.close(way, packet, part, this.client === undefined ? 'no-hello' : 'refused');
      return;
    }
    const { initialLargest } = this.senders[way];
    this.senders[way].initialLargest = Math.max(initialLargest, opened.number);
    this.hasHandshake = true;
    this.see(way, packet, 'initial', opened.payload);
  }

  /** A client's Initial with another connection ID: the first one, one behind a Retry, or one of another connection. */
  private openFirst(way: Way, part: LongPacket): ReturnType<typeof openPacket> {
    const keys = initialKeys(part.version, part.destination, 'client');
    const opened = openPacket(keys, part.bytes, part.numberAt, -1);
    if (opened === undefined) return undefined;
    if (this.suite !== undefined) this.beginAnother();
    this.client = way;
    this.version = part.version;
    this.senders[way].initial = keys;
    this.senders[way].idBytes = part.source.length;
    const other = this.senders[1 - way];
    other.initial = initialKeys(part.version, part.destination, 'server');
    other.initialLargest = -1;
    return opened;
  }

  private beginAnother(): void {
    this.finish();
    this.senders = [sender(), sender()];
    this.suite = undefined;
    this.clientRandom = undefined;
  }

  private open(way: Way, packet: PacketIndex, part: LongPacket | ShortPacket): void {
    const level: Level = part.kind === 'short' ? 'application' : part.kind === 'early' ? 'early' : 'handshake';
    const own = this.senders[way];
    const idBytes = this.senders[1 - way].idBytes;
    const numberAt = part.kind === 'short' ? 1 + (idBytes ?? 0) : part.numberAt;
    const opened = own.keys?.open(level, part.bytes, numberAt);
    if (opened === undefined) {
      this.close(way, packet, part, this.whyNot(own, level));
      return;
    }
    this.works = true;
    this.see(way, packet, level, opened.payload);
  }

  private whyNot(own?: Sender, level?: Level): ClosedReason {
    if (this.clientRandom === undefined) return 'no-hello';
    if (!this.secrets.has(this.clientRandom)) return 'no-keys';
    if (this.suite === undefined) return 'no-hello';
    if (cipherSuite(this.suite) === undefined) return 'cipher';
    return level !== undefined && own?.keys?.has(level) === true ? 'refused' : 'no-secret';
  }

  private see(way: Way, packet: PacketIndex, level: QuicLevel, payload: Uint8Array): void {
    for (const frame of readFrames(payload)) {
      if (frame.type === 'crypto') this.cryptoOf(way, level).add(packet, frame.offset, frame.bytes);
      else if (frame.type === 'stream') this.streamOf(way, frame.id)?.add(packet, frame.offset, frame.bytes);
      else this.tell(way, packet, frame);
    }
  }

  private tell(way: Way, packet: PacketIndex, frame: Exclude<QuicFrame, { type: 'crypto' | 'stream' }>): void {
    if (frame.type === 'datagram') {
      this.senders[way].speaking = undefined;
      this.listener.said(way, packet, 'stream', 'datagram');
      this.listener.data(way, packet, frame.bytes.slice());
    } else if (frame.type === 'reset') {
      this.listener.said(way, packet, 'alert', `stream ${frame.id} is reset, code ${frame.code}`);
    } else {
      const whose = frame.isApplication ? 'application code' : 'code';
      this.listener.said(way, packet, 'alert', `connection closed, ${whose} ${frame.code}`);
    }
  }

  private cryptoOf(way: Way, level: QuicLevel): OrderedBytes {
    const { crypto } = this.senders[way];
    const known = crypto.get(level);
    if (known !== undefined) return known;
    const messages = new HandshakeReader();
    const made = new OrderedBytes({
      bytes: (packet, bytes) => {
        this.listener.crypto?.(way, packet, level, bytes);
        if (this.isOver) return;
        for (const { type, body } of messages.read(packet, bytes)) this.hear(way, packet, type, body);
      },
      missing: (packet, length) => {
        messages.forget();
        if (this.listener.crypto !== undefined) this.listener.closed(way, packet, length, 'lost', level);
      },
    });
    crypto.set(level, made);
    return made;
  }

  private streamOf(way: Way, id: number): OrderedBytes | undefined {
    const own = this.senders[way];
    const known = own.streams.get(id);
    if (known !== undefined) return known;
    if (own.streams.size >= MOST_STREAMS) return undefined;
    const made = new OrderedBytes({
      bytes: (packet, bytes) => {
        if (own.speaking !== id) this.listener.said(way, packet, 'stream', streamWords(id));
        own.speaking = id;
        this.listener.data(way, packet, bytes);
      },
      missing: (packet, length) => this.listener.closed(way, packet, length, 'lost'),
    });
    own.streams.set(id, made);
    return made;
  }

  private hear(way: Way, packet: PacketIndex, type: number, body: Uint8Array): void {
    const hello = type === CLIENT_HELLO || type === SERVER_HELLO ? readHello(body, type) : undefined;
    this.listener.said(way, packet, 'handshake', messageWords(type, hello));
    if (hello === undefined) return;
    if (type === CLIENT_HELLO) this.hearClient(way, hexBytes(hello.random));
    else if (this.client !== undefined && this.suite === undefined) this.hearServer(hello.suite);
  }

  private hearClient(way: Way, random: string): void {
    const { version } = this;
    if (this.clientRandom !== undefined || version === undefined) return;
    this.clientRandom = random;
    const suite = (): ReturnType<typeof cipherSuite> =>
      this.suite === undefined ? undefined : cipherSuite(this.suite);
    for (const each of [0, 1] as const) {
      const role: Role = each === way ? 'client' : 'server';
      this.senders[each].keys = new LevelKeys(role, random, this.secrets, version, suite);
    }
    this.drain();
  }

  private hearServer(suite: number): void {
    this.suite = suite;
    this.drain();
  }

  private drain(): void {
    for (const { way, packet, part } of this.waiting.splice(0)) this.take(way, packet, part);
  }

  private close(way: Way, packet: PacketIndex, { kind, bytes }: LongPacket | ShortPacket, why: ClosedReason): void {
    this.why ??= why;
    this.listener.closed(way, packet, bytes.length, why, levelOf(kind));
  }
}

function levelOf(kind: (LongPacket | ShortPacket)['kind']): QuicLevel {
  return kind === 'short' || kind === 'retry' ? 'application' : kind;
}

/** A stream by its number, which says who began it (RFC 9000 section 2.1). */
function streamWords(id: number): string {
  const who = id % 2 === 0 ? 'client' : 'server';
  return `stream ${id} (of the ${who}, ${id % 4 < 2 ? 'both ways' : 'one way'})`;
}
