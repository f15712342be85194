import type { Way } from '../../model/stream.ts';
import type { PacketIndex } from '../../model/units.ts';
import { END_HEADERS, FrameType, PADDED, PRIORITY, type FrameHead, type H2Frame } from './frame.ts';
import { FrameCutter, type CutSpot, type FrameTaker } from './frame-cutter.ts';
import { HpackDecoder, type HeaderBlock } from './hpack.ts';

/** Bytes of a header block, over all of its frames. */
const MOST_BLOCK = 256 * 1024;

/** A header block with the frames that it came in. */
export interface H2Headers {
  /** HEADERS or PUSH_PROMISE; its `packet`, `length` and `cut` are those of all frames of the block. */
  readonly frame: H2Frame;
  /** CONTINUATION frames behind it. */
  readonly continuations: number;
  /** PUSH_PROMISE: the stream that is promised. */
  readonly promised?: number;
  /** Undefined: bytes of it are missing, so it cannot be unpacked. */
  readonly block?: HeaderBlock;
}

/** What the bytes of a connection say as HTTP/2. */
export interface H2Sink {
  /** The header fields of a message, or those behind its body. */
  headers(headers: H2Headers): void;
  /** The bytes are the packet's own: who keeps them copies them. */
  data(way: Way, head: FrameHead, spot: CutSpot, bytes: Uint8Array): void;
  /** A DATA frame has ended, or another frame that has no header fields. */
  frame(frame: H2Frame, payload: Uint8Array, missing: number): void;
  /** Bytes in which no frame is known to begin. */
  skipped(way: Way, spot: CutSpot, length: number): void;
  /** Whole frames of a direction may be missing, of any stream. */
  lost?(way: Way): void;
}

/** A header block that goes on in further frames. */
interface OpenBlock {
  readonly frame: H2Frame;
  readonly promised?: number;
  readonly parts: Uint8Array[];
  size: number;
  isCut: boolean;
  continuations: number;
}

/** Reads HTTP/2 (RFC 9113) in both directions of one connection: frames, header blocks unpacked. Never throws. */
export class H2Connection implements FrameTaker {
  private readonly cutters: readonly [FrameCutter, FrameCutter] = [new FrameCutter(0, this), new FrameCutter(1, this)];
  private readonly decoders: readonly [HpackDecoder, HpackDecoder] = [new HpackDecoder(), new HpackDecoder()];
  private readonly open: [OpenBlock | undefined, OpenBlock | undefined] = [undefined, undefined];

  constructor(private readonly sink: H2Sink) {}

  bytes(way: Way, packet: PacketIndex, bytes: Uint8Array): void {
    this.cutters[way].bytes(packet, bytes);
  }

  gap(way: Way, packet: PacketIndex, length: number): void {
    this.cutters[way].gap(packet, length);
  }

  /** No more bytes come. */
  finish(): void {
    for (const way of [0, 1] as const) {
      this.cutters[way].finish();
      this.abandon(way);
    }
  }

  data(way: Way, head: FrameHead, spot: CutSpot, bytes: Uint8Array): void {
    this.sink.data(way, head, spot, bytes);
  }

  frame(frame: H2Frame, payload: Uint8Array, missing: number): void {
    const { way, type } = frame;
    if (type === FrameType.Continuation && this.open[way]?.frame.stream === frame.stream)
      return this.goOn(frame, payload);
    // No frame may stand within a block (RFC 9113 6.10).
    this.abandon(way);
    if (type === FrameType.Headers || type === FrameType.PushPromise) this.begin(frame, payload);
    else this.sink.frame(frame, payload, missing);
  }

  skipped(way: Way, spot: CutSpot, length: number): void {
    this.sink.skipped(way, spot, length);
  }

  lost(way: Way): void {
    this.abandon(way);
    this.decoders[way].lose();
    this.sink.lost?.(way);
  }

  private begin(frame: H2Frame, payload: Uint8Array): void {
    const fragment = fragmentOf(frame, payload);
    const open: OpenBlock = {
      frame,
      ...(fragment?.promised !== undefined && { promised: fragment.promised }),
      parts: [fragment?.bytes ?? payload],
      size: fragment?.bytes.length ?? 0,
      isCut: frame.cut || fragment === undefined,
      continuations: 0,
    };
    this.open[frame.way] = open;
    if ((frame.flags & END_HEADERS) !== 0) this.complete(frame.way, open, frame);
  }

  private goOn(frame: H2Frame, payload: Uint8Array): void {
    const open = this.open[frame.way];
    if (open === undefined) return;
    open.continuations++;
    open.size += payload.length;
    open.isCut ||= frame.cut || open.size > MOST_BLOCK;
    if (!open.isCut) open.parts.push(payload);
    if ((frame.flags & END_HEADERS) !== 0) this.complete(frame.way, open, frame);
  }

  /** The block under way has no end. */
  private abandon(way: Way): void {
    const open = this.open[way];
    if (open === undefined) return;
    open.isCut = true;
    this.complete(way, open, open.frame);
  }

  private complete(way: Way, { frame, promised, parts, size, isCut, continuations }: OpenBlock, last: H2Frame): void {
    this.open[way] = undefined;
    const decoder = this.decoders[way];
    if (isCut) decoder.lose();
    const block = isCut ? undefined : decoder.decode(joined(parts));
    this.sink.headers({
      frame: { ...frame, packet: last.packet, cut: isCut, length: continuations === 0 ? frame.length : size },
      continuations,
      ...(promised !== undefined && { promised }),
      ...(block !== undefined && { block }),
    });
  }
}

/** What of a HEADERS or PUSH_PROMISE frame is header block (RFC 9113 6.2, 6.6); undefined: its padding or its length is impossible. */
function fragmentOf(
  { type, flags }: H2Frame,
  payload: Uint8Array,
): { readonly bytes: Uint8Array; readonly promised?: number } | undefined {
  const isPadded = (flags & PADDED) !== 0;
  const padding = isPadded ? payload[0] : 0;
  let from = isPadded ? 1 : 0;
  const isPromise = type === FrameType.PushPromise;
  if (isPromise) from += 4;
  else if ((flags & PRIORITY) !== 0) from += 5;
  if (from + (padding ?? 0) > payload.length || padding === undefined) return undefined;
  const bytes = payload.subarray(from, payload.length - padding);
  return isPromise ? { bytes, promised: streamAt(payload, from - 4) } : { bytes };
}

/** A number of a stream: 31 bits. */
function streamAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] & 0x7f) << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0];
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
