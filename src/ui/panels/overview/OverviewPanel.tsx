import type { ReactNode } from 'react';
import { summaryOf } from '../../../state/session.ts';
import { useStore } from '../../../state/store.ts';
import { CaptureFactList } from './CaptureFactList.tsx';
import { CommentTable } from './CommentTable.tsx';
import { FileTable } from './FileTable.tsx';
import { FlowlessTable } from './FlowlessTable.tsx';
import { InterfaceTable } from './InterfaceTable.tsx';
import { LargestFlows } from './LargestFlows.tsx';
import { NameTable } from './NameTable.tsx';
import { OriginTable } from './OriginTable.tsx';
import { ProblemTable } from './ProblemTable.tsx';
import styles from './OverviewPanel.module.css';

/** What the capture is, what is wrong with it, and where to look first. */
export function OverviewPanel(): ReactNode {
  const summary = useStore((state) => summaryOf(state.session));
  if (summary === undefined) return undefined;
  return (
    <div className={styles.panel}>
      <div className={styles.column}>
        <CaptureFactList summary={summary} />
        <FlowlessTable summary={summary} />
        <OriginTable summary={summary} />
        <NameTable summary={summary} />
      </div>
      <div className={styles.column}>
        <ProblemTable summary={summary} />
        <FileTable summary={summary} />
        <CommentTable summary={summary} />
        <LargestFlows />
        <InterfaceTable summary={summary} />
      </div>
    </div>
  );
}
