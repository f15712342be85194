import type { ContainerInfo, ContainerReader, RecordSink } from '../model/reader.ts';
import { largestRecord } from './limits.ts';
import { reportCut, UnitStream, viewOfPiece, type UnitConsumer } from './unit-stream.ts';

/**
 * pcap, the classic libpcap savefile (draft-ietf-opsawg-pcap): a 24-byte header, then records of 16 bytes and the packet.
 * Both byte orders, microseconds (0xa1b2c3d4) and nanoseconds (0xa1b23c4d), and Kuznetzov's modified records of
 * 24 bytes (0xa1b2cd34), whose extra fields are skipped. Nokia's variant has the usual magic and records of 20 bytes;
 * it is told by its second record.
 */

interface PcapKind {
  readonly little: boolean;
  readonly nanoseconds: boolean;
  readonly recordHead: number;
}

const KINDS: ReadonlyMap<number, PcapKind> = new Map([
  [0xd4c3b2a1, { little: true, nanoseconds: false, recordHead: 16 }],
  [0xa1b2c3d4, { little: false, nanoseconds: false, recordHead: 16 }],
  [0x4d3cb2a1, { little: true, nanoseconds: true, recordHead: 16 }],
  [0xa1b23c4d, { little: false, nanoseconds: true, recordHead: 16 }],
  [0x34cdb2a1, { little: true, nanoseconds: false, recordHead: 24 }],
  [0xa1b2cd34, { little: false, nanoseconds: false, recordHead: 24 }],
]);

/** Bytes of the file header. */
export const PCAP_HEADER = 24;

/** True if a file that begins with these four bytes (read big-endian) is pcap. */
export function isPcap(magic: number): boolean {
  return KINDS.has(magic);
}

/**
 * A reader for a pcap whose header is given (at least 24 bytes, magic checked), with as much of what follows as is known.
 * It wants the bytes after the header.
 */
export function readPcap(header: Uint8Array, sink: RecordSink): ContainerReader {
  const view = new DataView(header.buffer, header.byteOffset, PCAP_HEADER);
  const kind = KINDS.get(view.getUint32(0));
  if (kind === undefined) throw new Error('readPcap was given a header that isPcap refuses');
  const snaplen = view.getUint32(16, kind.little);
  // The upper six bits hold the FCS length, not the link type (draft-ietf-opsawg-pcap, section 4).
  const linkType = view.getUint32(20, kind.little) & 0x03ffffff;
  sink.interface(linkType, snaplen, undefined);
  return new PcapReader({ ...kind, recordHead: recordHeadLength(header, kind) }, linkType, sink);
}

const NOKIA_RECORD_HEAD = 20;

/** Nokia's 20 bytes if the second record makes sense that way only; the magic's own length otherwise. */
function recordHeadLength(head: Uint8Array, kind: PcapKind): number {
  if (kind.recordHead !== 16 || kind.nanoseconds) return kind.recordHead;
  const plain = secondRecord(head, kind, 16);
  if (plain === undefined || plain.captured <= largestRecord(0)) return kind.recordHead;
  const nokia = secondRecord(head, kind, NOKIA_RECORD_HEAD);
  const sound = nokia !== undefined && nokia.captured <= nokia.wire && nokia.wire < 65_536 && nokia.micros < 1_000_000;
  return sound ? NOKIA_RECORD_HEAD : kind.recordHead;
}

/** Lengths and microseconds of the second record; undefined if it is not known. */
function secondRecord(
  head: Uint8Array,
  { little }: PcapKind,
  recordHead: number,
): { micros: number; captured: number; wire: number } | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.length < PCAP_HEADER + 16) return undefined;
  const second = PCAP_HEADER + recordHead + view.getUint32(PCAP_HEADER + 8, little);
  if (second + 16 > head.length) return undefined;
  const field = (at: number): number => view.getUint32(second + at, little);
  return { micros: field(4), captured: field(8), wire: field(12) };
}

class PcapReader implements ContainerReader, UnitConsumer {
  readonly info: ContainerInfo;
  readonly headLength: number;
  private readonly units: UnitStream;
  private readonly largest: number;
  private readonly little: boolean;
  private readonly toNanoseconds: number;
  private readonly view = viewOfPiece();

  constructor(
    kind: PcapKind,
    linkType: number,
    private readonly sink: RecordSink,
  ) {
    this.info = { format: 'pcap', bigEndian: !kind.little, nanoseconds: kind.nanoseconds };
    this.headLength = kind.recordHead;
    this.little = kind.little;
    this.toNanoseconds = kind.nanoseconds ? 1 : 1000;
    this.largest = largestRecord(linkType);
    this.units = new UnitStream(this, PCAP_HEADER);
  }

  push(piece: Uint8Array): boolean {
    return this.units.push(piece);
  }

  end(): void {
    reportCut(this.units, this.sink);
  }

  unitLength(bytes: Uint8Array, at: number, offset: number): number {
    const captured = this.view(bytes).getUint32(at + 8, this.little);
    if (captured <= this.largest) return this.headLength + captured;
    this.sink.problem('absurd-length', offset, [captured, this.largest]);
    return -1;
  }

  unit(bytes: Uint8Array, at: number, length: number, offset: number): boolean {
    const { little, headLength } = this;
    const view = this.view(bytes);
    const captured = length - headLength;
    const wire = view.getUint32(at + 12, little);
    if (captured > wire) this.sink.problem('captured-over-wire', offset, [captured, wire]);
    const seconds = view.getUint32(at, little);
    // Signed, as libpcap has it: writers that went wrong leave negative fractions.
    const fraction = view.getInt32(at + 4, little) * this.toNanoseconds;
    this.sink.packet(bytes, at + headLength, captured, wire, seconds, fraction, offset + headLength, 0);
    return true;
  }
}
