import * as LinkType from '../model/link-types.ts';
import type { ContainerInfo, ContainerReader, ReadingRules, RecordSink } from '../model/reader.ts';
import { largestRecord } from './limits.ts';
import { RecordReader } from './record-reader.ts';

/**
 * snoop (RFC 1761): a 16-byte header, then records of 24 bytes and the packet, padded to four; all big-endian.
 */

/** Bytes of the file header. */
export const SNOOP_HEADER = 16;
const RECORD_HEAD = 24;
/** Bytes behind a packet: to a multiple of four, and more where writers are generous. */
const MOST_PADDING = 64;
const MAGIC = [0x73, 0x6e, 0x6f, 0x6f, 0x70, 0, 0, 0];

/** LINKTYPE number by snoop data link type; others have no decoder. */
const LINK_TYPES: ReadonlyMap<number, number> = new Map([
  [0, LinkType.ETHERNET], // IEEE 802.3
  [2, LinkType.TOKEN_RING],
  [4, LinkType.ETHERNET],
  [8, LinkType.FDDI],
]);

/** True if a file begins as snoop does. */
export function isSnoop(head: Uint8Array): boolean {
  return MAGIC.every((byte, at) => head[at] === byte);
}

/** A reader for a snoop file whose header is given. It wants the bytes after the header. */
export function readSnoop(header: Uint8Array, sink: RecordSink, rules: ReadingRules): ContainerReader {
  const type = new DataView(header.buffer, header.byteOffset, SNOOP_HEADER).getUint32(12);
  const linkType = LINK_TYPES.get(type) ?? LinkType.UNKNOWN;
  return new SnoopReader(sink, rules, sink.interface(linkType, 0, undefined), largestRecord(linkType));
}

class SnoopReader extends RecordReader {
  readonly info: ContainerInfo = { format: 'snoop', bigEndian: true, nanoseconds: false };
  readonly headLength = RECORD_HEAD;

  constructor(
    sink: RecordSink,
    rules: ReadingRules,
    private readonly number: number,
    private readonly largest: number,
  ) {
    super(sink, rules.firstByte + SNOOP_HEADER);
  }

  unitLength(bytes: Uint8Array, at: number, offset: number): number {
    const view = this.view(bytes);
    const captured = view.getUint32(at + 4);
    const length = view.getUint32(at + 8);
    const least = RECORD_HEAD + captured;
    if (captured > this.largest) return this.fail('absurd-length', offset, [captured, this.largest]);
    if (length < least) return this.fail('short-record', offset, [length, least]);
    if (length > least + MOST_PADDING) return this.fail('absurd-length', offset, [length, least + MOST_PADDING]);
    return length;
  }

  unit(bytes: Uint8Array, at: number, _length: number, offset: number): boolean {
    const view = this.view(bytes);
    const wire = view.getUint32(at);
    const captured = view.getUint32(at + 4);
    if (captured > wire) this.sink.problem('captured-over-wire', offset, [captured, wire]);
    const seconds = view.getUint32(at + 16);
    const nanoseconds = view.getUint32(at + 20) * 1000;
    this.sink.packet(bytes, at + RECORD_HEAD, captured, wire, seconds, nanoseconds, offset + RECORD_HEAD, this.number);
    return true;
  }
}
