import type { Failure } from '../model/failure.ts';
import { firstByteOf } from '../model/places.ts';
import type { ByteStream, RecordSink } from '../model/reader.ts';
import type { CaptureFacts } from './capture-facts.ts';
import { type OpenedCapture, openCapture } from './open.ts';

/** One file to be read. `fileBytes`: as it is stored; 0 if not known. */
export interface CaptureInput {
  readonly stream: ByteStream;
  readonly name: string;
  readonly fileBytes: number;
}

/** What watches the reading of files, and how damage is met. */
export interface FileHooks {
  /** Given every piece of a compressed file after inflating, from the first byte on. */
  onInflated?(piece: Uint8Array, file: number): void;
  /** Look for the next record after one that is damaged. */
  readonly resynchronise: boolean;
}

/** A stream that was refused ends; `refusal` has the words of browser or system. */
class RefusableStream implements ByteStream {
  refusal: string | undefined;
  bytes = 0;

  constructor(private readonly source: ByteStream) {}

  async next(): Promise<Uint8Array | undefined> {
    try {
      const piece = await this.source.next();
      this.bytes += piece?.length ?? 0;
      return piece;
    } catch (error) {
      this.refusal = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  }
}

/** Reads one file piece by piece: tells its format, feeds its reader, keeps `facts` of it. */
export class FileReading {
  /** (Inflated) bytes taken in. */
  bytesRead = 0;
  /** Why nothing of the file can be read. */
  failure: Failure | undefined;
  private readonly stream: RefusableStream;
  private opened: OpenedCapture | undefined;
  /** The compressed frame at hand: where it begins, and how many packets came before it. */
  private frame = { start: 0, packets: 0 };
  private piece: Uint8Array | undefined;

  /** `file`: its row in `facts`. */
  constructor(
    readonly file: number,
    input: CaptureInput,
    private readonly sink: RecordSink,
    private readonly facts: CaptureFacts,
    private readonly hooks: FileHooks,
  ) {
    this.stream = new RefusableStream(input.stream);
  }

  /** False: `failure` says why nothing of the file can be read. */
  async open(): Promise<boolean> {
    const rules = { firstByte: firstByteOf(this.file), resynchronise: this.hooks.resynchronise };
    this.facts.current = this.file;
    const reply = await openCapture(this.stream, this.sink, rules);
    if (!reply.ok) {
      this.failure = this.refusal() ?? reply.failure;
      return false;
    }
    this.opened = reply.value;
    const facts = this.facts.files[this.file];
    facts.compression = reply.value.compression;
    facts.container = reply.value.reader.info;
    if (facts.compression !== 'none') this.hooks.onInflated?.(reply.value.head, this.file);
    this.piece = reply.value.rest;
    return true;
  }

  /** Hands the next piece to the reader. False: nothing more comes of this file. */
  async step(): Promise<boolean> {
    const { opened } = this;
    if (opened === undefined) return false;
    const piece = this.piece ?? (await this.nextPiece(opened));
    this.piece = undefined;
    const rest = this.pushCheckedParts(opened, piece ?? new Uint8Array(0));
    if (piece === undefined) return this.finish(opened);
    return this.push(opened, rest);
  }

  private push({ reader }: OpenedCapture, piece: Uint8Array): boolean {
    this.bytesRead += piece.length;
    this.facts.current = this.file;
    const more = reader.push(piece);
    this.facts.files[this.file].container = reader.info;
    return more;
  }

  private async nextPiece({ stream, compression }: OpenedCapture): Promise<Uint8Array | undefined> {
    const piece = await stream.next();
    if (piece !== undefined && compression !== 'none') this.hooks.onInflated?.(piece, this.file);
    return piece;
  }

  /**
   * Tells what does not fit its checksum, each with the packets before it, and notes how many came before the frame at
   * hand. A frame's checksum is known when it has ended; the first bytes of a file may hold many frames. Returns what is
   * left of the piece.
   */
  private pushCheckedParts(opened: OpenedCapture, piece: Uint8Array): Uint8Array {
    const { inflating, head, rest } = opened;
    if (inflating === undefined) return piece;
    let left = piece;
    const packetsBefore = (place: number): number => {
      if (place === this.frame.start) return this.frame.packets;
      const at = place - (head.length - rest.length) - this.bytesRead;
      if (at > 0 && at <= left.length) {
        this.push(opened, left.subarray(0, at));
        left = left.subarray(at);
      }
      return this.facts.packets;
    };
    for (const { from, bytes } of inflating.takeMismatches()) {
      this.facts.addProblem('wrong-checksum', firstByteOf(this.file) + from, [bytes], packetsBefore(from));
    }
    const start = inflating.frameStart;
    if (start !== this.frame.start) this.frame = { start, packets: packetsBefore(start) };
    return left;
  }

  private finish({ reader, inflating }: OpenedCapture): false {
    const { file, sink, stream } = this;
    const first = firstByteOf(file);
    if (stream.refusal === undefined) {
      reader.end();
      if (inflating?.fault !== undefined) sink.problem('broken-compression', first + this.bytesRead, []);
    } else if (this.facts.hasPackets(file)) sink.problem('unreadable', first + stream.bytes, []);
    else this.failure = this.refusal();
    this.facts.files[file].container = reader.info;
    return false;
  }

  private refusal(): Failure | undefined {
    const { refusal, bytes } = this.stream;
    return refusal === undefined ? undefined : { code: 'unreadable', detail: refusal, offset: bytes };
  }
}
