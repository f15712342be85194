import { UsageError } from './usage-error.ts';

type Values = Readonly<Record<string, string | boolean | undefined>>;

/** Which columns are written as digests, and with which key. */
export interface Anonymisation {
  /** None: nothing is anonymised. */
  readonly columns: readonly string[];
  /** 1 to 64 bytes; undefined: drawn at random for this call. */
  readonly key: Uint8Array | undefined;
}

/** Longest key of BLAKE2b (RFC 7693, section 2.1). */
const MOST_KEY_BYTES = 64;
/** 16 to 64 bytes; shorter ones are more likely a word. */
const HEXADECIMAL = /^(?:[0-9a-f]{2}){16,64}$/i;

/** Reads `--columns-to-anonymize` and `--anonymize-key`. Throws UsageError for a key that cannot be used. */
export function readAnonymisation(values: Values): Anonymisation {
  const names = values['columns-to-anonymize'];
  const columns = typeof names === 'string' ? names.split(',').map((name) => name.trim()) : [];
  const key = values['anonymize-key'];
  if (typeof key !== 'string') return { columns: columns.filter((name) => name !== ''), key: undefined };
  if (typeof names !== 'string') throw new UsageError('--anonymize-key needs --columns-to-anonymize.');
  return { columns: columns.filter((name) => name !== ''), key: keyBytes(key) };
}

function keyBytes(key: string): Uint8Array {
  const bytes = HEXADECIMAL.test(key) ? Buffer.from(key, 'hex') : Buffer.from(key, 'utf8');
  if (bytes.length > 0 && bytes.length <= MOST_KEY_BYTES) return bytes;
  throw new UsageError(
    `--anonymize-key of ${bytes.length} bytes is not allowed: a text of 1 to ${MOST_KEY_BYTES} bytes is, or 32 to 128 hexadecimal digits.`,
  );
}
