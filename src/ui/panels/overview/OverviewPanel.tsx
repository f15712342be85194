import type { ReactNode } from 'react';
import { summaryOf } from '../../../state/session.ts';
import { useStore } from '../../../state/store.ts';
import { classNames } from '../../widgets/class-names.ts';
import { CaptureFactList } from './CaptureFactList.tsx';
import { CommentTable } from './CommentTable.tsx';
import { FileTable } from './FileTable.tsx';
import { DoubtTable } from './DoubtTable.tsx';
import { Findings } from './Findings.tsx';
import { FlowlessTable } from './FlowlessTable.tsx';
import { InterfaceTable } from './InterfaceTable.tsx';
import { LargestFlows } from './LargestFlows.tsx';
import { MoreInside } from './MoreInside.tsx';
import { NamesAsked } from './NamesAsked.tsx';
import { NameTable } from './NameTable.tsx';
import { OriginTable } from './OriginTable.tsx';
import { Traffic } from './Traffic.tsx';
import { ProblemTable } from './ProblemTable.tsx';
import { LazyTimeline } from './timeline/LazyTimeline.tsx';
import styles from './OverviewPanel.module.css';

/** What the capture is, what is wrong with it, and where to look first. */
export function OverviewPanel(): ReactNode {
  const summary = useStore((state) => summaryOf(state.session));
  const ready = useStore((state) => state.session.phase === 'ready');
  if (summary === undefined) return undefined;
  return (
    <div className={styles.panel}>
      <Findings />
      <div className={classNames(styles.column, styles.file)}>
        <CaptureFactList summary={summary} />
        <FlowlessTable summary={summary} />
        <OriginTable summary={summary} />
        <NameTable summary={summary} />
        <NamesAsked />
      </div>
      <div className={styles.column}>
        <ProblemTable summary={summary} />
        <MoreInside summary={summary} />
        <DoubtTable summary={summary} />
        {ready && <LazyTimeline summary={summary} />}
        <Traffic flows={summary.flows} />
        <LargestFlows />
        <FileTable summary={summary} />
        <CommentTable summary={summary} />
        <InterfaceTable summary={summary} />
      </div>
    </div>
  );
}
