import type { ContainerInfo, ContainerReader, RecordSink } from '../model/reader.ts';
import { largestRecord } from './limits.ts';
import { InterfaceClock } from './pcapng-clock.ts';
import { readInterfaceOptions } from './pcapng-options.ts';
import { reportCut, UnitStream, viewOfPiece, type UnitConsumer } from './unit-stream.ts';

/**
 * pcapng (draft-ietf-opsawg-pcapng): blocks of type, total length, body, total length again. Read: section header,
 * interface description, enhanced, simple and (obsolete) packet blocks; several sections and byte orders in one file.
 * Skipped by their length: name resolution, statistics, secrets, journal, custom and unknown blocks.
 */

const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE_DESCRIPTION = 1;
const PACKET = 2;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
/** Blocks larger than this are taken for damage; wiretap believes at most 16 MiB. */
const LARGEST_BLOCK = 16 * 1024 * 1024;

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
export function readPcapng(head: Uint8Array, sink: RecordSink): ContainerReader {
  return new PcapngReader(head, sink);
}

interface Interface {
  readonly number: number;
  readonly linkType: number;
  readonly snaplen: number;
  readonly clock: InterfaceClock;
}

class PcapngReader implements ContainerReader, UnitConsumer {
  readonly headLength = 12;
  private readonly units = new UnitStream(this, 0);
  private little = true;
  private fine = false;
  private readonly bigEndian: boolean;
  /** Interfaces of this section; numbers of the sink go on through the file. */
  private interfaces: Interface[] = [];
  private interfaceCount = 0;
  private readonly view = viewOfPiece();

  constructor(
    head: Uint8Array,
    private readonly sink: RecordSink,
  ) {
    this.bigEndian = new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(8) === BYTE_ORDER_MAGIC;
    this.little = !this.bigEndian;
  }

  get info(): ContainerInfo {
    return { format: 'pcapng', bigEndian: this.bigEndian, nanoseconds: this.fine };
  }

  push(piece: Uint8Array): boolean {
    return this.units.push(piece);
  }

  end(): void {
    reportCut(this.units, this.sink);
  }

  unitLength(bytes: Uint8Array, at: number, offset: number): number {
    const view = this.view(bytes);
    if (view.getUint32(at) === SECTION_HEADER) this.takeByteOrder(view, at);
    const length = view.getUint32(at + 4, this.little);
    if (length > LARGEST_BLOCK) {
      this.sink.problem('absurd-length', offset, [length, LARGEST_BLOCK]);
      return -1;
    }
    if (length >= 12 && length % 4 === 0) return length;
    this.sink.problem('bad-block', offset, [length, length]);
    return -1;
  }

  unit(bytes: Uint8Array, at: number, length: number, offset: number): boolean {
    const view = this.view(bytes);
    const again = view.getUint32(at + length - 4, this.little);
    if (again !== length) {
      this.sink.problem('bad-block', offset, [length, again]);
      return false;
    }
    switch (view.getUint32(at, this.little)) {
      case ENHANCED_PACKET:
        this.timedPacket(bytes, at, length, offset, view.getUint32(at + 8, this.little));
        break;
      case SECTION_HEADER:
        this.interfaces = [];
        break;
      case INTERFACE_DESCRIPTION:
        this.describeInterface(bytes, at, length);
        break;
      case SIMPLE_PACKET:
        this.simplePacket(bytes, at, length, offset);
        break;
      case PACKET:
        this.timedPacket(bytes, at, length, offset, view.getUint16(at + 8, this.little));
        break;
    }
    return true;
  }

  private takeByteOrder(view: DataView, at: number): void {
    if (view.getUint32(at + 8) === BYTE_ORDER_MAGIC) this.little = false;
    else if (view.getUint32(at + 8, true) === BYTE_ORDER_MAGIC) this.little = true;
  }

  /** Section 4.2: link type, reserved, snaplen, options. */
  private describeInterface(bytes: Uint8Array, at: number, length: number): void {
    if (length < 20) return;
    const view = this.view(bytes);
    const linkType = view.getUint16(at + 8, this.little);
    const snaplen = view.getUint32(at + 12, this.little);
    const options = readInterfaceOptions(bytes, at + 16, at + length - 4, this.little);
    const clock = new InterfaceClock(options.resolution, options.offsetSeconds);
    this.fine ||= clock.fine;
    this.sink.interface(linkType, snaplen, options.name);
    this.interfaces.push({ number: this.interfaceCount++, linkType, snaplen, clock });
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
    this.packet(bytes, at + 28, length - 32, captured, view.getUint32(at + 24, little), from, offset + 28);
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
  ): void {
    if (captured > room || captured > largestRecord(from.linkType)) {
      return this.sink.problem('bad-packet', offset, [captured, room]);
    }
    if (captured > wire) this.sink.problem('captured-over-wire', offset, [captured, wire]);
    const { seconds, nanoseconds } = from.clock;
    this.sink.packet(bytes, start, captured, wire, seconds, nanoseconds, offset, from.number);
  }

  private unknownInterface(number: number, offset: number): void {
    this.sink.problem('unknown-interface', offset, [number, this.interfaces.length]);
  }
}
