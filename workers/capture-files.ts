import type { CaptureInput } from '../src/core/capture/file-reading.ts';
import type { CaptureOrder } from '../src/core/model/capture-info.ts';
import { fileAt, offsetInFile } from '../src/core/model/places.ts';
import type { ByteSource, ByteStream } from '../src/core/model/reader.ts';
import type { NamedFile } from '../src/protocol/data.ts';
import { blobSource, blobStream, InflatedBytes, LARGEST_PIECE, type BlobStream } from './blob-bytes.ts';

/** Pieces of files that are read side by side; together they take no more than a few files read alone. */
const LEAST_PIECE = 64 * 1024;

/** The files of one capture: their streams for reading, and their bytes by place for details. */
export class CaptureFiles implements ByteSource {
  private readonly plain: readonly ByteSource[];
  private readonly inflated: (InflatedBytes | undefined)[] = [];
  private readonly streams = new Set<BlobStream>();

  constructor(private readonly files: readonly NamedFile[]) {
    this.plain = files.map(({ blob }) => blobSource(blob));
  }

  /** `around` wraps each stream, to count its bytes. */
  inputs(order: CaptureOrder, around: (stream: ByteStream) => ByteStream): CaptureInput[] {
    const piece =
      order === 'time' ? Math.max(LEAST_PIECE, Math.floor(LARGEST_PIECE / this.files.length)) : LARGEST_PIECE;
    return this.files.map((file) => ({
      stream: around(this.stream(file, piece)),
      name: file.name,
      fileBytes: file.blob.size,
    }));
  }

  /** Keeps a copy of inflated bytes of a file, which cannot be had by place. */
  keepInflated(piece: Uint8Array, file: number): void {
    (this.inflated[file] ??= new InflatedBytes()).add(piece);
  }

  read(place: number, length: number): Promise<Uint8Array> {
    const file = fileAt(place);
    return (this.inflated[file] ?? this.plain[file]).read(offsetInFile(place), length);
  }

  /** Rejects (UnreadableBytes) if the ends of some file cannot be read as they were. */
  async check(): Promise<void> {
    await Promise.all(
      this.files.map(async ({ blob }, file) => {
        await this.plain[file].read(0, 1);
        await this.plain[file].read(Math.max(0, blob.size - 1), 1);
      }),
    );
  }

  /** Ends all streams. */
  close(): void {
    for (const stream of this.streams) stream.close();
    this.streams.clear();
  }

  /** Nothing is read before the first piece is asked for: a list may be long. */
  private stream({ blob, refusal }: NamedFile, piece: number): ByteStream {
    let stream: BlobStream | undefined;
    return {
      next: async () => {
        if (refusal !== undefined) throw new Error(refusal);
        if (stream === undefined) this.streams.add((stream = blobStream(blob, piece)));
        const bytes = await stream.next();
        if (bytes === undefined) this.streams.delete(stream);
        if (bytes === undefined) stream.close();
        return bytes;
      },
    };
  }
}
