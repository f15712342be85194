import type { ReactNode } from 'react';
import { formatBytes, formatCountOf } from '../../base/format.ts';
import { visibleText } from '../../base/text.ts';
import type { OpenProgress } from '../../protocol/data.ts';
import { stopOpening } from '../../state/actions/capture.ts';
import { useStore } from '../../state/store.ts';
import { Button } from '../widgets/Button.tsx';
import { Progress } from '../widgets/Progress.tsx';
import { Foreign } from '../widgets/Foreign.tsx';
import styles from './LoadingBar.module.css';

/** How far reading has come, and the way to stop it. */
export function LoadingBar(): ReactNode {
  const session = useStore((state) => state.session);
  if (session.phase !== 'loading') return undefined;
  const { name, progress } = session;
  return (
    <section className={styles.bar} aria-label="Reading the capture">
      <div className={styles.row}>
        <span className={styles.text}>
          {progress === undefined ? (
            <>
              Opening <Foreign>{name}</Foreign> …
            </>
          ) : (
            describe(progress)
          )}
        </span>
        <Button onClick={() => void stopOpening()}>Stop</Button>
      </div>
      <Progress label={`Reading ${visibleText(name)}`} value={progress && share(progress)} />
    </section>
  );
}

function describe({ bytesRead, summary }: OpenProgress): string {
  return `Reading: ${formatBytes(bytesRead)} of ${formatBytes(summary.fileBytes)}, ${formatCountOf(summary.packets, 'packet')}`;
}

function share({ bytesRead, summary }: OpenProgress): number | undefined {
  return summary.fileBytes > 0 ? bytesRead / summary.fileBytes : undefined;
}
