import { cutData, Damage, FrameStream, wordAt } from './inflating-stream.ts';
import { Lz4Block } from './lz4-block.ts';
import { isSkippable, LZ4_FRAME, LZ4_LEGACY_FRAME } from './lz4-magic.ts';
import { Xxh32 } from './xxh32.ts';

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

/** What the head of a frame says about its blocks. */
interface Descriptor {
  readonly independent: boolean;
  /** Largest size of a block, inflated. */
  readonly blockSize: number;
  /** Bytes of all blocks, inflated; undefined if it is not said. */
  readonly contentSize: number | undefined;
  /** What is behind each block, and behind the last one. */
  readonly hasBlockChecksums: boolean;
  readonly hasContentChecksum: boolean;
  /** The head's own checksum fits. */
  readonly isSound: boolean;
}

/**
 * Inflates LZ4 frames, one or several, skippable and legacy ones among them, and checks what they have of checksums: that
 * of the head, those of blocks, that of the content. Frames that need a dictionary are refused. Pieces share one buffer.
 */
export class Lz4Stream extends FrameStream {
  private blockRoom: Lz4Block | undefined;

  protected async *frames(): AsyncGenerator<Uint8Array, void> {
    let magic = await this.word();
    while (magic !== undefined) {
      this.beginFrame();
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
    const fields = (await this.bytes(2)).slice();
    const [flags, sizes] = fields;
    const sizeCode = (sizes >> 4) & 7;
    if ((flags & VERSION) !== VERSION_1) throw new Damage('the version of the frame is unknown');
    if (sizeCode < 4) throw new Damage('the size of blocks is unknown');
    if ((flags & DICTIONARY) !== 0) throw new Damage('a dictionary is needed');
    const size = (await this.bytes(flags & CONTENT_SIZE ? 8 : 0)).slice();
    const [checksum] = await this.bytes(1);
    return {
      independent: (flags & INDEPENDENT) !== 0,
      blockSize: 1 << (8 + 2 * sizeCode),
      contentSize: size.length === 0 ? undefined : wordAt(size, 4) * 2 ** 32 + wordAt(size, 0),
      hasBlockChecksums: (flags & BLOCK_CHECKSUM) !== 0,
      hasContentChecksum: (flags & CONTENT_CHECKSUM) !== 0,
      isSound: ((new Xxh32().add(fields).add(size).digest() >>> 8) & 0xff) === checksum,
    };
  }

  private async *frame(descriptor: Descriptor): AsyncGenerator<Uint8Array, void> {
    const content = descriptor.hasContentChecksum ? new Xxh32() : undefined;
    let bytes = 0;
    for await (const piece of this.blocks(descriptor)) {
      content?.add(piece);
      bytes += piece.length;
      yield piece;
    }
    const isSound = content === undefined || (await this.someWord()) === content.digest();
    const isWhole = descriptor.contentSize === undefined || descriptor.contentSize === bytes;
    if (!descriptor.isSound || !isSound || !isWhole) this.frameIsWrong();
  }

  private async *blocks(descriptor: Descriptor): AsyncGenerator<Uint8Array, void> {
    const block = this.room(WINDOW + descriptor.blockSize);
    let history = 0;
    for (let size = await this.someWord(); size !== 0; size = await this.someWord()) {
      const end = yield* this.block(block, size, history, descriptor);
      if (descriptor.independent) continue;
      block.out.copyWithin(0, Math.max(0, end - WINDOW), end);
      history = Math.min(end, WINDOW);
    }
  }

  /** Yields a block's bytes, at damage those before it; returns where they end in the block's room. */
  private async *block(
    block: Lz4Block,
    sizeWord: number,
    start: number,
    { blockSize, hasBlockChecksums }: Descriptor,
  ): AsyncGenerator<Uint8Array, number> {
    const size = sizeWord % STORED;
    if (size > blockSize) throw new Damage(`a block claims ${size} bytes`);
    const bytes = await this.input.take(size);
    let fault = bytes.length < size ? cutData().message : undefined;
    const hash = hasBlockChecksums ? new Xxh32().add(bytes).digest() : undefined;
    let end = start + bytes.length;
    if (sizeWord >= STORED) block.out.set(bytes, start);
    else {
      end = block.decode(bytes, start, start + blockSize);
      fault ??= block.fault;
    }
    if (fault === undefined && hash !== undefined) fault = await this.checkBlock(hash, end - start);
    if (end > start) yield block.out.subarray(start, end);
    if (fault !== undefined) throw new Damage(fault);
    return end;
  }

  /** What is wrong with the word behind a block; undefined if it is there. */
  private async checkBlock(hash: number, bytes: number): Promise<string | undefined> {
    const word = await this.input.take(4);
    if (word.length < 4) return cutData().message;
    if (wordAt(word, 0) !== hash) this.nextIsWrong(bytes);
    return undefined;
  }

  /** Has no end of its own: returns the magic of the frame after it, undefined at the end of the data. */
  private async *legacyFrame(): AsyncGenerator<Uint8Array, number | undefined> {
    const block = this.room(LEGACY_BLOCK);
    for (let size = await this.word(); size !== undefined; size = await this.word()) {
      if (size === LZ4_FRAME || size === LZ4_LEGACY_FRAME || isSkippable(size)) return size;
      if (size > LEGACY_COMPRESSED) throw new Damage(`a block claims ${size} bytes`);
      const bytes = await this.input.take(size);
      const end = block.decode(bytes, 0, LEGACY_BLOCK);
      if (end > 0) yield block.out.subarray(0, end);
      if (bytes.length < size) throw cutData();
      if (block.fault !== undefined) throw new Damage(block.fault);
    }
    return undefined;
  }

  /** Room for the blocks of a frame; that of the frame before, if it is enough. */
  private room(bytes: number): Lz4Block {
    if (this.blockRoom === undefined || this.blockRoom.out.length < bytes)
      this.blockRoom = new Lz4Block(new Uint8Array(bytes));
    return this.blockRoom;
  }
}
