import type { ReactNode } from 'react';
import { formatCount } from '../../base/format.ts';
import { showPanel } from '../../state/actions/view.ts';
import { useStore } from '../../state/store.ts';
import { Tabs, tabId } from '../widgets/Tabs.tsx';
import { PANELS } from './panel-list.ts';
import styles from './PanelTabs.module.css';

/** The panels by name, with how many rows there are in each. */
export function PanelTabs(): ReactNode {
  const selected = useStore((state) => state.panel);
  const session = useStore((state) => state.session);
  const run = useStore((state) => state.run);
  const tabs = PANELS.map(({ id, title, count }) => ({ id, title, note: noteOf(count?.({ session, run })) }));
  return (
    <nav className={styles.bar} aria-label="Panels">
      <Tabs label="Panels" tabs={tabs} selected={selected} onSelect={showPanel} />
    </nav>
  );
}

/** Puts the focus on the tab of the panel in view. */
export function focusTabs(): void {
  document.getElementById(tabId(useStore.getState().panel))?.focus({ preventScroll: true });
}

function noteOf(count: number | undefined): string | undefined {
  return count === undefined ? undefined : formatCount(count);
}
