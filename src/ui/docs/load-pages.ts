import { PAGES } from 'virtual:documentation';
import { loadOnce } from '../widgets/load-part.ts';
import type { DocsPage } from './page.ts';

/** Id and title of every page, in the order in which they are listed. */
export const PAGE_TITLES: readonly { readonly id: string; readonly title: string }[] = PAGES;

const loaders: ReadonlyMap<string, () => Promise<DocsPage>> = new Map(
  PAGES.map(({ id, load }) => [id, loadOnce(load)]),
);

/** A page by its id; undefined if there is none of that name. Rejects if its script cannot be had. */
export async function loadPage(id: string): Promise<DocsPage | undefined> {
  return loaders.get(id)?.();
}

/** All pages. */
export function loadPages(): Promise<readonly DocsPage[]> {
  return Promise.all([...loaders.values()].map((load) => load()));
}
