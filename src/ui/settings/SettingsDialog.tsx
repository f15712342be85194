import type { ReactNode } from 'react';
import { closeSettings } from '../../state/actions/meter.ts';
import { useStore } from '../../state/store.ts';
import { Dialog } from '../widgets/Dialog.tsx';
import { lazyPart } from '../widgets/LazyPart.tsx';
import { Spinner } from '../widgets/Progress.tsx';

const form = lazyPart(
  () => import('./SettingsForm.tsx'),
  ({ SettingsForm }) => SettingsForm,
  <Spinner label="Loading the settings …" />,
);

/** Fetches the script of the settings before it is needed. */
export const preloadSettings = form.preload;

/** The meter settings, over the page. Their script is fetched apart from those of the first paint. */
export function SettingsDialog(): ReactNode {
  const open = useStore((state) => state.settingsOpen);
  return (
    <Dialog title="Meter settings" size="wide" open={open} onClose={closeSettings}>
      {open && <form.Part />}
    </Dialog>
  );
}
