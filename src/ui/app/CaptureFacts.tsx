import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatBytes, formatCountOf, formatDurationNs } from '../../base/format.ts';
import { visibleText } from '../../base/text.ts';
import type { CaptureSummary } from '../../core/model/capture-info.ts';
import { showProblems } from '../../state/actions/problems.ts';
import { summaryOf } from '../../state/session.ts';
import { useStore } from '../../state/store.ts';
import { Button } from '../widgets/Button.tsx';
import { Foreign } from '../widgets/Foreign.tsx';
import styles from './CaptureFacts.module.css';

/** Name of the open capture, its size in every sense, and how much was wrong with it. */
export function CaptureFacts(): ReactNode {
  const session = useStore((state) => state.session);
  const summary = summaryOf(session);
  if (session.phase === 'empty') return <div className={styles.facts} />;
  const name = session.phase === 'ready' ? session.summary.name : session.name;
  return (
    <div className={styles.facts}>
      <span className={styles.name} title={visibleText(name)}>
        <Foreign>{name}</Foreign>
      </span>
      {summary !== undefined && (
        <>
          <span className={styles.figures}>{figures(summary).join(' · ')}</span>
          <ProblemCount summary={summary} />
        </>
      )}
    </div>
  );
}

function figures(summary: CaptureSummary): readonly string[] {
  return [
    formatBytes(summary.fileBytes),
    formatCountOf(summary.packets, 'packet'),
    formatCountOf(summary.flows, 'flow'),
    formatDurationNs(summary.lastNs - summary.firstNs),
  ];
}

function ProblemCount({ summary }: { readonly summary: CaptureSummary }): ReactNode {
  const count = summary.problems.length + summary.problemsOmitted;
  if (count === 0 && !summary.stopped) return undefined;
  const words = count > 0 ? formatCountOf(count, 'problem') : 'stopped early';
  return (
    <Button look="plain" className={styles.problems} icon={<TriangleAlert aria-hidden />} onClick={showProblems}>
      {words}
    </Button>
  );
}
