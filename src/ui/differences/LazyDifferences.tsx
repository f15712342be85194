import { useState } from 'react';
import { lazyPart } from '../widgets/LazyPart.tsx';

const dialog = lazyPart(
  () => import('./DifferencesDialog.tsx'),
  ({ DifferencesDialog }) => DifferencesDialog,
);

/** Fetches the texts of the dialog before they are needed. */
export const preloadDifferences = dialog.preload;

interface LazyDifferencesProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The dialog of differences; its texts are fetched apart from the scripts of the first paint. */
export function LazyDifferences({ open, onClose }: LazyDifferencesProps) {
  const [wanted, setWanted] = useState(open);
  if (open && !wanted) setWanted(true);
  return wanted && <dialog.Part open={open} onClose={onClose} />;
}
