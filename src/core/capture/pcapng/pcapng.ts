import type { ContainerInfo, ContainerReader, ReadingRules, RecordSink } from '../../model/reader.ts';
import { largestRecord } from '../limits.ts';
import {
  BLOCK_NAMES,
  BYTE_ORDER_MAGIC,
  CUSTOM,
  CUSTOM_PRIVATE,
  ENHANCED_PACKET,
  INTERFACE_DESCRIPTION,
  INTERFACE_STATISTICS,
  JOURNAL,
  NAME_RESOLUTION,
  PACKET,
  SECRETS,
  SECTION_HEADER,
  SIMPLE_PACKET,
} from './blocks.ts';
import { InterfaceClock } from './clock.ts';
import { PcapngFinder } from './finder.ts';
import {
  commentNotes,
  leftOutOf,
  readCustom,
  readInterfaceWords,
  readNames,
  readSecrets,
  readSection,
  readStatistics,
} from './notes.ts';
import { fitsHash } from './packet-hash.ts';
import { offsetOf, OptionList, resolutionOf } from './options.ts';
import { RecordReader } from '../record-reader.ts';

/**
 * pcapng (draft-ietf-opsawg-pcapng): blocks of type, total length, body, total length again. Packets are read from
 * enhanced, simple and (obsolete) packet blocks, all else that the draft describes becomes notes (pcapng-notes.ts);
 * several sections and byte orders in one file. Unknown blocks are skipped by their length.
 */

/** Blocks larger than this are taken for damage; wiretap believes at most 16 MiB. */
const LARGEST_BLOCK = 16 * 1024 * 1024;
/** Type, both lengths. */
const LEAST_BLOCK = 12;
/** Interfaces of a file; what is captured on further ones is left out. */
const MOST_INTERFACES = 1 << 20;
/** Types of blocks that are counted apart. */
const MOST_TYPES = 100;
/** Option codes of a name, and of a packet's flags, hash and packets lost before it (sections 4.2 and 4.3). */
const IF_NAME = 2;
const EPB_FLAGS = 2;
const EPB_HASH = 3;
const EPB_DROPCOUNT = 4;
/** Bits of the flags that are errors of the link layer: CRC, too long, too short, gap, alignment, delimiter, preamble, symbol. */
const LINK_ERRORS = 0xff000000;

/** True if a file that begins with these four bytes (read big-endian) is pcapng. */
export function isPcapng(magic: number): boolean {
  return magic === SECTION_HEADER;
}

/** True if the twelve bytes of a section header name a byte order. */
export function hasByteOrder(head: Uint8Array): boolean {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  return view.getUint32(8) === BYTE_ORDER_MAGIC || view.getUint32(8, true) === BYTE_ORDER_MAGIC;
}

/** A reader that wants the whole file from its first byte. */
export function readPcapng(head: Uint8Array, sink: RecordSink, rules: ReadingRules): ContainerReader {
  return new PcapngReader(head, sink, rules);
}

interface Interface {
  readonly number: number;
  readonly linkType: number;
  readonly snaplen: number;
  readonly clock: InterfaceClock;
}

class PcapngReader extends RecordReader {
  readonly headLength = 12;
  private little: boolean;
  private fine = false;
  private readonly bigEndian: boolean;
  /** Interfaces of this section; numbers of the sink go on through the file. */
  private interfaces: Interface[] = [];
  /** Blocks by type; those of small numbers apart, since most are packets. */
  private readonly counts = new Uint32Array(16);
  private readonly otherCounts = new Map<number, number>();
  private strangeBlocks = 0;
  /** Interface descriptions so far. */
  private described = 0;

  constructor(head: Uint8Array, sink: RecordSink, rules: ReadingRules) {
    super(sink, rules.firstByte);
    this.bigEndian = new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(8) === BYTE_ORDER_MAGIC;
    this.little = !this.bigEndian;
    if (rules.resynchronise) this.finder = new PcapngFinder(() => this.little);
  }

  get info(): ContainerInfo {
    return { format: 'pcapng', bigEndian: this.bigEndian, nanoseconds: this.fine, blocks: this.blocks() };
  }

  unitLength(bytes: Uint8Array, at: number, offset: number): number {
    const view = this.view(bytes);
    if (view.getUint32(at) === SECTION_HEADER) this.takeByteOrder(view, at);
    const length = view.getUint32(at + 4, this.little);
    if (length > LARGEST_BLOCK) return this.fail('absurd-length', offset, [length, LARGEST_BLOCK]);
    // Old writers leave the padding out of the length, but not out of the file.
    if (length >= LEAST_BLOCK) return Math.ceil(length / 4) * 4;
    return this.fail('bad-block', offset, [length, length]);
  }

  unit(bytes: Uint8Array, at: number, length: number, offset: number): boolean {
    const { little } = this;
    const view = this.view(bytes);
    const stated = view.getUint32(at + 4, little);
    const again = view.getUint32(at + length - 4, little);
    if (again !== stated) {
      this.fail('bad-block', offset, [stated, again]);
      return false;
    }
    const type = view.getUint32(at, little);
    this.count(type);
    switch (type) {
      case ENHANCED_PACKET:
        this.timedPacket(bytes, at, length, offset, view.getUint32(at + 8, little));
        break;
      case SIMPLE_PACKET:
        this.simplePacket(bytes, at, length, offset);
        break;
      case PACKET:
        this.timedPacket(bytes, at, length, offset, view.getUint16(at + 8, little));
        break;
      case INTERFACE_DESCRIPTION:
        this.describeInterface(bytes, at, length, offset);
        break;
      case SECTION_HEADER:
        this.beginSection(view, at + 8, at + length - 4, offset);
        break;
      default:
        this.note(view, type, at + 8, at + length - 4);
    }
    return true;
  }

  /** Blocks are counted by type, those of odd files that have ever new types together. */
  private count(type: number): void {
    if (type < this.counts.length) this.counts[type]++;
    else if (this.otherCounts.has(type) || this.otherCounts.size < MOST_TYPES)
      this.otherCounts.set(type, (this.otherCounts.get(type) ?? 0) + 1);
    else this.strangeBlocks++;
  }

  /** Section 4.1: byte order, version, section length, options. */
  private beginSection(view: DataView, from: number, to: number, offset: number): void {
    const { sink, little } = this;
    this.interfaces = [];
    if (to - from < 8) return;
    const major = view.getUint16(from + 4, little);
    const minor = view.getUint16(from + 6, little);
    // 1.2 was written by mistake and means 1.0.
    if (major !== 1 || (minor !== 0 && minor !== 2)) sink.problem('unknown-version', offset, [major, minor]);
    for (const note of readSection(view, from, to, little)) sink.note(note);
  }

  /** Blocks that are neither packets nor interfaces. */
  private note(view: DataView, type: number, from: number, to: number): void {
    const { sink, little } = this;
    switch (type) {
      case INTERFACE_STATISTICS:
        this.noteStatistics(view, from, to);
        break;
      case NAME_RESOLUTION:
        for (const note of readNames(view, from, to, little)) sink.note(note);
        break;
      case SECRETS:
        readSecrets(view, from, to, little).forEach((note) => sink.note(note));
        break;
      case CUSTOM:
      case CUSTOM_PRIVATE:
        readCustom(view, from, to, little).forEach((note) => sink.note(note));
        break;
      case JOURNAL:
        sink.note({ type: 'journal', bytes: to - from });
    }
  }

  private takeByteOrder(view: DataView, at: number): void {
    if (view.getUint32(at + 8) === BYTE_ORDER_MAGIC) this.little = false;
    else if (view.getUint32(at + 8, true) === BYTE_ORDER_MAGIC) this.little = true;
  }

  /** Section 4.2: link type, reserved, snaplen, options. */
  private describeInterface(bytes: Uint8Array, at: number, length: number, offset: number): void {
    if (length < 20 || this.isFull(offset)) return;
    const { little } = this;
    const view = this.view(bytes);
    const linkType = view.getUint16(at + 8, little);
    const snaplen = view.getUint32(at + 12, little);
    const options = new OptionList(view, at + 16, at + length - 4, little);
    const clock = new InterfaceClock(resolutionOf(options), offsetOf(options));
    this.fine ||= clock.fine;
    const number = this.sink.interface(linkType, snaplen, options.text(IF_NAME), readInterfaceWords(options));
    for (const note of leftOutOf(options.comments())) this.sink.note(note);
    this.interfaces.push({ number, linkType, snaplen, clock });
  }

  /** True if no further interface is described. */
  private isFull(offset: number): boolean {
    if (++this.described <= MOST_INTERFACES) return false;
    if (this.described === MOST_INTERFACES + 1) this.sink.problem('too-many-interfaces', offset, [MOST_INTERFACES]);
    return true;
  }

  /** Section 4.6: interface, time stamp, options. */
  private noteStatistics(view: DataView, from: number, to: number): void {
    const { little, sink } = this;
    if (from + 12 > to) return;
    const described = this.interfaces[view.getUint32(from, little)];
    if (described === undefined) return;
    const options = new OptionList(view, from + 12, to, little);
    const { number, clock } = described;
    sink.note({ type: 'statistics', interface: number, statistics: readStatistics(options, clock) });
    for (const note of commentNotes(options)) sink.note(note);
  }

  /**
   * Enhanced (section 4.3) and obsolete (appendix A) packet blocks: time stamp, lengths, data. They differ in where the
   * interface's number stands.
   */
  private timedPacket(bytes: Uint8Array, at: number, length: number, offset: number, number: number): void {
    if (length < 32) return this.sink.problem('bad-packet', offset, [32, length]);
    const from = this.interfaces[number];
    if (from === undefined) return this.unknownInterface(number, offset);
    const { little } = this;
    const view = this.view(bytes);
    from.clock.set(view.getUint32(at + 12, little), view.getUint32(at + 16, little));
    const captured = view.getUint32(at + 20, little);
    const wire = view.getUint32(at + 24, little);
    const isTaken = this.packet(bytes, at + 28, length - 32, captured, wire, from, offset + 28);
    const rest = at + 28 + ((captured + 3) & ~3);
    if (!isTaken || rest + 4 >= at + length) return;
    const options = new OptionList(view, rest, at + length - 4, little);
    this.packetOptions(options, from.number);
    this.packetDamage(
      options,
      captured === wire ? bytes.subarray(at + 28, at + 28 + captured) : undefined,
      offset + 28,
    );
  }

  private packetOptions(options: OptionList, number: number): void {
    const { texts, total } = options.comments();
    if (texts.length > 0) this.sink.comment(texts);
    if (total > texts.length) this.sink.note({ type: 'left-out', packetComments: total - texts.length, others: 0 });
    const packets = options.uint64(EPB_DROPCOUNT) ?? 0;
    if (packets > 0) this.sink.note({ type: 'drops', interface: number, packets });
  }

  /** What the options say against the packet; `packet` if it is whole. */
  private packetDamage(options: OptionList, packet: Uint8Array | undefined, offset: number): void {
    if (((options.uint32(EPB_FLAGS) ?? 0) & LINK_ERRORS) !== 0) this.sink.problem('received-damaged', offset, []);
    const hash = packet && options.bytes(EPB_HASH, 2);
    if (hash !== undefined && packet !== undefined && !fitsHash(hash, packet))
      this.sink.problem('wrong-hash', offset, []);
  }

  /** Section 4.4: no time stamp (0 is given), interface 0, captured length from the block and the snaplen. */
  private simplePacket(bytes: Uint8Array, at: number, length: number, offset: number): void {
    const from = this.interfaces[0];
    if (from === undefined) return this.unknownInterface(0, offset);
    if (length < 16) return this.sink.problem('bad-packet', offset, [16, length]);
    const wire = this.view(bytes).getUint32(at + 8, this.little);
    const kept = from.snaplen === 0 ? wire : Math.min(wire, from.snaplen);
    from.clock.seconds = 0;
    from.clock.nanoseconds = 0;
    this.packet(bytes, at + 12, length - 16, Math.min(kept, length - 16), wire, from, offset + 12);
  }

  private packet(
    bytes: Uint8Array,
    start: number,
    room: number,
    captured: number,
    wire: number,
    from: Interface,
    offset: number,
  ): boolean {
    if (captured > room || captured > largestRecord(from.linkType)) {
      this.sink.problem('bad-packet', offset, [captured, room]);
      return false;
    }
    if (captured > wire) this.sink.problem('captured-over-wire', offset, [captured, wire]);
    const { seconds, nanoseconds } = from.clock;
    return this.sink.packet(bytes, start, captured, wire, seconds, nanoseconds, offset, from.number);
  }

  private unknownInterface(number: number, offset: number): void {
    this.sink.problem('unknown-interface', offset, [number, this.interfaces.length]);
  }

  private blocks(): Readonly<Record<string, number>> {
    const all = [...this.counts.entries(), ...this.otherCounts].map(([type, count]): [string, number] => [
      BLOCK_NAMES.get(type) ?? `type ${type}`,
      count,
    ]);
    return Object.fromEntries([...all, ['other types', this.strangeBlocks] as const].filter(([, count]) => count > 0));
  }
}
