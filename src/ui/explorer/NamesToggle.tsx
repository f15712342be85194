import { Tags } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatCount } from '../../base/format.ts';
import { toggleNames } from '../../state/actions/view.ts';
import { useNames } from '../../state/names.ts';
import { useStore } from '../../state/store.ts';
import { Button } from '../widgets/Button.tsx';
import controls from '../widgets/controls.module.css';
import styles from './NamesToggle.module.css';

/** Shows addresses with or without their names; not there where the capture has none. */
export function NamesToggle(): ReactNode {
  const shown = useStore((state) => state.showNames);
  const found = useNames((state) => state.found);
  if (found === undefined || found.names === 0) return undefined;
  const { looked, of } = found.reach;
  const reach = `Looked for in ${formatCount(looked)} of ${formatCount(of)} packets that may say names.`;
  return (
    <Button
      className={styles.toggle}
      icon={<Tags aria-hidden />}
      aria-pressed={shown}
      title={`Names of addresses that the capture itself says (n). ${reach}`}
      onClick={toggleNames}
    >
      <span className={controls.word}>Names</span>
    </Button>
  );
}
