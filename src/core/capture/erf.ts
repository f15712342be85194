import type { ContainerInfo, ContainerReader, ReadingRules, RecordSink } from '../model/reader.ts';
import { erfRecordLayout, ERF_RECORD_HEAD } from './erf-records.ts';
import { RecordReader } from './record-reader.ts';

/**
 * ERF, the Extensible Record Format of Endace's capture cards ("EndaceRecordFormat", document EDM11-01): records only, no
 * header. A record has 16 bytes (time, type, flags, lengths), extension headers of 8 bytes, for some types a header of
 * their own, and the packet with padding. The time is little-endian fixed point: 2^-32 s since 1970; all else is
 * big-endian. Read: Ethernet, HDLC and PPP over SONET, IPv4 and IPv6; other types are kept without decoding. Padding
 * records and those that describe the card (type 27) are skipped.
 */

const PAD = 48;
const META = 27;
/** Bits of the flags that number the card's port. */
const PORT = 3;
/** Bit of the flags: the card received the packet damaged, as its checksum says (rxerror). */
const RECEIVED_DAMAGED = 0x10;

/** A reader that wants the whole file from its first byte. */
export function readErf(sink: RecordSink, rules: ReadingRules): ContainerReader {
  return new ErfReader(sink, rules);
}

class ErfReader extends RecordReader {
  readonly info: ContainerInfo = { format: 'erf', bigEndian: true, nanoseconds: true };
  readonly headLength = ERF_RECORD_HEAD;
  /** Interface by link type and port. */
  private readonly interfaces = new Map<number, number>();

  constructor(sink: RecordSink, rules: ReadingRules) {
    super(sink, rules.firstByte);
  }

  unitLength(bytes: Uint8Array, at: number, offset: number): number {
    const length = this.view(bytes).getUint16(at + 10);
    if (length >= ERF_RECORD_HEAD) return length;
    return this.fail('short-record', offset, [length, ERF_RECORD_HEAD]);
  }

  unit(bytes: Uint8Array, at: number, length: number, offset: number): boolean {
    const type = bytes[at + 8] & 0x7f;
    if (type === PAD || type === META) return true;
    const { start, linkType } = erfRecordLayout(bytes, at, length);
    const view = this.view(bytes);
    const wire = view.getUint16(at + 14);
    const captured = Math.min(wire, length - start);
    if (captured < 0) {
      this.sink.problem('bad-packet', offset, [start, length]);
      return true;
    }
    // 1e9 / 2^32 is 1953125 / 2^23: exact in doubles.
    const nanoseconds = Math.floor((view.getUint32(at, true) * 1_953_125) / 8_388_608 + 0.5);
    const number = this.interfaceOf(linkType, bytes[at + 9] & PORT);
    this.sink.packet(
      bytes,
      at + start,
      captured,
      wire,
      view.getUint32(at + 4, true),
      nanoseconds,
      offset + start,
      number,
    );
    if ((bytes[at + 9] & RECEIVED_DAMAGED) !== 0) this.sink.problem('received-damaged', offset, []);
    return true;
  }

  private interfaceOf(linkType: number, port: number): number {
    const key = linkType * (PORT + 1) + port;
    const known = this.interfaces.get(key);
    if (known !== undefined) return known;
    const number = this.sink.interface(linkType, 0, `port ${port}`);
    this.interfaces.set(key, number);
    return number;
  }
}
