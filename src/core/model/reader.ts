import type { CaptureFormat } from './capture-info.ts';
import type { CaptureNote, InterfaceWords } from './capture-notes.ts';
import type { ProblemCode } from './problem.ts';

/**
 * Bytes in pieces, in order. A piece is valid until the next call: readers may hand out one buffer again and again.
 */
export interface ByteStream {
  /** The next piece, or undefined at the end. Rejects only if the bytes cannot be had. */
  next(): Promise<Uint8Array | undefined>;
}

/**
 * What a container reader calls for each packet. `bytes` is the reader's buffer, `start` the packet's first byte in it;
 * both are valid only during the call. The time is `seconds` since 1970 and `nanoseconds`, both whole: most often those
 * within the second, but writers that went wrong leave others, and seconds beyond 2^53 have their last digits there
 * (base/exact-time.ts). Their sum is exact.
 */
export interface RecordSink {
  /** Describes an interface; its number, which packets name it by. Numbers rise with the calls. */
  interface(linkType: number, snaplen: number, name: string | undefined, words?: InterfaceWords): number;
  /** True if the packet was taken; false if a filter left it out. */
  packet(
    bytes: Uint8Array,
    start: number,
    capturedLength: number,
    wireLength: number,
    seconds: number,
    nanoseconds: number,
    fileOffset: number,
    interfaceNumber: number,
  ): boolean;
  /** Comments of the packet that was given last; not to be called if it was left out. */
  comment(comments: readonly string[]): void;
  note(note: CaptureNote): void;
  problem(code: ProblemCode, offset: number, facts: readonly number[]): void;
}

/** How a capture is to be read. */
export interface ReadingRules {
  /** Place of the file's first byte in the address space of all files (model/places.ts). */
  readonly firstByte: number;
  /** Look for the next record after one that is damaged, where the format lets it be told. */
  readonly resynchronise: boolean;
}

/** What a container says about itself before its first packet. */
export interface ContainerInfo {
  readonly format: CaptureFormat;
  readonly bigEndian: boolean;
  readonly nanoseconds: boolean;
  /** See CaptureSummary.blocks. */
  readonly blocks?: Readonly<Record<string, number>>;
}

/** A container reader: takes bytes in pieces of any size, calls the sink, keeps what is left over. */
export interface ContainerReader {
  /** Takes the next bytes. False: a fault was reported, no more bytes are wanted. */
  push(piece: Uint8Array): boolean;
  /** The input has ended: reports a record that was cut, if one was. */
  end(): void;
  readonly info: ContainerInfo;
}

/** Bytes by place. */
export interface ByteSource {
  /** The bytes at offset..offset+length, fewer at the end of the file. Rejects (UnreadableBytes) only if they cannot be had. */
  read(offset: number, length: number): Promise<Uint8Array>;
}
