import type { ContainerInfo, ContainerReader, RecordSink } from '../model/reader.ts';
import { largestRecord } from './limits.ts';
import { reportCut, UnitStream, viewOfPiece, type UnitConsumer } from './unit-stream.ts';

/**
 * Microsoft Network Monitor 2.x captures ("GMBU"): a 128-byte header, then frames of 16 bytes, the packet and a trailer
 * that depends on the minor version, up to the frame table; all little-endian. Frames are taken in file order, which is
 * the order of the table in files as they are written; the table, comments and process names are not read.
 */

/** Bytes of the file header. */
export const NETMON_HEADER = 128;
const FRAME_HEAD = 16;
/** Trailer bytes by minor version: media type; process index; UTC time and zone. */
const TRAILERS: readonly number[] = [0, 2, 6, 15];

/** LINKTYPE number by Network Monitor media type; others have no decoder. */
const LINK_TYPES: ReadonlyMap<number, number> = new Map([
  [1, 1], // Ethernet
  [2, 6], // token ring
  [3, 10], // FDDI
]);
const UNKNOWN_LINK = 0xffff;

/** True if a file begins as Network Monitor 2 does. */
export function isNetmon(head: Uint8Array): boolean {
  return head[0] === 0x47 && head[1] === 0x4d && head[2] === 0x42 && head[3] === 0x55;
}

/** A reader for a file whose header is given. It wants the bytes after the header. */
export function readNetmon(header: Uint8Array, sink: RecordSink): ContainerReader {
  const view = new DataView(header.buffer, header.byteOffset, NETMON_HEADER);
  const linkType = LINK_TYPES.get(view.getUint16(6, true)) ?? UNKNOWN_LINK;
  sink.interface(linkType, 0, undefined);
  const trailer = TRAILERS[Math.min(view.getUint8(4), 3)];
  return new NetmonReader(sink, largestRecord(linkType), trailer, startMicroseconds(view), view.getUint32(24, true));
}

/** The SYSTEMTIME at byte 8 (year, month, weekday, day, hour, minute, second, ms; UTC) as µs since 1970. */
function startMicroseconds(view: DataView): number {
  const field = (at: number): number => view.getUint16(8 + at * 2, true);
  return Date.UTC(field(0), field(1) - 1, field(3), field(4), field(5), field(6), field(7)) * 1000;
}

class NetmonReader implements ContainerReader, UnitConsumer {
  readonly info: ContainerInfo = { format: 'netmon', bigEndian: false, nanoseconds: false };
  readonly headLength = FRAME_HEAD;
  private readonly units = new UnitStream(this, NETMON_HEADER);
  private readonly view = viewOfPiece();
  private done = false;

  constructor(
    private readonly sink: RecordSink,
    private readonly largest: number,
    private readonly trailer: number,
    private readonly startMicroseconds: number,
    private readonly tableOffset: number,
  ) {}

  push(piece: Uint8Array): boolean {
    return this.done || this.units.push(piece) || this.done;
  }

  end(): void {
    if (!this.done) reportCut(this.units, this.sink);
  }

  unitLength(bytes: Uint8Array, at: number, offset: number): number {
    this.done = offset >= this.tableOffset;
    if (this.done) return -1;
    const captured = this.view(bytes).getUint32(at + 12, true);
    if (captured <= this.largest) return FRAME_HEAD + captured + this.trailer;
    this.sink.problem('absurd-length', offset, [captured, this.largest]);
    return -1;
  }

  unit(bytes: Uint8Array, at: number, _length: number, offset: number): boolean {
    const view = this.view(bytes);
    const wire = view.getUint32(at + 8, true);
    const captured = view.getUint32(at + 12, true);
    const micros = this.startMicroseconds + view.getUint32(at + 4, true) * 4294967296 + view.getUint32(at, true);
    const seconds = Math.floor(micros / 1e6);
    const nanoseconds = (micros - seconds * 1e6) * 1000;
    this.sink.packet(bytes, at + FRAME_HEAD, captured, wire, seconds, nanoseconds, offset + FRAME_HEAD, 0);
    return true;
  }
}
