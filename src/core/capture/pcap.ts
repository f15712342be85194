import type { ContainerInfo, ContainerReader, ReadingRules, RecordSink } from '../model/reader.ts';
import { largestRecord } from './limits.ts';
import { PcapFinder, type PcapRecords } from './pcap-finder.ts';
import { RecordReader } from './record-reader.ts';

/**
 * pcap, the classic libpcap savefile (draft-ietf-opsawg-pcap): a 24-byte header, then records of 16 bytes and the packet.
 * Both byte orders, microseconds (0xa1b2c3d4) and nanoseconds (0xa1b23c4d), and Kuznetzov's modified records of
 * 24 bytes (0xa1b2cd34), whose extra fields are skipped. Variants that share a magic but not the length of the record
 * header (Nokia, Red Hat 6.1, SuSE 6.3) are told by their second record.
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
export function readPcap(header: Uint8Array, sink: RecordSink, rules: ReadingRules): ContainerReader {
  const view = new DataView(header.buffer, header.byteOffset, PCAP_HEADER);
  const kind = KINDS.get(view.getUint32(0));
  if (kind === undefined) throw new Error('readPcap was given a header that isPcap refuses');
  const snaplen = view.getUint32(16, kind.little);
  // The upper six bits hold the FCS length, not the link type (draft-ietf-opsawg-pcap, section 4).
  const linkType = view.getUint32(20, kind.little) & 0x03ffffff;
  const number = sink.interface(linkType, snaplen, undefined, { cutsAtSnaplen: true });
  const records = { ...kind, recordHead: recordHeadLength(header, kind), largest: largestRecord(linkType) };
  return new PcapReader(records, number, sink, rules);
}

/** Record headers of variants that share a magic: Nokia's (20) and Red Hat 6.1's (24); SuSE 6.3's (28). */
const OTHER_RECORD_HEADS: ReadonlyMap<number, readonly number[]> = new Map([
  [16, [20, 24]],
  [24, [28]],
]);
/** Times of the first two records lie no further apart, seconds. */
const NEAR = 86_400;

/** The variant's length if the second record makes sense that way only; the magic's own length otherwise. */
function recordHeadLength(head: Uint8Array, kind: PcapKind): number {
  if (kind.nanoseconds || isSecondSound(head, kind, kind.recordHead) !== false) return kind.recordHead;
  const others = OTHER_RECORD_HEADS.get(kind.recordHead) ?? [];
  return others.find((other) => isSecondSound(head, kind, other) === true) ?? kind.recordHead;
}

/** Whether the second record makes sense where it must begin; undefined if it is not known. */
function isSecondSound(head: Uint8Array, { little }: PcapKind, recordHead: number): boolean | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.length < PCAP_HEADER + 16) return undefined;
  const second = PCAP_HEADER + recordHead + view.getUint32(PCAP_HEADER + 8, little);
  if (second + 16 > head.length) return undefined;
  const field = (at: number): number => view.getUint32(at, little);
  const captured = field(second + 8);
  const wire = field(second + 12);
  const near = Math.abs(field(second) - field(PCAP_HEADER)) <= NEAR;
  return near && captured <= wire && wire <= largestRecord(0) && field(second + 4) < 1_000_000;
}

class PcapReader extends RecordReader {
  readonly info: ContainerInfo;
  readonly headLength: number;
  private readonly largest: number;
  private readonly little: boolean;
  private readonly toNanoseconds: number;
  private lastSeconds: number | undefined;

  constructor(
    records: PcapRecords,
    private readonly number: number,
    sink: RecordSink,
    rules: ReadingRules,
  ) {
    super(sink, rules.firstByte + PCAP_HEADER);
    this.info = { format: 'pcap', bigEndian: !records.little, nanoseconds: records.nanoseconds };
    this.headLength = records.recordHead;
    this.little = records.little;
    this.toNanoseconds = records.nanoseconds ? 1 : 1000;
    this.largest = records.largest;
    if (rules.resynchronise) this.finder = new PcapFinder(records, () => this.lastSeconds);
  }

  unitLength(bytes: Uint8Array, at: number, offset: number): number {
    const captured = this.view(bytes).getUint32(at + 8, this.little);
    if (captured <= this.largest) return this.headLength + captured;
    return this.fail('absurd-length', offset, [captured, this.largest]);
  }

  unit(bytes: Uint8Array, at: number, length: number, offset: number): boolean {
    const { little, headLength } = this;
    const view = this.view(bytes);
    const captured = length - headLength;
    const wire = view.getUint32(at + 12, little);
    if (captured > wire) this.sink.problem('captured-over-wire', offset, [captured, wire]);
    const seconds = view.getUint32(at, little);
    this.lastSeconds = seconds;
    // Signed, as libpcap has it: writers that went wrong leave negative fractions.
    const fraction = view.getInt32(at + 4, little) * this.toNanoseconds;
    this.sink.packet(bytes, at + headLength, captured, wire, seconds, fraction, offset + headLength, this.number);
    return true;
  }
}
