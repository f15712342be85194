import { exactTime, type ExactTime } from '../../base/exact-time.ts';
import * as LinkType from '../model/link-types.ts';
import type { ContainerInfo, ContainerReader, ReadingRules, RecordSink } from '../model/reader.ts';
import { largestRecord } from './limits.ts';
import { RecordReader } from './record-reader.ts';

/**
 * Microsoft Network Monitor captures, 1.x ("RTSS") and 2.x ("GMBU"): a 128-byte header, then frames up to the frame
 * table; all little-endian. A frame of 1.x is 8 bytes and the packet, one of 2.x is 16 bytes, the packet and a trailer
 * that depends on the minor version. Frames are taken in file order, which is the order of the table in files as they
 * are written; the table, comments and process names are not read.
 */

/** Bytes of the file header. */
export const NETMON_HEADER = 128;
/** Trailer bytes by minor version: media type; process index; UTC time and zone. */
const TRAILERS: readonly number[] = [0, 2, 6, 15];

/** LINKTYPE number by Network Monitor media type; others have no decoder. */
const LINK_TYPES: ReadonlyMap<number, number> = new Map([
  [1, LinkType.ETHERNET],
  [2, LinkType.TOKEN_RING],
  [3, LinkType.FDDI],
]);

/** How the frames of one version look. */
interface FrameKind {
  readonly version: 1 | 2;
  readonly head: number;
  readonly trailer: number;
}

function begins(head: Uint8Array, magic: string): boolean {
  return [...magic].every((letter, at) => head[at] === letter.charCodeAt(0));
}

/** True if a file begins as Network Monitor 1 or 2 does. */
export function isNetmon(head: Uint8Array): boolean {
  return begins(head, 'RTSS') || begins(head, 'GMBU');
}

/** A reader for a file whose header is given. It wants the bytes after the header. */
export function readNetmon(header: Uint8Array, sink: RecordSink, rules: ReadingRules): ContainerReader {
  const view = new DataView(header.buffer, header.byteOffset, NETMON_HEADER);
  const linkType = LINK_TYPES.get(view.getUint16(6, true)) ?? LinkType.UNKNOWN;
  const number = sink.interface(linkType, 0, undefined);
  const kind: FrameKind = begins(header, 'RTSS')
    ? { version: 1, head: 8, trailer: 0 }
    : { version: 2, head: 16, trailer: TRAILERS[Math.min(view.getUint8(4), 3)] };
  return new NetmonReader(view, kind, number, largestRecord(linkType), sink, rules);
}

/** The SYSTEMTIME at byte 8 (year, month, weekday, day, hour, minute, second, ms; UTC) as µs since 1970. */
function startMicroseconds(view: DataView): number {
  const field = (at: number): number => view.getUint16(8 + at * 2, true);
  return Date.UTC(field(0), field(1) - 1, field(3), field(4), field(5), field(6), field(7)) * 1000;
}

class NetmonReader extends RecordReader {
  readonly info: ContainerInfo;
  readonly headLength: number;
  private readonly startMicroseconds: number;
  /** Place of the frame table, behind the last frame. */
  private readonly tablePlace: number;

  constructor(
    header: DataView,
    private readonly kind: FrameKind,
    private readonly number: number,
    private readonly largest: number,
    sink: RecordSink,
    rules: ReadingRules,
  ) {
    super(sink, rules.firstByte + NETMON_HEADER);
    this.info = { format: kind.version === 1 ? 'netmon1' : 'netmon', bigEndian: false, nanoseconds: false };
    this.headLength = kind.head;
    this.startMicroseconds = startMicroseconds(header);
    this.tablePlace = rules.firstByte + header.getUint32(24, true);
  }

  unitLength(bytes: Uint8Array, at: number, offset: number): number {
    if (offset >= this.tablePlace) return -1;
    const { head, trailer } = this.kind;
    const captured = this.captured(bytes, at);
    if (captured <= this.largest) return head + captured + trailer;
    return this.fail('absurd-length', offset, [captured, this.largest]);
  }

  unit(bytes: Uint8Array, at: number, _length: number, offset: number): boolean {
    const { head, version } = this.kind;
    const view = this.view(bytes);
    const wire = version === 1 ? view.getUint16(at + 4, true) : view.getUint32(at + 8, true);
    const { seconds, nanoseconds } = this.timeOf(view, at);
    this.sink.packet(
      bytes,
      at + head,
      this.captured(bytes, at),
      wire,
      seconds,
      nanoseconds,
      offset + head,
      this.number,
    );
    return true;
  }

  private timeOf(view: DataView, at: number): ExactTime {
    const micros = this.startMicroseconds + this.sinceStart(view, at);
    if (!Number.isSafeInteger(micros))
      return exactTime((BigInt(this.startMicroseconds) + view.getBigUint64(at, true)) * 1000n);
    const seconds = Math.floor(micros / 1e6);
    return { seconds, nanoseconds: (micros - seconds * 1e6) * 1000 };
  }

  /** The table may be shorter than the head of a frame. */
  override cut(wanted: number, there: number, offset: number): void {
    if (offset < this.tablePlace) super.cut(wanted, there, offset);
  }

  private captured(bytes: Uint8Array, at: number): number {
    const view = this.view(bytes);
    return this.kind.version === 1 ? view.getUint16(at + 6, true) : view.getUint32(at + 12, true);
  }

  /** Time of a frame since the start, µs. Version 1 counts milliseconds. */
  private sinceStart(view: DataView, at: number): number {
    if (this.kind.version === 1) return view.getUint32(at, true) * 1000;
    return view.getUint32(at + 4, true) * 4294967296 + view.getUint32(at, true);
  }
}
