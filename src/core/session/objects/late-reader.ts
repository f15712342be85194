import type { SecureSink } from '../stream/decrypting-sink.ts';
import type { GapReason, StreamNoteKind } from '../../model/stream.ts';
import type { OtherBytes, StreamSink, StreamSpot } from '../../streams/stream-sink.ts';
import { talkOf } from './object-flows.ts';

/** As what decrypted bytes can be read. */
export type LateTalk = NonNullable<ReturnType<typeof talkOf>>;

/** Reads what was decrypted: as what, its first bytes tell, and HTTP where they do not. */
export class LateReader<Reader extends { readonly sink: StreamSink }> implements SecureSink {
  private reader: Reader | undefined;

  constructor(private readonly make: (talk: LateTalk) => Reader) {}

  /** What reads it; undefined: nothing was decrypted. */
  get inner(): Reader | undefined {
    return this.reader;
  }

  bytes(spot: StreamSpot, bytes: Uint8Array): void {
    this.reader ??= this.make(talkOf(bytes, 0) ?? 'http');
    this.reader.sink.bytes(spot, bytes);
  }

  gap(spot: StreamSpot, length: number, why: GapReason): void {
    this.reader?.sink.gap(spot, length, why);
  }

  note(spot: StreamSpot, length: number, note: StreamNoteKind, other?: OtherBytes): void {
    this.reader?.sink.note(spot, length, note, other);
  }

  told(): void {
    // Not part of what was said.
  }
}
