import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plugin } from 'vite';
import { parsePage } from './parse-markdown.ts';

const LIST = 'virtual:documentation';
const PAGE = '?page';
const folder = join(import.meta.dirname, '../../docs');

/** Pages in the order in which they are listed; those for people who work on the code come last. */
const ORDER: readonly string[] = [
  'filters',
  'features',
  'differences',
  'settings',
  'decoding',
  'relational-flows',
  'sequences',
  'plugins',
  'ladder',
  'sharing',
  'lessons',
  'streams',
  'messages',
  'hosts',
  'objects',
  'exports',
  'formats',
  'command-line',
  'architecture',
  'extending',
  'samples',
];

/** The Markdown files of docs/, but for the list of them. */
export function documentFiles(): readonly string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md');
  const placeOf = (name: string): number =>
    (ORDER.indexOf(basename(name, '.md')) + ORDER.length + 1) % (ORDER.length + 1);
  return names.sort((a, b) => placeOf(a) - placeOf(b)).map((name) => join(folder, name));
}

/**
 * `virtual:documentation`: id and title of each page of docs/, and how to load it. A page is a script of its own that holds it as
 * values (src/ui/docs/page.ts).
 */
export function documentation(): Plugin {
  return {
    name: 'documentation',
    resolveId: (source) => (source === LIST ? `\0${LIST}` : source.endsWith(`.md${PAGE}`) ? source : undefined),
    load(id) {
      if (id === `\0${LIST}`) return listModule();
      if (!id.endsWith(`.md${PAGE}`)) return undefined;
      const file = id.slice(0, -PAGE.length);
      this.addWatchFile(file);
      return `export default ${JSON.stringify(parsePage(basename(file, '.md'), readFileSync(file, 'utf8')))};`;
    },
  };
}

function listModule(): string {
  const entries = documentFiles().map((file) => {
    const { id, title } = parsePage(basename(file, '.md'), readFileSync(file, 'utf8'));
    const words = `id: ${JSON.stringify(id)}, title: ${JSON.stringify(title)}`;
    return `{ ${words}, load: () => import(${JSON.stringify(file + PAGE)}).then((page) => page.default) }`;
  });
  return `export const PAGES = [${entries.join(',\n')}];`;
}
