import { hexBytes } from '../../base/text.ts';
import type { ClosedReason, Decryption } from '../model/decryption.ts';
import type { Way } from '../model/stream.ts';
import type { PacketIndex } from '../model/units.ts';
import { TLS_ALERTS, TLS_VERSIONS } from '../protocols/applications/tls-names.ts';
import { cipherSuite, suiteName } from './cipher-suites.ts';
import { blockProtection, StagedKeys, STAGES, TLS_1_3, whyClosed, type Hellos, type Role } from './connection-keys.ts';
import type { HandshakeMessage } from './handshake-reader.ts';
import { CLIENT_HELLO, EARLY_DATA, isRetry, readHello, SERVER_HELLO, type Hello } from './hello.ts';
import { messageWords } from './hello-words.ts';
import type { Secrets } from './key-log.ts';
import type { SecureListener } from './listener.ts';
import { plainRecord, type Opened } from './protection.ts';
import { RecordOpener } from './record-opener.ts';
import type { TlsRecord } from './record-reader.ts';
import { Side } from './side.ts';

const CHANGE_CIPHER = 20;
const ALERT = 21;
const HANDSHAKE = 22;
const DATA = 23;
const END_OF_EARLY_DATA = 5;
const FINISHED = 20;
const KEY_UPDATE = 24;
/** Stages of TLS 1.3 that may have begun in what is missing: a handshake's end and an update. */
const STAGES_AHEAD = 2;

/**
 * Decrypts one connection of TLS 1.0 to 1.3 with the secrets of a key log (RFC 8446, RFC 5246): takes the bytes of both directions as they
 * were delivered, tells what was said. Which side is the client its hello says. Never throws, whatever the bytes.
 */
export class TlsConversation {
  /** Undefined as long as no record was seen. */
  private isTls = false;
  private readonly sides: readonly [Side, Side];
  private client: Hello | undefined;
  private clientWay: Way | undefined;
  /** Hellos of handshakes that were answered; of TLS 1.2 there may be several (renegotiation). */
  private readonly handshakes: Hellos[] = [];
  private works = false;
  private why: ClosedReason | undefined;

  constructor(
    private readonly keys: Secrets,
    private readonly listener: SecureListener,
  ) {
    this.sides = [this.side(0), this.side(1)];
  }

  bytes(way: Way, packet: PacketIndex, bytes: Uint8Array): void {
    if (bytes.length > 0) this.sides[way].bytes(packet, bytes);
  }

  /** Bytes of a direction are missing. */
  gap(way: Way, packet: PacketIndex, length: number): void {
    this.sides[way].gap(packet, length);
  }

  /** No more bytes come: what waits stays closed. */
  finish(): void {
    for (const side of this.sides) {
      side.finish();
      this.giveUpWaiting(side);
    }
  }

  /** What is known so far; undefined if there is no TLS. */
  get facts(): Decryption | undefined {
    if (!this.isTls) return undefined;
    const server = this.handshakes.at(-1)?.server;
    const lacksKeys = this.client !== undefined && !this.keys.has(hexBytes(this.client.random));
    const why = this.why ?? (lacksKeys ? 'no-keys' : undefined);
    return {
      protocol: (server && TLS_VERSIONS.get(server.version)) ?? 'TLS',
      cipher: server === undefined ? '' : suiteName(server.suite),
      works: this.works,
      ...(why !== undefined && { why }),
    };
  }

  private side(way: Way): Side {
    const side: Side = new Side(way, {
      record: (record) => this.record(side, record),
      broken: (packet, length) => this.tellClosed(side, packet, length, 'lost'),
      clear: (packet, bytes) => this.listener.data(way, packet, bytes),
      begins: (packet, behindClear) => {
        this.isTls = true;
        if (behindClear) this.listener.said(way, packet, 'clear', 'TLS begins: what stands before was sent in clear');
      },
    });
    return side;
  }

  private record(side: Side, record: TlsRecord): void {
    if (this.client === undefined && isHello(record)) this.giveUpWaiting(side);
    if (side.waiting.length > 0 || this.mustWait(side, record)) {
      if (!side.wait(record)) this.close(side, record, 'no-hello');
    } else this.take(side, record);
  }

  private giveUpWaiting(side: Side): void {
    for (const record of side.waiting.splice(0)) this.close(side, record, 'no-hello');
  }

  /** True as long as the other side has not said what is needed for the record. */
  private mustWait(side: Side, record: TlsRecord): boolean {
    const { type } = record;
    if (this.handshakes.length > 0) return false;
    if (this.client === undefined) return !isHello(record) && !(type === HANDSHAKE && side.messages.isBegun);
    if (side.way !== this.clientWay) return false;
    return side.opener === undefined && (type === CHANGE_CIPHER || type === DATA);
  }

  private take(side: Side, record: TlsRecord): void {
    const hellos = this.handshakes.at(-1);
    if (hellos !== undefined && hellos.server.version < TLS_1_3) this.takeBlock(side, record);
    else if (record.type === DATA) this.takeSealed(side, record);
    else if (record.type !== CHANGE_CIPHER) this.see(side, record, plainRecord(record));
  }

  /** TLS 1.3: only what is called application data is encrypted. */
  private takeSealed(side: Side, record: TlsRecord): void {
    const hellos = this.handshakes.at(-1);
    const why = hellos === undefined ? undefined : whyClosed(hellos, this.keys);
    if (why !== undefined || !this.open(side, record)) this.close(side, record, why ?? this.whyNot(side));
  }

  /** TLS 1.2: Change Cipher Spec tells from where on all is encrypted. It may be missing. */
  private takeBlock(side: Side, record: TlsRecord): void {
    const { type } = record;
    if (!side.isProtected && type === CHANGE_CIPHER) {
      side.isProtected = true;
      side.messages.forget();
    } else if (!side.isProtected && type !== DATA) {
      if (side.hadGap && this.open(side, record)) side.isProtected = true;
      else this.see(side, record, plainRecord(record));
    } else {
      const hellos = this.handshakes.at(-1);
      const why = hellos && whyClosed(hellos, this.keys);
      if (why === undefined && this.open(side, record)) side.isProtected = true;
      else this.close(side, record, why ?? this.whyNot(side));
    }
  }

  private open(side: Side, record: TlsRecord): boolean {
    const opened = side.opener?.open(record, side.records.missed);
    if (opened === undefined) return false;
    this.works = true;
    const { packet } = record;
    if (opened.lost > 0) {
      side.messages.forget();
      const records = opened.lost === 1 ? 'a record is' : `${opened.lost} records are`;
      this.listener.said(side.way, packet, 'lost', `by their numbers ${records} missing before this one`);
    }
    this.see(side, record, opened, true);
    return true;
  }

  private whyNot({ opener }: Side): ClosedReason {
    return opener?.hasKeys === true ? 'refused' : 'no-secret';
  }

  /** The content of a record that is readable. */
  private see(side: Side, record: TlsRecord, opened: Opened, wasClosed = false): void {
    const { content, type } = opened;
    if (type === DATA) this.tellData(side, record, opened);
    else if (type === HANDSHAKE)
      for (const message of side.messages.read(record.packet, content)) this.hear(side, message, wasClosed);
    else if (type === ALERT) this.tellAlert(side, record, content);
    else if (type === CHANGE_CIPHER) side.opener?.moveTo(this.handshakes.length - 1);
  }

  private hear(side: Side, { type, body, packet }: HandshakeMessage, wasClosed: boolean): void {
    if (wasClosed) this.listener.handshake?.(side.way, packet, type, body);
    const hello = type === CLIENT_HELLO || type === SERVER_HELLO ? readHello(body, type) : undefined;
    this.listener.said(side.way, packet, 'handshake', messageWords(type, hello));
    if (hello !== undefined && type === CLIENT_HELLO) this.hearClient(side, hello);
    if (hello !== undefined && type === SERVER_HELLO) this.hearServer(hello);
    if (this.handshakes.at(-1)?.server.version === TLS_1_3) this.changeStage(side, type);
  }

  /** RFC 8446 sections 4.4.4, 4.5 and 4.6.3. */
  private changeStage(side: Side, type: number): void {
    const { handshake, application } = STAGES[this.roleOf(side)];
    if (type === END_OF_EARLY_DATA) side.opener?.moveTo(handshake);
    if (type === FINISHED) side.opener?.moveTo(application);
    if (type === KEY_UPDATE && side.opener !== undefined) side.opener.moveTo(side.opener.stage + 1);
  }

  private hearClient(side: Side, hello: Hello): void {
    this.client = hello;
    if (this.clientWay === undefined) {
      this.clientWay = side.way;
      if (hello.extensions.has(EARLY_DATA)) this.expectEarlyData(side, hello);
      this.drain();
    }
  }

  private expectEarlyData(side: Side, hello: Hello): void {
    const random = hexBytes(hello.random);
    if (this.keys.secret(random, 'CLIENT_EARLY_TRAFFIC_SECRET') !== undefined)
      side.opener = this.stagedOpener('client', hello);
  }

  private hearServer(server: Hello): void {
    const { client } = this;
    if (client === undefined || isRetry(hexBytes(server.random))) return;
    this.handshakes.push({ client, server });
    if (this.handshakes.length > 1) return;
    for (const side of this.sides) {
      const role = this.roleOf(side);
      if (server.version < TLS_1_3) side.opener = this.blockOpener(role);
      else side.opener ??= this.stagedOpener(role, client);
      if (server.version >= TLS_1_3 && !client.extensions.has(EARLY_DATA)) side.opener.moveTo(STAGES[role].handshake);
    }
    this.drain();
  }

  private stagedOpener(role: Role, { random }: Hello): RecordOpener {
    const suite = (): ReturnType<typeof cipherSuite> => {
      const server = this.handshakes.at(-1)?.server;
      return server && cipherSuite(server.suite);
    };
    const keys = new StagedKeys(role, hexBytes(random), this.keys, suite);
    return new RecordOpener((stage) => keys.of(stage), STAGES_AHEAD);
  }

  private blockOpener(role: Role): RecordOpener {
    const made = new Map<number, ReturnType<typeof blockProtection>>();
    const keysOf = (stage: number): ReturnType<typeof blockProtection> => {
      const hellos = this.handshakes[stage];
      if (hellos === undefined) return undefined;
      if (!made.has(stage)) made.set(stage, blockProtection(hellos, role, this.keys));
      return made.get(stage);
    };
    return new RecordOpener(keysOf, 0);
  }

  /** Takes what has waited for the hellos. */
  private drain(): void {
    const server = this.sides.find(({ way }) => way !== this.clientWay);
    const client = this.sides.find(({ way }) => way === this.clientWay);
    for (const side of [server, client]) {
      if (side === undefined) continue;
      for (const record of side.waiting.splice(0)) this.record(side, record);
    }
  }

  private roleOf({ way }: Side): Role {
    return way === this.clientWay ? 'client' : 'server';
  }

  /** Content as the packets brought it: bytes of it stand where they stood encrypted. */
  private tellData({ way }: Side, { spans, packet }: TlsRecord, { content, at }: Opened): void {
    let from = 0;
    for (const span of spans) {
      const to = Math.min(content.length, span.end - at);
      if (to <= from) continue;
      this.listener.data(way, span.packet, content.slice(from, to));
      from = to;
    }
    if (from < content.length) this.listener.data(way, packet, content.slice(from));
  }

  private tellAlert({ way }: Side, { packet }: TlsRecord, [level, code]: Uint8Array): void {
    if (code === undefined) return;
    const name = TLS_ALERTS.get(code) ?? `number ${code}`;
    this.listener.said(way, packet, 'alert', `${level === 2 ? 'fatal alert' : 'alert'}: ${name}`);
  }

  private close(side: Side, { fragment, packet }: TlsRecord, why: ClosedReason): void {
    side.messages.forget();
    this.tellClosed(side, packet, fragment.length, why);
  }

  private tellClosed({ way }: Side, packet: PacketIndex, length: number, why: ClosedReason): void {
    this.why ??= why;
    this.listener.closed(way, packet, length, why);
  }
}

/** True if a record begins a Client Hello. */
function isHello({ type, fragment }: TlsRecord): boolean {
  return type === HANDSHAKE && fragment[0] === CLIENT_HELLO;
}
