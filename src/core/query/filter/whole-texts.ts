import { byteSearch, type ByteSearch } from '../../../base/byte-search.ts';
import { latin1 } from '../../../base/text.ts';
import { utf8Bytes } from '../../../base/utf8-bytes.ts';
import { answered, badQuestion, type Reply } from '../../model/failure.ts';
import type { KnownField } from '../../model/field.ts';
import type { Comparison, Word } from './syntax.ts';
import { textTest, type TextTest } from './text-test.ts';

/** A test of what a whole packet says: its line in the column Info, a text of its layers, or its bytes. */
export type WholeTest =
  | { readonly of: 'info' | 'layers'; readonly test: TextTest }
  | { readonly of: 'frame'; readonly test: (bytes: Uint8Array, from: number, to: number) => boolean };

/** Their names in filters. */
export const WHOLE_TEXTS: readonly KnownField[] = [
  { id: 'info', kind: 'text', note: 'The line of the column Info, read from the bytes' },
  { id: 'layers', kind: 'text', note: 'Any name or value in the layers of the packet' },
  { id: 'frame', kind: 'bytes', note: 'All bytes of the packet: a text, or hex as 47:45:54' },
];

/** Two bytes in hex or more: "47:45:54". */
const HEX = /^[\da-f]{2}(:[\da-f]{2})+$/i;

/** What is looked for by a comparison: `!=` turns around what `=` finds, so that of a flow no packet is equal. */
export function lookedFor(comparison: Comparison): Comparison {
  return comparison.operator === '!=' ? { ...comparison, operator: '=' } : comparison;
}

/** The same for comparisons that ask the same. */
export function wholeKey({ field, operator, values, exact }: Comparison): string {
  return [field.text.toLowerCase(), operator, exact === true ? 'case' : '', ...values.map(({ raw }) => raw)].join(' ');
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
export function wholeTest({ field, operator, values, exact }: Comparison): Reply<WholeTest> {
  const [value] = values;
  const name = field.text.toLowerCase();
  if (name === 'info' || name === 'layers') {
    const test = textTest(operator, values, false, exact === true);
    return test.ok ? answered({ of: name, test: test.value }) : test;
  }
  if (operator === 'contains') {
    const { find } = bytesWanted(value, exact === true);
    return answered({ of: 'frame', test: (bytes, from, to) => find(bytes, from, to) >= 0 });
  }
  if (operator !== '~')
    return badQuestion('Ask “frame contains …” or “frame ~ …”: no packet is equal to a text.', value.offset);
  const test = textTest(operator, values, false, exact === true);
  return test.ok ? answered({ of: 'frame', test: (bytes, from, to) => test.value(latin1(bytes, from, to)) }) : test;
}

/** Finds the text, or the bytes that it writes in hex; `length`: how many bytes that are. */
export function bytesWanted(
  { text, quoted }: Word,
  exact: boolean,
): { readonly find: ByteSearch; readonly length: number } {
  const isHex = !quoted && HEX.test(text);
  const wanted = isHex ? Uint8Array.from(text.split(':'), (byte) => parseInt(byte, 16)) : utf8Bytes(text);
  return { find: byteSearch(wanted, !isHex && !exact), length: wanted.length };
}
