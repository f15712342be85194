import { useState } from 'react';
import type { ReactNode } from 'react';
import { useShare } from '../../state/share.ts';
import { lazyPart } from '../widgets/LazyPart.tsx';

const dialog = lazyPart(
  () => import('./ShareDialog.tsx'),
  ({ ShareDialog }) => ShareDialog,
);

/** Fetches the script of the dialog before it is opened. */
export const preloadShare = dialog.preload;

/** What makes a link to give away, when it is asked for. */
export function LazyShare(): ReactNode {
  const open = useShare((state) => state.open);
  const [wanted, setWanted] = useState(open);
  if (open && !wanted) setWanted(true);
  return wanted && <dialog.Part />;
}
