import { describe, expect, it } from 'vitest';
import { countTags, filterOfTag, ownTags } from '../../../src/ui/panels/overview/tag-counts.ts';

const counts = countTags([
  ['internal cleartext', 3],
  ['internal odd.tag', 2],
  ['', 5],
]);

describe('chips of tags', () => {
  it('count each tag over all sets that have it', () => {
    expect([...counts]).toEqual([
      ['internal', 5],
      ['cleartext', 3],
      ['odd.tag', 2],
    ]);
  });

  it('have those of the code beside the known ones', () => {
    const known = [
      { name: 'internal', help: '' },
      { name: 'cleartext', help: '' },
    ];
    expect(ownTags(counts, known).map(({ name }) => name)).toEqual(['odd.tag']);
  });

  it('lead to the rows that have the tag, and not to those of a longer one', () => {
    expect(filterOfTag('chains_tags', 'nxdomain', true, ['nxdomain', 'internal'])).toBe(
      'chains_tags contains nxdomain',
    );
    expect(filterOfTag('tags', 'odd.tag', false, ['odd.tag'])).toBe('tags contains "odd.tag"');
    expect(filterOfTag('tags', 'odd', false, ['odd', 'odd.tag'])).toBe('tags ~ "(^| )odd( |$)"');
  });
});
