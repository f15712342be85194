import { blake2b } from '@noble/hashes/blake2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Column } from '../model/column.ts';
import { textReader } from './cell-text.ts';

/** Length of the digest in bytes, and the longest key (RFC 7693, section 2.1). */
const DIGEST_BYTES = 64;
/** Digests that are kept; all are forgotten when there are more, so that long streams need no more memory. */
const MOST_KEPT = 100_000;

/**
 * Replaces values as NFStream's `columns_to_anonymize` does: the hexadecimal digits of BLAKE2b (RFC 7693) with 64 bytes of
 * digest over the value's text in UTF-8, under one key. Equal values have equal digests, in all columns.
 */
export class Anonymiser {
  private readonly key: Uint8Array;
  private readonly kept = new Map<string, string>();

  /** `key`: 1 to 64 bytes. NFStream draws 64 at random for each call. */
  constructor(key: Uint8Array) {
    this.key = key;
  }

  /** 128 hexadecimal digits. */
  digest(text: string): string {
    const kept = this.kept.get(text);
    if (kept !== undefined) return kept;
    const digest = bytesToHex(blake2b(utf8ToBytes(text), { key: this.key, dkLen: DIGEST_BYTES }));
    if (this.kept.size >= MOST_KEPT) this.kept.clear();
    this.kept.set(text, digest);
    return digest;
  }

  /** The columns with those of the given ids as columns of digests. No value stays none; an empty text is a value. */
  columns(columns: readonly Column[], ids: ReadonlySet<string>): readonly Column[] {
    return columns.map((column) => (ids.has(column.description.id) ? this.column(column) : column));
  }

  /** For writing out: every row has a text of its own. */
  private column(column: Column): Column {
    const read = textReader(column);
    return {
      type: 'dictionary',
      description: { ...column.description, kind: 'text', unit: '' },
      code: (row) => (column.type === 'dictionary' && column.code(row) < 0 ? -1 : row),
      size: () => 0,
      text: (row) => this.digest(read(row)),
    };
  }
}
