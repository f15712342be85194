import { useState } from 'react';
import type { ReactNode } from 'react';
import { useDocs } from '../../state/docs.ts';
import { lazyPart } from '../widgets/LazyPart.tsx';

const dialog = lazyPart(
  () => import('./DocsDialog.tsx'),
  ({ DocsDialog }) => DocsDialog,
);

/** Fetches the documentation, script and pages, before it is opened. */
export async function preloadDocs(): Promise<void> {
  await dialog.preload();
  const { loadPages } = await import('./load-pages.ts');
  await loadPages();
}

/** The documentation over the page, when it is asked for. */
export function LazyDocs(): ReactNode {
  const open = useDocs(({ places }) => places.length > 0);
  const [wanted, setWanted] = useState(open);
  if (open && !wanted) setWanted(true);
  return wanted && <dialog.Part />;
}
