import { useState } from 'react';
import type { ReactNode } from 'react';
import { lazyPart } from '../../widgets/LazyPart.tsx';
import type { PaletteProps } from './palette-props.ts';

const palette = lazyPart(
  () => import('./Palette.tsx'),
  ({ Palette }) => Palette,
);

/** Fetches the script of the list of all actions before it is needed. */
export const preloadPalette = palette.preload;

/** The list of all actions; its script is fetched apart from those of the first paint. */
export function LazyPalette(props: PaletteProps): ReactNode {
  const [wanted, setWanted] = useState(props.open);
  if (props.open && !wanted) setWanted(true);
  return wanted && <palette.Part {...props} />;
}
