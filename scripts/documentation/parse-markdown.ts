import { plainText, type DocsPage } from '../../src/ui/docs/page.ts';
import { parseBlocks } from '../../src/ui/docs/markdown-blocks.ts';
import type { ResolveLink } from '../../src/ui/docs/markdown-inline.ts';

export { headingId } from '../../src/ui/docs/markdown-blocks.ts';

/** Reads a page of docs/. */
export function parsePage(id: string, markdown: string): DocsPage {
  const blocks = parseBlocks(markdown.split(/\r?\n/), resolverOf(id));
  const [first] = blocks;
  if (first?.type !== 'heading' || first.level !== 1) throw new Error(`docs/${id}.md does not begin with a title.`);
  return { id, title: plainText(first.text), blocks: blocks.slice(1) };
}

/** Pages here and addresses of other hosts; other files of the project are not shipped with the page. */
function resolverOf(id: string): ResolveLink {
  return (target) => {
    if (/^https?:/.test(target)) return { address: target };
    const [, page, heading = ''] = /^(?:([\w-]+)\.md)?(?:#(.+))?$/.exec(target) ?? [];
    return target === '' || (page === undefined && heading === '') ? undefined : { page: page ?? id, heading };
  };
}
