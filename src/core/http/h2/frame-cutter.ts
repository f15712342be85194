import type { Way } from '../../model/stream.ts';
import type { PacketIndex } from '../../model/units.ts';
import {
  FRAME_HEADER,
  FrameType,
  looksLikeFrame,
  PADDED,
  PREFACE,
  readHeader,
  type FrameHead,
  type H2Frame,
} from './frame.ts';

/** Bytes of a payload that are held; DATA is given as it comes. */
const MOST_HELD = 64 * 1024;

/** Where bytes stand: `offset` in the bytes of their direction, missing ones counted. */
export interface CutSpot {
  readonly packet: PacketIndex;
  readonly offset: number;
}

/** Takes the frames of one direction. */
export interface FrameTaker {
  /** What of a DATA frame is no padding, as it comes; the bytes are the packet's own. */
  data(way: Way, head: FrameHead, spot: CutSpot, bytes: Uint8Array): void;
  /** A frame has ended; of DATA `payload` is empty, and `missing` says how many bytes did not come. */
  frame(frame: H2Frame, payload: Uint8Array, missing: number): void;
  /** Bytes, there or missing, that are in no frame that is known. */
  skipped(way: Way, spot: CutSpot, length: number): void;
  /** Frames may be missing. */
  lost(way: Way): void;
}

/** Cuts one direction into frames (RFC 9113 section 4). */
export class FrameCutter {
  /** The header of the frame under way, or the preface. */
  private readonly head = new Uint8Array(FRAME_HEADER);
  private headSize = 0;
  /** Bytes of the preface that have come; -1: it is over. */
  private preface = 0;
  private open: FrameHead | undefined;
  private left = 0;
  private missing = 0;
  /** Bytes of padding at the end of DATA; undefined as long as that is not known. */
  private padding: number | undefined;
  private held = EMPTY;
  private heldSize = 0;
  private isCut = false;
  private first: PacketIndex = 0;
  private start = 0;
  private next = 0;
  private packet: PacketIndex = 0;
  private isLost = false;

  constructor(
    private readonly way: Way,
    private readonly taker: FrameTaker,
  ) {}

  /** The bytes that come next. */
  bytes(packet: PacketIndex, bytes: Uint8Array): void {
    this.packet = packet;
    if (this.isLost && !this.isFoundAgain(bytes)) return this.skip(bytes.length);
    this.isLost = false;
    for (let at = 0; at < bytes.length;) {
      const taken = this.take(bytes, at);
      at += taken;
      this.next += taken;
      if (this.open !== undefined && this.left === 0) this.end();
    }
  }

  /** Within a frame its end is still known; else frames are missing. */
  gap(packet: PacketIndex, length: number): void {
    this.packet = packet;
    const within = this.open === undefined ? 0 : Math.min(length, this.left);
    this.left -= within;
    this.missing += within;
    this.next += within;
    this.isCut ||= within > 0;
    if (this.open !== undefined && (this.left === 0 || within < length)) this.end();
    if (within < length) this.lose(length - within);
  }

  /** No more bytes come: a frame that is not whole is given as it is. */
  finish(): void {
    if (this.open !== undefined) {
      this.missing += this.left;
      this.isCut = true;
      this.end();
    } else if (this.headSize > 0) this.lose(0);
  }

  /** Takes what belongs together from a place on: how many bytes. */
  private take(bytes: Uint8Array, at: number): number {
    if (this.preface >= 0) {
      if (this.preface < PREFACE.length && bytes[at] === PREFACE.charCodeAt(this.preface)) {
        this.preface++;
        return 1;
      }
      // It is not the preface of a client, or it is over.
      if (this.preface > 0 && this.preface < PREFACE.length)
        this.taker.skipped(this.way, this.spotAt(this.next - this.preface), this.preface);
      this.preface = -1;
    }
    return this.open === undefined ? this.takeHead(bytes, at) : this.takePayload(bytes, at);
  }

  private takeHead(bytes: Uint8Array, at: number): number {
    if (this.headSize === 0) {
      this.first = this.packet;
      this.start = this.next;
    }
    const size = Math.min(FRAME_HEADER - this.headSize, bytes.length - at);
    this.head.set(bytes.subarray(at, at + size), this.headSize);
    this.headSize += size;
    if (this.headSize === FRAME_HEADER) this.begin();
    return size;
  }

  private begin(): void {
    this.open = readHeader(this.head);
    this.headSize = 0;
    this.left = this.open.length;
    this.missing = 0;
    this.isCut = false;
    this.heldSize = 0;
    this.padding = this.isData && (this.open.flags & PADDED) !== 0 ? undefined : 0;
  }

  private get isData(): boolean {
    return this.open?.type === FrameType.Data;
  }

  private takePayload(bytes: Uint8Array, at: number): number {
    const size = Math.min(this.left, bytes.length - at);
    if (!this.isData) this.hold(bytes.subarray(at, at + size));
    else if (this.padding === undefined) return this.takePadding(bytes[at]);
    else this.giveData(bytes, at, Math.min(size, this.left - this.padding));
    this.left -= size;
    return size;
  }

  /** The length of the padding, which stands first (RFC 9113 6.1). */
  private takePadding(length: number): number {
    this.left--;
    this.padding = Math.min(length, this.left);
    return 1;
  }

  private giveData(bytes: Uint8Array, at: number, size: number): void {
    if (size <= 0) return;
    const spot = { packet: this.packet, offset: this.next };
    if (this.open !== undefined) this.taker.data(this.way, this.open, spot, bytes.subarray(at, at + size));
  }

  private hold(bytes: Uint8Array): void {
    // Behind a hole nothing has its place any more.
    const room = this.isCut ? 0 : Math.min(bytes.length, MOST_HELD - this.heldSize);
    if (this.heldSize + room > this.held.length) {
      const larger = new Uint8Array(Math.max(this.heldSize + room, 2 * this.held.length, 64));
      larger.set(this.held.subarray(0, this.heldSize));
      this.held = larger;
    }
    this.held.set(bytes.subarray(0, room), this.heldSize);
    this.heldSize += room;
    this.isCut ||= room < bytes.length;
  }

  private end(): void {
    const { open, way, start: offset, first, packet, isCut: cut } = this;
    if (open === undefined) return;
    const payload = this.held.slice(0, this.heldSize);
    this.open = undefined;
    this.left = 0;
    this.heldSize = 0;
    if (this.held.length > MOST_HELD / 4) this.held = EMPTY;
    this.taker.frame({ way, ...open, offset, first, packet, cut }, payload, this.missing);
  }

  /** Frames are lost: so many bytes that are missing, and what there is of a header. */
  private lose(length: number): void {
    const before = this.headSize;
    this.headSize = 0;
    this.preface = -1;
    this.isLost = true;
    this.taker.lost(this.way);
    if (before > 0) this.taker.skipped(this.way, this.spotAt(this.start), before);
    this.next += length;
  }

  private skip(length: number): void {
    this.taker.skipped(this.way, this.spotAt(this.next), length);
    this.next += length;
  }

  /** True if a piece begins with a frame, and the frame behind it, where its header is there, looks like one as well. */
  private isFoundAgain(bytes: Uint8Array): boolean {
    if (!looksLikeFrame(bytes, 0)) return false;
    const behind = FRAME_HEADER + readHeader(bytes).length;
    return behind + FRAME_HEADER > bytes.length || looksLikeFrame(bytes, behind);
  }

  private spotAt(offset: number): CutSpot {
    return { packet: this.packet, offset };
  }
}

const EMPTY = new Uint8Array(0);
