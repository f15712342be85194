import { Activity, Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { useStore } from '../../state/store.ts';
import type { PanelId } from '../../state/panels.ts';
import { Spinner } from '../widgets/Progress.tsx';
import { tabId, tabPanelId } from '../widgets/Tabs.tsx';
import { PANELS } from './panel-list.ts';
import { PanelBoundary } from './PanelBoundary.tsx';
import styles from './PanelHost.module.css';

/** The panel in front. Panels that were visited stay as they were, without working while they are hidden. */
export function PanelHost(): ReactNode {
  const shown = useStore((state) => state.panel);
  const [visited, setVisited] = useState<readonly PanelId[]>([shown]);
  if (!visited.includes(shown)) setVisited([...visited, shown]);
  return PANELS.map(({ id, title, Component }) => (
    <div
      key={id}
      id={tabPanelId(id)}
      role="tabpanel"
      aria-labelledby={tabId(id)}
      hidden={id !== shown}
      className={styles.panel}
    >
      {visited.includes(id) && (
        <PanelBoundary title={title}>
          <Suspense fallback={<Waiting title={title} />}>
            <Activity mode={id === shown ? 'visible' : 'hidden'}>
              <Component />
            </Activity>
          </Suspense>
        </PanelBoundary>
      )}
    </div>
  ));
}

function Waiting({ title }: { readonly title: string }): ReactNode {
  return (
    <div className={styles.waiting}>
      <Spinner label={`Loading ${title} …`} />
    </div>
  );
}
