import { lazy, Suspense, useState } from 'react';

const Dialog = lazy(() => import('./DifferencesDialog.tsx').then((module) => ({ default: module.DifferencesDialog })));

interface LazyDifferencesProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The dialog of differences; its texts are fetched when it is first opened. */
export function LazyDifferences({ open, onClose }: LazyDifferencesProps) {
  const [wanted, setWanted] = useState(open);
  if (open && !wanted) setWanted(true);
  if (!wanted) return undefined;
  return (
    <Suspense>
      <Dialog open={open} onClose={onClose} />
    </Suspense>
  );
}
