import { lazy, Suspense, useEffect } from 'react';
import type { ReactNode } from 'react';
import { closeSettings } from '../../state/actions/meter.ts';
import { useStore } from '../../state/store.ts';
import { Dialog } from '../widgets/Dialog.tsx';
import { Spinner } from '../widgets/Progress.tsx';

const load = () => import('./SettingsForm.tsx');
const SettingsForm = lazy(async () => ({ default: (await load()).SettingsForm }));

/** The meter settings, over the page. Their script is fetched apart from those of the first paint. */
export function SettingsDialog(): ReactNode {
  const open = useStore((state) => state.settingsOpen);
  useEffect(() => void load().catch(() => undefined), []); // a failure shows when the settings are opened
  return (
    <Dialog title="Meter settings" size="wide" open={open} onClose={closeSettings}>
      {open && (
        <Suspense fallback={<Spinner label="Loading the settings …" />}>
          <SettingsForm />
        </Suspense>
      )}
    </Dialog>
  );
}
