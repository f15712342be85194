import { describe, expect, it } from 'vitest';
import { parsePage } from '../../../scripts/documentation/parse-markdown.ts';
import { searchSections, sectionsOf } from '../../../src/ui/docs/search-docs.ts';

const page = parsePage(
  'clock',
  '# The clock\n\nTicks are cut.\n\n## Gaps\n\nGaps of packets; a gap is never below 0.\n\n- `piat` is one\n\n## Ticks\n\n| unit | length |\n| --- | --- |\n| ms | 1000 us |\n',
);
const sections = sectionsOf(page);

describe('the sections of a page', () => {
  it('begin at its headings', () => {
    expect(sections.map(({ heading, title }) => [heading, title])).toEqual([
      ['', 'The clock'],
      ['gaps', 'Gaps'],
      ['ticks', 'Ticks'],
    ]);
    expect(sections[1]?.text).toBe('Gaps of packets; a gap is never below 0. piat is one');
  });

  it('are found by all words, those with a word in the title first', () => {
    const found = (query: string): readonly string[] =>
      searchSections(sections, query).map(({ section }) => section.heading);
    expect(found('ticks')).toEqual(['ticks', '']);
    expect(found('GAP piat')).toEqual(['gaps']);
    expect(found('1000')).toEqual(['ticks']);
    expect(found('nonsuch')).toEqual([]);
    expect(found(' ')).toEqual([]);
  });

  it('show the text around the first word', () => {
    const long = sectionsOf(parsePage('x', `# X\n\n${'word '.repeat(100)}needle ${'more '.repeat(100)}`));
    const [hit] = searchSections(long, 'needle');
    expect(hit?.excerpt).toMatch(/^… word .*needle.* …$/);
    expect(hit?.excerpt.length).toBeLessThan(200);
  });
});
