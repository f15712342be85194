import type { ByteStream } from '../../model/reader.ts';
import { crc32 } from './crc32.ts';
import { Deflate } from './deflate.ts';
import { cutData, Damage, FrameStream } from './inflating-stream.ts';

/** RFC 1952, section 2.3.1: ID1, ID2 and the method deflate. */
const MAGIC = [0x1f, 0x8b, 8];
/** Bytes of a header before its optional parts. */
const HEADER = 10;
/** Bits of the header's flags. */
const HEADER_CRC = 0x02;
const EXTRA = 0x04;
const NAME = 0x08;
const COMMENT = 0x10;
const RESERVED = 0xe0;

/**
 * Inflates gzip (RFC 1952) of one or several members, one after the other, and checks the CRC-32 and the length of each.
 * Zero bytes behind the last member are padding. Written here because what is to be had either does not check, or calls
 * itself for each member, or inflates a whole piece of the input at once, or cannot go on behind a wrong checksum.
 */
export class GunzipStream extends FrameStream {
  private readonly deflate: Deflate;
  private headerCrc = 0;

  constructor(source: ByteStream) {
    super(source);
    this.deflate = new Deflate(this.input);
  }

  protected async *frames(): AsyncGenerator<Uint8Array, void> {
    for (let isFirst = true; await this.begins(isFirst); isFirst = false) {
      this.beginFrame();
      const isHeaderSound = await this.header();
      let crc = 0;
      let bytes = 0;
      for await (const piece of this.deflate.inflate()) {
        crc = crc32(piece, crc);
        bytes += piece.length;
        yield piece;
      }
      const isSound = (await this.someWord()) === crc;
      const isWhole = (await this.someWord()) === bytes % 2 ** 32;
      if (!isHeaderSound || !isSound || !isWhole) this.frameIsWrong();
    }
  }

  /** True if a member follows; zero bytes before the end of the data are passed over. */
  private async begins(isFirst: boolean): Promise<boolean> {
    let byte = await this.byte();
    while (!isFirst && byte === 0) byte = await this.byte();
    if (byte === undefined) return false;
    if (byte !== MAGIC[0]) throw new Damage('no member begins here');
    this.headerCrc = crc32(Uint8Array.of(byte));
    return true;
  }

  /** Passes over the rest of a header. False if its checksum, which few have, does not fit. */
  private async header(): Promise<boolean> {
    const [second, method, flags] = await this.headerBytes(HEADER - 1);
    if (second !== MAGIC[1] || method !== MAGIC[2]) throw new Damage('no member begins here');
    if ((flags & RESERVED) !== 0) throw new Damage('a header has flags that nobody knows');
    if ((flags & EXTRA) !== 0) {
      const [low, high] = await this.headerBytes(2);
      await this.headerBytes(low | (high << 8));
    }
    if ((flags & NAME) !== 0) await this.headerText();
    if ((flags & COMMENT) !== 0) await this.headerText();
    if ((flags & HEADER_CRC) === 0) return true;
    const wanted = this.headerCrc & 0xffff;
    const [low, high] = await this.bytes(2);
    return wanted === (low | (high << 8));
  }

  private async headerBytes(length: number): Promise<Uint8Array> {
    const bytes = await this.bytes(length);
    this.headerCrc = crc32(bytes, this.headerCrc);
    return bytes;
  }

  /** Passes over a text that ends with a zero byte. */
  private async headerText(): Promise<void> {
    for (;;) {
      if (this.input.there.length === 0 && !(await this.input.lengthen())) throw cutData();
      const { there } = this.input;
      const end = there.indexOf(0);
      const text = end < 0 ? there : there.subarray(0, end + 1);
      this.headerCrc = crc32(text, this.headerCrc);
      this.input.drop(text.length);
      if (end >= 0) return;
    }
  }

  private async byte(): Promise<number | undefined> {
    const bytes = await this.input.take(1);
    return bytes.length === 0 ? undefined : bytes[0];
  }
}
