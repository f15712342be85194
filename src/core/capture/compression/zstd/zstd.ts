import { Damage, FrameStream, Unsupported } from '../inflating-stream.ts';
import { isSkippable } from '../lz4-magic.ts';
import { Xxh64 } from '../xxh64.ts';
import { BlockDecoder } from './block.ts';
import { littleEndian } from './literals.ts';

/** RFC 8878, section 3.1.1. */
export const ZSTD_FRAME = 0xfd2fb528;

/** Bits of the frame header descriptor (section 3.1.1.1.1). */
const SINGLE_SEGMENT = 0x20;
const RESERVED = 0x08;
const CHECKSUM = 0x04;
/** Bytes of the dictionary's number, and of the content's size, by two bits of the descriptor. */
const DICTIONARY_BYTES = [0, 1, 2, 4];
const SIZE_BYTES = [0, 2, 4, 8];
/** Added to a size of two bytes. */
const SHORT_SIZE = 256;

/** Largest window: how far matches reach back, which is kept in memory. The zstd tool takes 128 MiB unless it is told. */
const LARGEST_WINDOW = 2 ** 30;
const GIB = 2 ** 30;
/** Largest block, inflated and as it stands (section 3.1.1.2.4). */
const LARGEST_BLOCK = 1 << 17;
/** What the room has beyond the window at first, and when it is as large as it gets. */
const LEAST_ROOM = 4 * LARGEST_BLOCK;
const MOST_BEYOND = 1 << 23;
/** Kinds of blocks (section 3.1.1.2.2). */
const RAW = 0;
const REPEATED = 1;
const COMPRESSED = 2;

/** What the head of a frame says. */
interface FrameHead {
  readonly window: number;
  /** Bytes of the frame, inflated; undefined if it is not said. */
  readonly size: number | undefined;
  readonly hasChecksum: boolean;
}

/**
 * Inflates Zstandard (RFC 8878), one frame or several, skippable ones among them, block by block, and checks the size and
 * the checksum of each frame that has them. Dictionaries are unknown. Written here because fzstd, the one that needs no
 * WebAssembly (which the page's policy forbids), checks neither these nor the bounds of what it reads: some damaged blocks
 * keep it busy for ever. Not loaded on demand: opening a capture must ask nothing of the network.
 */
export class ZstdStream extends FrameStream {
  private readonly decoder = new BlockDecoder();
  /** What was inflated last, as far as matches reach back; written up to `to`. */
  private room = new Uint8Array(LEAST_ROOM);
  private to = 0;

  protected async *frames(): AsyncGenerator<Uint8Array, void> {
    for (let magic = await this.word(); magic !== undefined; magic = await this.word()) {
      this.beginFrame();
      if (magic === ZSTD_FRAME) yield* this.frame(await this.head());
      else if (isSkippable(magic)) await this.skip(await this.someWord());
      else throw new Damage(`no frame begins with 0x${magic.toString(16)}`);
    }
  }

  /** Section 3.1.1.1. */
  private async head(): Promise<FrameHead> {
    const [descriptor] = await this.bytes(1);
    if ((descriptor & RESERVED) !== 0) throw new Damage('a frame has flags that nobody knows');
    const isSingle = (descriptor & SINGLE_SEGMENT) !== 0;
    const stated = isSingle ? 0 : windowOf((await this.bytes(1))[0]);
    const dictionaryBytes = DICTIONARY_BYTES[descriptor & 3];
    if (littleEndian(await this.bytes(dictionaryBytes), 0, dictionaryBytes) !== 0)
      throw new Unsupported('needs a dictionary');
    const sizeBytes = SIZE_BYTES[descriptor >> 6] || (isSingle ? 1 : 0);
    const written = littleEndian(await this.bytes(sizeBytes), 0, sizeBytes);
    const size = sizeBytes === 0 ? undefined : sizeBytes === 2 ? written + SHORT_SIZE : written;
    const window = isSingle ? (size ?? 0) : stated;
    if (window > LARGEST_WINDOW)
      throw new Unsupported(
        `needs a window of ${inGib(window)} GiB, more than the ${LARGEST_WINDOW / GIB} that is supported`,
      );
    return { window, size, hasChecksum: (descriptor & CHECKSUM) !== 0 };
  }

  private async *frame({ window, size, hasChecksum }: FrameHead): AsyncGenerator<Uint8Array, void> {
    const hash = hasChecksum ? new Xxh64() : undefined;
    const largest = Math.min(window, LARGEST_BLOCK);
    this.decoder.reset();
    this.to = 0;
    let bytes = 0;
    for (let isLast = false; !isLast;) {
      const head = littleEndian(await this.bytes(3), 0, 3);
      isLast = (head & 1) === 1;
      this.makeRoom(window);
      const start = this.to;
      this.to = await this.block((head >> 1) & 3, head >> 3, largest);
      const piece = this.room.subarray(start, this.to);
      hash?.add(piece);
      bytes += piece.length;
      if (piece.length > 0) yield piece;
    }
    const isSound = hash === undefined || (await this.someWord()) === hash.lowDigest();
    if (!isSound || (size !== undefined && size !== bytes)) this.frameIsWrong();
  }

  /** Inflates a block behind what is there; returns where it ends (section 3.1.1.2). */
  private async block(kind: number, size: number, largest: number): Promise<number> {
    const { room, to } = this;
    if (size > largest) throw new Damage(`a block claims ${size} bytes`);
    if (kind === REPEATED) {
      room.fill((await this.bytes(1))[0], to, to + size);
      return to + size;
    }
    const bytes = await this.bytes(size);
    if (kind === COMPRESSED) return this.decoder.decode(bytes, room, to, to + largest);
    if (kind !== RAW) throw new Damage('a block is of no kind');
    room.set(bytes, to);
    return to + size;
  }

  /**
   * Room for another block: as long as the window is not full the room grows, then its last part goes to the beginning.
   * So a frame that claims a large window and holds little takes little.
   */
  private makeRoom(window: number): void {
    const { room, to } = this;
    if (to + LARGEST_BLOCK <= room.length) return;
    const most = window + LEAST_ROOM + Math.min(window, MOST_BEYOND);
    if (room.length < most) {
      this.room = new Uint8Array(Math.min(most, room.length * 2));
      this.room.set(room.subarray(0, to));
    } else {
      const kept = Math.min(window, to);
      room.copyWithin(0, to - kept, to);
      this.to = kept;
    }
  }
}

/** The window's size by its descriptor (section 3.1.1.1.2). */
function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function inGib(bytes: number): string {
  const gib = bytes / GIB;
  return Number.isInteger(gib) ? String(gib) : gib.toPrecision(3);
}
