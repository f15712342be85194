import type { ReactNode } from 'react';
import { formatCount } from '../../base/format.ts';
import { showPanel } from '../../state/actions/view.ts';
import { summaryOf } from '../../state/session.ts';
import { useStore } from '../../state/store.ts';
import type { PanelId, State } from '../../state/store.ts';
import { Tabs } from '../widgets/Tabs.tsx';
import { PANELS } from './panel-list.ts';
import styles from './PanelTabs.module.css';

/** The panels by name, with how many rows there are in each. */
export function PanelTabs(): ReactNode {
  const selected = useStore((state) => state.panel);
  const session = useStore((state) => state.session);
  const run = useStore((state) => state.run);
  const tabs = PANELS.map(({ id, title }) => ({ id, title, note: noteOf(id, session, run) }));
  return (
    <nav className={styles.bar} aria-label="Panels">
      <Tabs label="Panels" tabs={tabs} selected={selected} onSelect={showPanel} />
    </nav>
  );
}

function noteOf(id: PanelId, session: State['session'], run: State['run']): string | undefined {
  const summary = summaryOf(session);
  if (id === 'flows' && summary !== undefined) return formatCount(summary.flows);
  if (id === 'packets' && summary !== undefined) return formatCount(summary.packets);
  if (id === 'sequences' && run.phase === 'done') {
    return formatCount(run.classes.reduce((sum, { completed }) => sum + completed, 0));
  }
  return undefined;
}
