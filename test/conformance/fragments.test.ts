import { describe, expect, it } from 'vitest';
import { FragmentFinder } from '../../src/core/session/fragments/find-fragment.ts';
import { FragmentJoiner } from '../../src/core/streams/fragment-joiner.ts';
import { corpora, noCorpora } from '../corpora.ts';
import { messagesOf, tsharkLines } from './capture-messages.ts';

/** IP packets that were put together, by the packet that completed each, and their lengths. */
async function joinedIn(file: string): Promise<readonly string[]> {
  const read = await messagesOf(file);
  if (read === undefined) return [];
  const { tables, source } = read;
  const found: string[] = [];
  const finder = new FragmentFinder(tables);
  let row = 0;
  const joiner = new FragmentJoiner(({ bytes, length }) => {
    if (bytes.length === length) found.push(`${row + 1} ${length}`);
  });
  for (; row < tables.packets.length; row++) {
    const length = tables.packets.capturedLength(row);
    const bytes = await source.read(tables.packets.offset(row), length);
    const fragment = finder.find(row, bytes, 0, length);
    if (fragment !== undefined) joiner.add(fragment);
  }
  return found;
}

describe.skipIf(corpora === undefined)(
  `IP fragments as tshark puts them together${corpora === undefined ? `: ${noCorpora}` : ''}`,
  () => {
    it('by completing packet and length', async () => {
      const differences: string[] = [];
      let same = 0;
      for (const [file, lines] of tsharkLines('fragments')) {
        const found = await joinedIn(file);
        for (const { frame, fields } of lines) {
          const lengths = fields.get('ip.reassembled.length') ?? fields.get('ipv6.reassembled.length') ?? [];
          for (const length of lengths) {
            if (found.includes(`${frame} ${length}`)) same++;
            else differences.push(`${file} ${frame} ${length}`);
          }
        }
      }
      expect(differences).toEqual([]);
      expect(same).toBe(216);
    }, 120_000);
  },
);
