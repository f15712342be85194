import { useState } from 'react';
import type { ReactNode } from 'react';
import { useFollowed } from '../../state/stream.ts';
import { lazyPart } from '../widgets/LazyPart.tsx';

const dialog = lazyPart(
  () => import('./StreamDialog.tsx'),
  ({ StreamDialog }) => StreamDialog,
);

/** Fetches the script of the stream before it is opened. */
export const preloadStream = dialog.preload;

/** The stream of a flow over the page, when it is asked for. */
export function LazyStream(): ReactNode {
  const open = useFollowed(({ followed }) => followed !== undefined);
  const [wanted, setWanted] = useState(open);
  if (open && !wanted) setWanted(true);
  return wanted && <dialog.Part />;
}
