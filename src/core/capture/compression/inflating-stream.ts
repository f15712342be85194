import type { ByteStream } from '../../model/reader.ts';
import { InputBytes } from '../input-bytes.ts';

/** Inflated bytes whose checksum, or number, is not the one that stands in the file. */
export interface Mismatch {
  /** Place of the first one in the inflated stream. */
  readonly from: number;
  readonly bytes: number;
}

/** Bytes being inflated. A damaged or cut stream gives what could be inflated, then ends with `fault` set. */
export interface InflatingStream extends ByteStream {
  /** Why the stream ended early, in words, or undefined. */
  readonly fault: string | undefined;
  /** True if nothing is wrong with the data, but it asks for more than is supported. */
  readonly unsupported: boolean;
  /** Place in the inflated stream at which the frame, or member, began whose bytes were given last. */
  readonly frameStart: number;
  /** What did not fit its checksum and was not told before. Stretches of a frame are told when it ends. */
  takeMismatches(): readonly Mismatch[];
}

/** What is wrong with compressed data. Thrown by what inflates, caught by `FrameStream` alone. */
export class Damage extends Error {}

/** Data that is sound but cannot be inflated here. */
export class Unsupported extends Damage {}

/** What the streams of all compressions have in common: frames that are read from an input, each with its checksums. */
export abstract class FrameStream implements InflatingStream {
  fault: string | undefined;
  unsupported = false;
  frameStart = 0;
  protected readonly input: InputBytes;
  private readonly pieces: AsyncGenerator<Uint8Array, void>;
  private mismatches: Mismatch[] = [];
  private given = 0;

  constructor(source: ByteStream) {
    this.input = new InputBytes(source);
    this.pieces = this.frames();
  }

  /** Gives the bytes of all frames, in pieces that are valid until the next one is asked for. Throws Damage. */
  protected abstract frames(): AsyncGenerator<Uint8Array, void>;

  async next(): Promise<Uint8Array | undefined> {
    try {
      const { value, done } = await this.pieces.next();
      if (done === true) return undefined;
      this.given += value.length;
      return value;
    } catch (error) {
      if (!(error instanceof Damage)) throw error;
      this.fault = error.message;
      this.unsupported = error instanceof Unsupported;
      return undefined;
    }
  }

  takeMismatches(): readonly Mismatch[] {
    return this.mismatches.splice(0);
  }

  /** A frame begins with the bytes that are given next. */
  protected beginFrame(): void {
    this.frameStart = this.given;
  }

  /** The bytes given since the frame began do not fit. */
  protected frameIsWrong(): void {
    this.mismatches.push({ from: this.frameStart, bytes: this.given - this.frameStart });
  }

  /** So many bytes that are given next do not fit. */
  protected nextIsWrong(bytes: number): void {
    this.mismatches.push({ from: this.given, bytes });
  }

  /** The next bytes, valid until more are taken. */
  protected async bytes(length: number): Promise<Uint8Array> {
    const bytes = await this.input.take(length);
    if (bytes.length < length) throw cutData();
    return bytes;
  }

  protected async skip(length: number): Promise<void> {
    if ((await this.input.skip(length)) < length) throw cutData();
  }

  /** The next four bytes as a little-endian number; undefined at the end of the data. */
  protected async word(): Promise<number | undefined> {
    const bytes = await this.input.take(4);
    if (bytes.length === 0) return undefined;
    if (bytes.length < 4) throw cutData();
    return wordAt(bytes, 0);
  }

  protected async someWord(): Promise<number> {
    const word = await this.word();
    if (word === undefined) throw cutData();
    return word;
  }
}

/** The damage of data that ends too early. */
export function cutData(): Damage {
  return new Damage('the data is cut');
}

/** Four bytes as a little-endian number. */
export function wordAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
}
