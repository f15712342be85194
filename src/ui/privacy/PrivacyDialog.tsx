import type { ReactNode } from 'react';
import { showPrivacy, usePrivacyShown } from '../../state/privacy-shown.ts';
import { Dialog } from '../widgets/Dialog.tsx';
import { lazyPart } from '../widgets/LazyPart.tsx';
import { Spinner } from '../widgets/Progress.tsx';

const report = lazyPart(
  () => import('./PrivacyReport.tsx'),
  ({ PrivacyReport }) => PrivacyReport,
  <Spinner label="Loading …" />,
);

/** Fetches the script of the panel before it is needed. */
export const preloadPrivacy = report.preload;

/** What the page has asked of the network, what it may ask, and what this browser keeps. */
export function PrivacyDialog(): ReactNode {
  const open = usePrivacyShown((state) => state.shown);
  return (
    <Dialog title="Privacy" size="wide" open={open} onClose={() => showPrivacy(false)}>
      {open && <report.Part />}
    </Dialog>
  );
}
