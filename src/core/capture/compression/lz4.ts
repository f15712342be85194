import type { ByteStream } from '../../model/reader.ts';
import type { InflatingStream } from './inflating-stream.ts';
import { InputBytes } from '../input-bytes.ts';
import { Lz4Block } from './lz4-block.ts';
import { isSkippable, LZ4_FRAME, LZ4_LEGACY_FRAME } from './lz4-magic.ts';

/** Bits of the frame descriptor's first byte (LZ4 Frame Format Description 1.6.2, "Frame Descriptor"). */
const VERSION = 0xc0;
const VERSION_1 = 0x40;
const INDEPENDENT = 0x20;
const BLOCK_CHECKSUM = 0x10;
const CONTENT_SIZE = 0x08;
const CONTENT_CHECKSUM = 0x04;
const DICTIONARY = 0x01;

/** Set in the size of a block that is not compressed. */
const STORED = 0x8000_0000;
/** How far matches reach back into earlier blocks. */
const WINDOW = 1 << 16;
const LEGACY_BLOCK = 8 << 20;
/** The most that a block of the legacy frame can take, compressed in vain: LZ4_compressBound. */
const LEGACY_COMPRESSED = LEGACY_BLOCK + Math.floor(LEGACY_BLOCK / 255) + 16;

/** What is wrong with the data; thrown and caught in this file only. */
class Damage extends Error {}

/** What the head of a frame says about its blocks. */
interface Descriptor {
  readonly independent: boolean;
  /** Largest size of a block, inflated. */
  readonly blockSize: number;
  /** Bytes after each block, and after the last one. */
  readonly blockChecksum: number;
  readonly contentChecksum: number;
}

/**
 * Inflates LZ4 frames, one or several, skippable and legacy ones among them. Checksums are not checked; frames that need
 * a dictionary are refused. Pieces share one buffer.
 */
export class Lz4Stream implements InflatingStream {
  fault: string | undefined;
  private readonly input: InputBytes;
  private readonly pieces: AsyncGenerator<Uint8Array, void>;

  constructor(source: ByteStream) {
    this.input = new InputBytes(source);
    this.pieces = this.frames();
  }

  async next(): Promise<Uint8Array | undefined> {
    try {
      const { value, done } = await this.pieces.next();
      return done === true ? undefined : (value ?? undefined);
    } catch (error) {
      if (!(error instanceof Damage)) throw error;
      this.fault = error.message;
      return undefined;
    }
  }

  private async *frames(): AsyncGenerator<Uint8Array, void> {
    let magic = await this.word();
    while (magic !== undefined) {
      if (magic === LZ4_LEGACY_FRAME) {
        magic = yield* this.legacyFrame();
        continue;
      }
      if (magic === LZ4_FRAME) yield* this.frame(await this.descriptor());
      else if (isSkippable(magic)) await this.skip(await this.someWord());
      else throw new Damage(`no frame begins with 0x${magic.toString(16)}`);
      magic = await this.word();
    }
  }

  private async descriptor(): Promise<Descriptor> {
    const [flags = 0, sizes = 0] = await this.bytes(2);
    const sizeCode = (sizes >> 4) & 7;
    if ((flags & VERSION) !== VERSION_1) throw new Damage('the version of the frame is unknown');
    if (sizeCode < 4) throw new Damage('the size of blocks is unknown');
    if ((flags & DICTIONARY) !== 0) throw new Damage('a dictionary is needed');
    // With the checksum of the descriptor itself.
    await this.skip((flags & CONTENT_SIZE ? 8 : 0) + 1);
    return {
      independent: (flags & INDEPENDENT) !== 0,
      blockSize: 1 << (8 + 2 * sizeCode),
      blockChecksum: flags & BLOCK_CHECKSUM ? 4 : 0,
      contentChecksum: flags & CONTENT_CHECKSUM ? 4 : 0,
    };
  }

  private async *frame(descriptor: Descriptor): AsyncGenerator<Uint8Array, void> {
    const block = new Lz4Block(new Uint8Array(WINDOW + descriptor.blockSize));
    let history = 0;
    for (let size = await this.someWord(); size !== 0; size = await this.someWord()) {
      const end = yield* this.block(block, size, history, history + descriptor.blockSize);
      await this.skip(descriptor.blockChecksum);
      if (descriptor.independent) continue;
      block.out.copyWithin(0, Math.max(0, end - WINDOW), end);
      history = Math.min(end, WINDOW);
    }
    await this.skip(descriptor.contentChecksum);
  }

  /** Yields a block's bytes, at damage those before it; returns where they end in the block's room. */
  private async *block(
    block: Lz4Block,
    sizeWord: number,
    start: number,
    limit: number,
  ): AsyncGenerator<Uint8Array, number> {
    const size = sizeWord % STORED;
    if (size > limit - start) throw new Damage(`a block claims ${size} bytes`);
    const bytes = await this.input.take(size);
    let fault = bytes.length < size ? 'the data is cut' : undefined;
    let end = start + bytes.length;
    if (sizeWord >= STORED) block.out.set(bytes, start);
    else {
      end = block.decode(bytes, start, limit);
      fault ??= block.fault;
    }
    if (end > start) yield block.out.subarray(start, end);
    if (fault !== undefined) throw new Damage(fault);
    return end;
  }

  /** Has no end of its own: returns the magic of the frame after it, undefined at the end of the data. */
  private async *legacyFrame(): AsyncGenerator<Uint8Array, number | undefined> {
    const block = new Lz4Block(new Uint8Array(LEGACY_BLOCK));
    for (let size = await this.word(); size !== undefined; size = await this.word()) {
      if (size === LZ4_FRAME || size === LZ4_LEGACY_FRAME || isSkippable(size)) return size;
      if (size > LEGACY_COMPRESSED) throw new Damage(`a block claims ${size} bytes`);
      const bytes = await this.input.take(size);
      const end = block.decode(bytes, 0, LEGACY_BLOCK);
      if (end > 0) yield block.out.subarray(0, end);
      if (bytes.length < size) throw new Damage('the data is cut');
      if (block.fault !== undefined) throw new Damage(block.fault);
    }
    return undefined;
  }

  /** The next four bytes as a number; undefined at the end of the data. */
  private async word(): Promise<number | undefined> {
    const bytes = await this.input.take(4);
    if (bytes.length === 0) return undefined;
    if (bytes.length < 4) throw new Damage('the data is cut');
    return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  }

  private async someWord(): Promise<number> {
    const word = await this.word();
    if (word === undefined) throw new Damage('the data is cut');
    return word;
  }

  private async bytes(length: number): Promise<Uint8Array> {
    const bytes = await this.input.take(length);
    if (bytes.length < length) throw new Damage('the data is cut');
    return bytes;
  }

  private async skip(length: number): Promise<void> {
    if ((await this.input.skip(length)) < length) throw new Damage('the data is cut');
  }
}
