import { byteSearch } from '../../../base/byte-search.ts';
import { latin1 } from '../../../base/text.ts';
import { utf8Bytes } from '../../../base/utf8-bytes.ts';
import { answered, badQuestion, type Reply } from '../../model/failure.ts';
import type { KnownField } from '../../model/field.ts';
import type { Comparison, Word } from './syntax.ts';
import { textTest, type TextTest } from './text-test.ts';

/** A test of what a whole packet says: its line in the column Info, or its bytes. */
export type WholeTest =
  | { readonly of: 'info'; readonly test: TextTest }
  | { readonly of: 'frame'; readonly test: (bytes: Uint8Array) => boolean };

/** Their names in filters. */
export const WHOLE_TEXTS: readonly KnownField[] = [
  { id: 'info', kind: 'text', note: 'The line of the column Info, read from the bytes' },
  { id: 'frame', kind: 'bytes', note: 'All bytes of the packet: a text, or hex as 47:45:54' },
];

/** Two bytes in hex or more: "47:45:54". */
const HEX = /^[\da-f]{2}(:[\da-f]{2})+$/i;

/** What is looked for by a comparison: `!=` turns around what `=` finds, so that of a flow no packet is equal. */
export function lookedFor(comparison: Comparison): Comparison {
  return comparison.operator === '!=' ? { ...comparison, operator: '=' } : comparison;
}

/** The same for comparisons that ask the same. */
export function wholeKey({ field, operator, values }: Comparison): string {
  return [field.text.toLowerCase(), operator, ...values.map(({ raw }) => raw)].join(' ');
}

/** True if a name means one of them. */
export function isWholeText({ text }: Word): boolean {
  const name = text.toLowerCase();
  return WHOLE_TEXTS.some(({ id }) => id === name);
}

/**
 * The test of a comparison with `info` or `frame`. In a frame letters of ASCII are the same in upper and lower case, what is
 * beyond ASCII is looked for as UTF-8, and hex byte by byte; patterns see a character of Latin-1 for each byte.
 */
export function wholeTest({ field, operator, values }: Comparison): Reply<WholeTest> {
  const [value] = values;
  if (field.text.toLowerCase() === 'info') {
    const test = textTest(operator, values, false);
    return test.ok ? answered({ of: 'info', test: test.value }) : test;
  }
  if (operator === 'contains') {
    const find = bytesWanted(value);
    return answered({ of: 'frame', test: (bytes) => find(bytes) >= 0 });
  }
  if (operator !== '~')
    return badQuestion('Ask “frame contains …” or “frame ~ …”: no packet is equal to a text.', value.offset);
  const test = textTest(operator, values, false);
  return test.ok ? answered({ of: 'frame', test: (bytes) => test.value(latin1(bytes)) }) : test;
}

function bytesWanted({ text, quoted }: Word): (bytes: Uint8Array, from?: number) => number {
  if (quoted || !HEX.test(text)) return byteSearch(utf8Bytes(text), true);
  return byteSearch(
    Uint8Array.from(text.split(':'), (byte) => parseInt(byte, 16)),
    false,
  );
}
