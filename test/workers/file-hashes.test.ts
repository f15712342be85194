import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { hashesOf } from '../../workers/file-hashes.ts';

const bytes = Uint8Array.from({ length: 3_000_001 }, (_, at) => (at * 7919) & 255);
const sha256 = (of: Uint8Array): string => createHash('sha256').update(of).digest('hex');
const always = (): boolean => true;

it('is what other tools say of the same files', async () => {
  const files = [
    { blob: new Blob([bytes]), name: 'a' },
    { blob: new Blob([]), name: 'empty' },
  ];
  expect(await hashesOf(files, always)).toEqual([sha256(bytes), sha256(new Uint8Array())]);
});

it('is not worked out of files that could not be fetched, that nobody wants, or that are too large', async () => {
  const blob = new Blob([bytes]);
  expect(await hashesOf([{ blob: new Blob(), name: 'a', refusal: '404' }], always)).toEqual([undefined]);
  expect(await hashesOf([{ blob, name: 'a' }], () => false)).toEqual([undefined]);
  const large = { blob: { size: 200_000_000 } as Blob, name: 'a' };
  expect(await hashesOf([{ blob, name: 'b' }, large], always)).toEqual([undefined, undefined]);
});
