import { plainText, type Block, type DocsPage } from './page.ts';

/** What stands under one heading of a page. */
export interface DocsSection {
  readonly page: string;
  readonly pageTitle: string;
  /** "" above the first heading. */
  readonly heading: string;
  readonly title: string;
  readonly text: string;
}

/** A section that has all words looked for. */
export interface DocsHit {
  readonly section: DocsSection;
  /** The text around the first of them. */
  readonly excerpt: string;
  /** Times that the words stand in the section. */
  readonly count: number;
}

/** Characters of an excerpt, and those before the first word. */
const EXCERPT = 170;
const BEFORE = 50;

/** The sections of a page, in its order. */
export function sectionsOf({ id, title, blocks }: DocsPage): readonly DocsSection[] {
  const sections: { heading: string; title: string; texts: string[] }[] = [{ heading: '', title, texts: [] }];
  for (const block of blocks) {
    if (block.type === 'heading') sections.push({ heading: block.id, title: plainText(block.text), texts: [] });
    else sections.at(-1)?.texts.push(textOf(block));
  }
  return sections.map(({ texts, ...section }) => ({
    page: id,
    pageTitle: title,
    ...section,
    text: texts.join(' ').replace(/\s+/g, ' '),
  }));
}

/** Sections with every word of a query, those with a word in the title first, then by how often they have them. */
export function searchSections(sections: readonly DocsSection[], query: string): readonly DocsHit[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const hits: (DocsHit & { readonly inTitle: number })[] = [];
  for (const section of sections) {
    const title = `${section.pageTitle} ${section.title}`.toLowerCase();
    const text = section.text.toLowerCase();
    if (!words.every((word) => title.includes(word) || text.includes(word))) continue;
    const count = words.reduce((sum, word) => sum + text.split(word).length - 1, 0);
    const inTitle = words.filter((word) => section.title.toLowerCase().includes(word)).length;
    hits.push({ section, count, inTitle, excerpt: excerptOf(section.text, words) });
  }
  return hits.sort((a, b) => b.inTitle - a.inTitle || b.count - a.count);
}

function excerptOf(text: string, words: readonly string[]): string {
  const lower = text.toLowerCase();
  const places = words.map((word) => lower.indexOf(word)).filter((at) => at >= 0);
  const first = places.length === 0 ? 0 : Math.min(...places);
  const from = first <= BEFORE ? 0 : text.indexOf(' ', first - BEFORE) + 1;
  const part = text.slice(from, from + EXCERPT);
  return `${from > 0 ? '… ' : ''}${part}${from + EXCERPT < text.length ? ' …' : ''}`;
}

function textOf(block: Block): string {
  switch (block.type) {
    case 'code':
      return block.text;
    case 'list':
      return block.items.flat().map(textOf).join(' ');
    case 'table':
      return [...block.head, ...block.rows.flat()].map(plainText).join(' ');
    default:
      return plainText(block.text);
  }
}
