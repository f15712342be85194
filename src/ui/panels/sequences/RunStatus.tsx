import type { ReactNode } from 'react';
import type { Funnel } from '../../../core/model/match.ts';
import { formatCount } from '../../../base/format.ts';
import type { RunClass } from '../../../state/session.ts';
import { useStore } from '../../../state/store.ts';
import { Banner } from '../../widgets/Banner.tsx';
import { CopyButton } from '../../widgets/CopyButton.tsx';
import { Foreign } from '../../widgets/Foreign.tsx';
import { Progress } from '../../widgets/Progress.tsx';
import { classWords, doneWords, endsWords, funnelWords, runFacts, runMessage } from './run-words.ts';
import styles from './RunStatus.module.css';

/** Where the run stands: progress, what each class found, or why it failed. */
export function RunStatus(): ReactNode {
  const run = useStore((state) => state.run);
  switch (run.phase) {
    case 'idle':
      return undefined;
    case 'running':
      return (
        <div className={styles.running}>
          <Progress
            label={run.isOverLines ? 'Lines looked at' : 'Packets looked at'}
            value={run.total === 0 ? undefined : run.events / run.total}
          />
          <span className={styles.counts}>
            {formatCount(run.events)} of {formatCount(run.total)} {run.isOverLines ? 'lines' : 'packets'},{' '}
            {formatCount(run.completed)} found
          </span>
        </div>
      );
    case 'done':
      return (
        <>
          <Thrown classes={run.classes} />
          <div className={styles.done} role="status">
            <p>{doneWords(run)}</p>
            {run.leftOut.length > 0 && (
              <p>
                Left out, since other events are wanted: <Foreign>{run.leftOut.join(', ')}</Foreign>
              </p>
            )}
            <dl className={styles.classes}>
              {run.classes.map((each) => (
                <div key={each.name}>
                  <dt>{each.name}</dt>
                  <dd>{each.funnel === undefined ? classWords(each) : <Funnelled funnel={each.funnel} />}</dd>
                </div>
              ))}
            </dl>
          </div>
        </>
      );
    case 'failed': {
      const { sentence, advice } = runMessage(run.failure);
      const facts = runFacts(run.failure);
      return (
        <Banner tone={run.failure.code === 'stopped' ? 'info' : 'danger'} title={sentence}>
          {facts !== '' && (
            <p className={styles.facts}>
              {run.failure.byCode === true && <span className={styles.speaker}>In the code’s own words: </span>}
              <bdi>{facts}</bdi>
            </p>
          )}
          {advice !== '' && <p>{advice}</p>}
          {run.failure.code === 'bug' && <CopyButton text={facts}>Copy details</CopyButton>}
        </Banner>
      );
    }
  }
}

/** What classes threw while the run went on without it. */
function Thrown({ classes }: { readonly classes: readonly RunClass[] }): ReactNode {
  return classes.map(
    ({ name, fault }) =>
      fault !== undefined && (
        <Banner key={name} tone="danger" title="Code threw an error; the rest of the run went on.">
          <p className={styles.facts}>
            <span className={styles.speaker}>In the code’s own words: </span>
            <bdi>{name}</bdi>: <bdi>{runFacts(fault)}</bdi>
          </p>
        </Banner>
      ),
  );
}

/** How far the flows of a sequence came, and how they ended. */
function Funnelled({ funnel }: { readonly funnel: Funnel }): ReactNode {
  return (
    <>
      {funnel.steps.length > 0 && (
        <span title="Flows that took each step at least once">
          <bdi>{funnelWords(funnel)}</bdi>:{' '}
        </span>
      )}
      <span title="How the flows ended, all of them">{endsWords(funnel)}</span>
    </>
  );
}
