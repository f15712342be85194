import type { Secrets } from '../../decrypt/key-log.ts';
import type { ByteSource } from '../../model/reader.ts';
import type { CaptureTables } from '../../tables.ts';

/** What a question about a stream reads from. */
export interface StreamSources {
  readonly tables: CaptureTables;
  readonly bytes: ByteSource;
  /** What there is to decrypt with; undefined: nothing. */
  readonly secrets?: Secrets;
}
