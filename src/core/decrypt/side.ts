import type { Way } from '../model/stream.ts';
import type { PacketIndex } from '../model/units.ts';
import { HandshakeReader } from './handshake-reader.ts';
import { mayBeHeader, RecordReader, type TlsRecord } from './record-reader.ts';
import type { RecordOpener } from './record-opener.ts';

/** Bytes that tell where TLS begins. */
const TOLD_BY = 6;
const HANDSHAKE = 22;
/** Bytes of records that wait for the hellos of the other side. */
const MOST_WAITING = 1024 * 1024;

/** What a side of a connection tells. */
export interface SideListener {
  record(record: TlsRecord): void;
  broken(packet: PacketIndex, length: number): void;
  /** Bytes before TLS. */
  clear(packet: PacketIndex, bytes: Uint8Array): void;
  /** TLS begins, behind bytes that were in clear or not. */
  begins(packet: PacketIndex, behindClear: boolean): void;
}

/** What one side sends: first perhaps in clear (STARTTLS, a proxy), then records. */
export class Side {
  readonly messages = new HandshakeReader();
  readonly records: RecordReader;
  opener: RecordOpener | undefined;
  /** TLS 1.2: Change Cipher Spec has come. */
  isProtected = false;
  hadGap = false;
  /** TLS records have come. */
  isTls = false;
  readonly waiting: TlsRecord[] = [];
  private waitingBytes = 0;
  private hasClear = false;
  /** The first bytes, until there are enough of them. */
  private first: { readonly packet: PacketIndex; readonly bytes: Uint8Array }[] = [];

  constructor(
    readonly way: Way,
    private readonly listener: SideListener,
  ) {
    this.records = new RecordReader(listener);
  }

  bytes(packet: PacketIndex, bytes: Uint8Array): void {
    if (this.isTls) this.records.bytes(packet, bytes);
    else if (this.hasClear) this.seeClear(packet, bytes);
    else this.seeFirst(packet, bytes);
  }

  gap(packet: PacketIndex, length: number): void {
    this.hadGap = true;
    this.flushFirst();
    if (this.isTls) this.records.gap(packet, length);
    this.messages.forget();
  }

  finish(): void {
    this.flushFirst();
    if (this.isTls) this.records.finish();
  }

  /** Keeps a record until the hellos are there; false: there is no room. */
  wait(record: TlsRecord): boolean {
    if (this.waitingBytes > MOST_WAITING) return false;
    this.waitingBytes += record.fragment.length;
    this.waiting.push(record);
    return true;
  }

  private seeFirst(packet: PacketIndex, bytes: Uint8Array): void {
    this.first.push({ packet, bytes: bytes.slice() });
    const begin = Uint8Array.from(this.first.flatMap((each) => [...each.bytes.subarray(0, TOLD_BY)]));
    if (begin.length < TOLD_BY && mayBeHeader(begin, 0)) return;
    const isTls = begin.length >= TOLD_BY && mayBeHeader(begin, 0);
    if (isTls) this.begin(packet);
    this.flushFirst();
  }

  private flushFirst(): void {
    const { first } = this;
    this.first = [];
    for (const { packet, bytes } of first) {
      if (this.isTls) this.records.bytes(packet, bytes);
      else this.tellClear(packet, bytes);
    }
  }

  /** Behind clear text TLS begins with a hello at the beginning of a segment. */
  private seeClear(packet: PacketIndex, bytes: Uint8Array): void {
    const isHello = bytes.length >= TOLD_BY && bytes[0] === HANDSHAKE && mayBeHeader(bytes, 0) && bytes[5] <= 2;
    if (!isHello) {
      this.tellClear(packet, bytes);
      return;
    }
    this.begin(packet);
    this.records.bytes(packet, bytes);
  }

  private begin(packet: PacketIndex): void {
    this.isTls = true;
    this.listener.begins(packet, this.hasClear);
  }

  private tellClear(packet: PacketIndex, bytes: Uint8Array): void {
    this.hasClear = true;
    this.listener.clear(packet, bytes.slice());
  }
}
