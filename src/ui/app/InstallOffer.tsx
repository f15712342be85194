import { MonitorDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { install, useInstall } from '../../state/install.ts';
import { Button } from '../widgets/Button.tsx';
import styles from './InstallOffer.module.css';

/** Installs the page where the browser offers it; nothing elsewhere. */
export function InstallOffer(): ReactNode {
  const offered = useInstall((state) => state.prompt !== undefined);
  if (!offered) return undefined;
  return (
    <p className={styles.offer}>
      <Button icon={<MonitorDown aria-hidden />} onClick={() => void install()}>
        Install
      </Button>
      <span>Then it has a window of its own, opens captures from your files, and needs no network.</span>
    </p>
  );
}
