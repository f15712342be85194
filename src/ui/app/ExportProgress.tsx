import type { ReactNode } from 'react';
import { formatCount } from '../../base/format.ts';
import { stopExport } from '../../state/actions/export.ts';
import { useExporting } from '../../state/export.ts';
import { Button } from '../widgets/Button.tsx';
import { Progress } from '../widgets/Progress.tsx';
import { Foreign } from '../widgets/Foreign.tsx';
import styles from './ExportProgress.module.css';

/** The export that is going on, over the foot of the page; one that is quickly done does not show. */
export function ExportProgress(): ReactNode {
  const exporting = useExporting((state) => state.exporting);
  if (exporting === undefined) return undefined;
  const { name, done, total } = exporting;
  return (
    <section className={styles.place} aria-label="Export">
      <div className={styles.words}>
        <span role="status" className={styles.name}>
          Writing <Foreign>{name}</Foreign>
        </span>
        {total > 0 && (
          <span className={styles.counts}>
            {formatCount(done)} of {formatCount(total)}
          </span>
        )}
        <Button onClick={() => void stopExport()}>Cancel</Button>
      </div>
      <Progress label={`Writing ${name}`} value={total > 0 ? done / total : undefined} />
    </section>
  );
}
