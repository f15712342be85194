import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentFiles } from '../../../scripts/documentation/plugin.ts';
import { parsePage } from '../../../scripts/documentation/parse-markdown.ts';
import { PARAMETER_GROUPS } from '../../../src/ui/settings/groups.ts';
import { FLOW_COLUMNS } from '../../../src/core/model/flow-columns.ts';
import { headingOf } from '../../../src/ui/panels/flows/feature-docs.ts';

const headings = new Map(
  documentFiles().map((file) => {
    const id = basename(file, '.md');
    const { blocks } = parsePage(id, readFileSync(file, 'utf8'));
    return [id, ['', ...blocks.flatMap((block) => (block.type === 'heading' ? [block.id] : []))]];
  }),
);
const sources = readdirSync('src/ui', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.tsx'));
const links = sources.flatMap((path) =>
  [...readFileSync(join('src/ui', path), 'utf8').matchAll(/<DocsLink\s+page="([^"]+)"(?:\s+heading="([^"]+)")?/g)].map(
    ([, page = '', heading = '']) => ({ path, page, heading }),
  ),
);

describe('links from the page to its documentation', () => {
  it.each(links)('$path: $page#$heading', ({ page, heading }) => expect(headings.get(page)).toContain(heading));

  it.each(PARAMETER_GROUPS)('$title', ({ docs: [page, heading] }) => expect(headings.get(page)).toContain(heading));

  it('lead from every feature to its rules', () => {
    expect(links.length).toBeGreaterThan(4);
    for (const group of ['Activity', 'Rates', 'Packet size percentiles', 'Inter-arrival percentiles', 'Other'])
      expect(headings.get('features')).toContain(headingOf({ group, kind: 'integer', unit: '' }));
    for (const column of FLOW_COLUMNS) expect(headings.get('features')).toContain(headingOf(column));
  });
});
