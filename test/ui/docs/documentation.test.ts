import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentFiles } from '../../../scripts/documentation/plugin.ts';
import { headingId, parsePage } from '../../../scripts/documentation/parse-markdown.ts';
import type { Block, Inline, LinkTarget } from '../../../src/ui/docs/page.ts';

const parsed = (markdown: string): readonly Block[] => parsePage('here', `# Title\n\n${markdown}`).blocks;

describe('a page of the documentation', () => {
  it('has paragraphs of words, code, links and strong words', () => {
    expect(parsed('One `a|b` **two\nthree** [four](exports.md#rows), [x](#y) and [z](../src/a.ts).')).toEqual([
      {
        type: 'paragraph',
        text: [
          'One ',
          { code: 'a|b' },
          ' ',
          { strong: ['two three'] },
          ' ',
          { link: { page: 'exports', heading: 'rows' }, text: ['four'] },
          ', ',
          { link: { page: 'here', heading: 'y' }, text: ['x'] },
          ' and ',
          'z',
          '.',
        ],
      },
    ]);
  });

  it('has lists with blocks within', () => {
    expect(parsed('- one\n  two\n  - inner\n- three\n\n1. first')).toEqual([
      {
        type: 'list',
        ordered: false,
        items: [
          [
            { type: 'paragraph', text: ['one two'] },
            { type: 'list', ordered: false, items: [[{ type: 'paragraph', text: ['inner'] }]] },
          ],
          [{ type: 'paragraph', text: ['three'] }],
        ],
      },
      { type: 'list', ordered: true, items: [[{ type: 'paragraph', text: ['first'] }]] },
    ]);
  });

  it('has tables whose cells may hold a bar, and code as it stands', () => {
    expect(parsed('| a | b |\n| --- | --- |\n| `x\\|y` | <b>z</b> |')).toEqual([
      { type: 'table', head: [['a'], ['b']], rows: [[[{ code: 'x|y' }], ['<b>z</b>']]] },
    ]);
    expect(parsed('```\n# no heading\n  x\n```\n\n    indented')).toEqual([
      { type: 'code', text: '# no heading\n  x' },
      { type: 'code', text: 'indented' },
    ]);
  });

  it('has headings with the names that GitHub gives them', () => {
    expect(headingId('Packet filters: pcap "…" and --bpf-filter')).toBe('packet-filters-pcap--and---bpf-filter');
    expect(parsed('## What’s `new`')).toMatchObject([{ type: 'heading', level: 2, id: 'whats-new' }]);
  });
});

const pages = documentFiles().map((file) => parsePage(basename(file, '.md'), readFileSync(file, 'utf8')));

function linksOf(text: readonly Inline[]): readonly LinkTarget[] {
  return text.flatMap((part) => {
    if (typeof part === 'string' || 'code' in part) return [];
    if ('link' in part) return [part.link];
    return linksOf('strong' in part ? part.strong : part.emphasis);
  });
}

function textsOf(block: Block): readonly (readonly Inline[])[] {
  switch (block.type) {
    case 'code':
      return [];
    case 'list':
      return block.items.flat().flatMap(textsOf);
    case 'table':
      return [...block.head, ...block.rows.flat()];
    default:
      return [block.text];
  }
}

describe.each(pages)('docs/$id.md', ({ blocks }) => {
  it('leads to headings that there are', () => {
    for (const link of blocks.flatMap(textsOf).flatMap(linksOf)) {
      if ('address' in link) continue;
      const page = pages.find(({ id }) => id === link.page);
      expect(page, link.page).toBeDefined();
      const ids = page?.blocks.flatMap((block) => (block.type === 'heading' ? [block.id] : [])) ?? [];
      if (link.heading !== '') expect(ids, `${link.page}#${link.heading}`).toContain(link.heading);
    }
  });

  it('is read wholly: no mark of Markdown is left in its words', () => {
    const words = blocks.flatMap(textsOf).flatMap((text) => text.filter((part) => typeof part === 'string'));
    expect(words.filter((word) => /\]\(|\*\*|`|^\s*[|#]/.test(word))).toEqual([]);
  });

  it('has tables with as many cells in each row', () => {
    const uneven = blocks.filter(
      (block) => block.type === 'table' && block.rows.some((row) => row.length !== block.head.length),
    );
    expect(uneven).toEqual([]);
  });
});
