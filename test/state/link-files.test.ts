import { expect, it } from 'vitest';
import { compareFiles, decodeFiles, encodeFiles } from '../../src/state/link-files.ts';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);
const file = (name: string, size: number, sha256?: string) => ({ name, size, sha256 });

it('is known by its hash, else by name and size, and says in what it differs', () => {
  const verdict = (wanted: object[], opened: object[], hashing = false) =>
    compareFiles(wanted as never, opened as never, hashing);
  expect(verdict([file('a', 1, A)], [file('renamed', 1, A)])).toBe('same');
  expect(verdict([file('a', 1, A)], [file('a', 1, B)])).toBe('bytes');
  expect(verdict([file('a', 1, A)], [file('a', 2, A)], true)).toBe('size');
  expect(verdict([file('a', 1, A)], [file('b', 1)], true)).toBe('pending');
  expect(verdict([file('a', 1, A)], [file('b', 1)])).toBe('name');
  expect(verdict([file('a', 1)], [file('a', 1, B)], true)).toBe('likely');
  expect(verdict([file('a', 1)], [])).toBe('count');
  expect(verdict([file('a', 1, A), file('b', 2, B)], [file('a', 1, A), file('b', 3, B)])).toBe('size');
  expect(verdict([file('a', 1, A), file('b', 2)], [file('a', 1, A), file('b', 2, B)])).toBe('likely');
});

it('stands in a link with all that may be in a name', () => {
  const files = [file('a~b ~.pcap', 5, A), file('x\ny', 0)];
  expect(decodeFiles(encodeFiles(files))).toEqual(files);
  expect(encodeFiles(Array.from({ length: 17 }, () => file('a', 1)))).toEqual([]);
});

it.each(['', '5', '5~~', '~~name', '-5~~x', `5~${'A'.repeat(64)}~x`, '5~abc~x', 'x~~y', '99999999999999999~~x'])(
  'leaves out %s',
  (value) => expect(decodeFiles([value, `1~~good`])).toEqual([file('good', 1)]),
);
