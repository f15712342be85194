import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { backInDocs, closeDocs, openDocs, useDocs, type DocsPlace } from '../../state/docs.ts';
import { Banner } from '../widgets/Banner.tsx';
import { IconButton } from '../widgets/Button.tsx';
import { Dialog } from '../widgets/Dialog.tsx';
import { Spinner } from '../widgets/Progress.tsx';
import { DocsBlocks, headingElement } from './DocsBlocks.tsx';
import { DocsSearch } from './DocsSearch.tsx';
import { loadPage, PAGE_TITLES } from './load-pages.ts';
import type { DocsPage } from './page.ts';
import styles from './Docs.module.css';

/** Fewer letters are in every section. */
const LEAST_SEARCHED = 2;

/** The documentation of the project, over the page: a page of it, or what is found in all of them. */
export function DocsDialog(): ReactNode {
  const places = useDocs((state) => state.places);
  const place = places.at(-1);
  return (
    <Dialog title="Documentation" size="wide" open={place !== undefined} onClose={closeDocs}>
      {place !== undefined && <Reader place={place} canGoBack={places.length > 1} />}
    </Dialog>
  );
}

function Reader({ place, canGoBack }: { readonly place: DocsPlace; readonly canGoBack: boolean }): ReactNode {
  const [query, setQuery] = useState('');
  const searching = query.trim().length >= LEAST_SEARCHED;
  return (
    <div className={styles.reader}>
      <div className={styles.bar}>
        <IconButton label="Back" icon={<ArrowLeft aria-hidden />} disabled={!canGoBack} onClick={backInDocs} />
        <select
          aria-label="Page"
          className={styles.pages}
          value={place.page}
          onChange={({ target }) => {
            setQuery('');
            openDocs(target.value);
          }}
        >
          {PAGE_TITLES.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
        <input
          type="search"
          aria-label="Search all pages"
          placeholder="Search all pages"
          className={styles.search}
          value={query}
          onChange={({ target }) => setQuery(target.value)}
        />
      </div>
      {searching ? <DocsSearch query={query} onOpen={() => setQuery('')} /> : <Page place={place} />}
    </div>
  );
}

function Page({ place }: { readonly place: DocsPlace }): ReactNode {
  const page = usePage(place.page);
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (typeof page !== 'object') return;
    const heading = document.getElementById(headingElement(page.id, place.heading)) ?? top.current;
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  }, [page, place]);
  if (page === undefined) return <Spinner label="Loading the page …" />;
  if (page === 'missing')
    return <Banner tone="danger" title="This page could not be loaded: its host cannot be reached." />;
  return (
    <article className={styles.page}>
      <h3 ref={top} tabIndex={-1} className={styles.title}>
        {page.title}
      </h3>
      <DocsBlocks page={page.id} blocks={page.blocks} />
    </article>
  );
}

/** A page by its id: undefined until it is here. */
function usePage(id: string): DocsPage | 'missing' | undefined {
  const [known, setKnown] = useState<{ readonly id: string; readonly page: DocsPage | 'missing' }>();
  useEffect(() => {
    let awaited = true;
    void loadPage(id).then(
      (page) => awaited && setKnown({ id, page: page ?? 'missing' }),
      () => awaited && setKnown({ id, page: 'missing' }),
    );
    return () => void (awaited = false);
  }, [id]);
  return known?.id === id ? known.page : undefined;
}
