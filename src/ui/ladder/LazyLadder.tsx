import { useState } from 'react';
import type { ReactNode } from 'react';
import { useDrawn } from '../../state/ladder.ts';
import { lazyPart } from '../widgets/LazyPart.tsx';

const dialog = lazyPart(
  () => import('./LadderDialog.tsx'),
  ({ LadderDialog }) => LadderDialog,
);

/** Fetches the script of ladders before one is drawn. */
export const preloadLadder = dialog.preload;

/** Packets as a ladder over the page, when they are asked for. */
export function LazyLadder(): ReactNode {
  const open = useDrawn(({ drawn }) => drawn !== undefined);
  const [wanted, setWanted] = useState(open);
  if (open && !wanted) setWanted(true);
  return wanted && <dialog.Part />;
}
