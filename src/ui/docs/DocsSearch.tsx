import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { formatCountOf } from '../../base/format.ts';
import { openDocs } from '../../state/docs.ts';
import { loadPages } from './load-pages.ts';
import { searchSections, sectionsOf, type DocsSection } from './search-docs.ts';
import styles from './Docs.module.css';

/** Hits that are listed. */
const MOST_HITS = 60;

interface DocsSearchProps {
  readonly query: string;
  /** A hit was opened. */
  readonly onOpen: () => void;
}

/** The sections of all pages that have the words. */
export function DocsSearch({ query, onOpen }: DocsSearchProps): ReactNode {
  const [sections, setSections] = useState<readonly DocsSection[] | 'missing'>();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.closest('dialog')?.scrollTo(0, 0), [query]);
  useEffect(() => {
    void loadPages().then(
      (pages) => setSections(pages.flatMap(sectionsOf)),
      () => setSections('missing'),
    );
  }, []);
  const hits = useMemo(() => (typeof sections === 'object' ? searchSections(sections, query) : []), [sections, query]);
  if (sections === undefined) return null;
  if (sections === 'missing') return <p role="status">The pages could not be loaded: their host cannot be reached.</p>;
  const words = hits.length === 0 ? 'No section has these words.' : formatCountOf(hits.length, 'section');
  return (
    <div ref={list}>
      <p role="status" className={styles.dim}>
        {hits.length > MOST_HITS ? `The first ${MOST_HITS} of ${words}` : words}
      </p>
      <ul className={styles.hits}>
        {hits.slice(0, MOST_HITS).map(({ section: { page, pageTitle, heading, title }, excerpt }) => (
          <li key={`${page}#${heading}`}>
            <button
              type="button"
              className={styles.hit}
              onClick={() => {
                openDocs(page, heading);
                onOpen();
              }}
            >
              <span className={styles.hitTitle}>{heading === '' ? pageTitle : `${pageTitle} › ${title}`}</span>
              <span className={styles.dim}>{excerpt}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
