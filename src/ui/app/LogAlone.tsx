import { Suspense } from 'react';
import type { ReactNode } from 'react';
import { leaveLog } from '../../state/actions/log.ts';
import { CODE_PANEL } from '../../state/panels.ts';
import { Banner } from '../widgets/Banner.tsx';
import { Spinner } from '../widgets/Progress.tsx';
import { PANELS } from './panel-list.ts';
import { PanelBoundary } from './PanelBoundary.tsx';
import styles from './LogAlone.module.css';

/** A log without a capture: only the Sequences panel has something to say of it. */
export function LogAlone(): ReactNode {
  const panel = PANELS.find(({ id }) => id === CODE_PANEL);
  if (panel === undefined) return undefined;
  return (
    <main id="main" className={styles.page} tabIndex={-1}>
      <div className={styles.note}>
        <Banner
          tone="info"
          title="No capture is open: code looks at the lines of a log. A capture that is opened comes beside it."
          onDismiss={leaveLog}
        />
      </div>
      <div className={styles.panel}>
        <PanelBoundary title={panel.title}>
          <Suspense fallback={<Spinner label={`Loading ${panel.title} …`} />}>
            <panel.Component />
          </Suspense>
        </PanelBoundary>
      </div>
    </main>
  );
}
