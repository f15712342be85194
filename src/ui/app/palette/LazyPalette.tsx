import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Command } from '../../../state/commands.ts';
import { lazyPart } from '../../widgets/LazyPart.tsx';

const palette = lazyPart(
  () => import('./Palette.tsx'),
  ({ Palette }) => Palette,
);

/** Fetches the script of the list of all actions before it is needed. */
export const preloadPalette = palette.preload;

/** What the list of all actions is given. */
export interface PaletteProps {
  /** Those that have keys. */
  readonly commands: readonly Command[];
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onDifferences: () => void;
}

/** The list of all actions; its script is fetched apart from those of the first paint. */
export function LazyPalette(props: PaletteProps): ReactNode {
  const [wanted, setWanted] = useState(props.open);
  if (props.open && !wanted) setWanted(true);
  return wanted && <palette.Part {...props} />;
}
