import { useState } from 'react';
import type { ReactNode } from 'react';
import { useWhy } from '../../state/why.ts';
import { lazyPart } from '../widgets/LazyPart.tsx';

const dialog = lazyPart(
  () => import('./WhyDialog.tsx'),
  ({ WhyDialog }) => WhyDialog,
);

/** Fetches the script of the dialog before it is opened. */
export const preloadWhy = dialog.preload;

/** What conditions said, when it is asked for. */
export function LazyWhy(): ReactNode {
  const open = useWhy((state) => state.open);
  const [wanted, setWanted] = useState(open);
  if (open && !wanted) setWanted(true);
  return wanted && <dialog.Part />;
}
