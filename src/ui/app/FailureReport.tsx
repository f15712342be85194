import type { ReactNode } from 'react';
import type { Failure, FailureCode } from '../../core/model/failure.ts';
import { openLog } from '../../state/actions/log.ts';
import { readAgain } from '../../state/actions/capture.ts';
import { canReadAgain } from '../../state/opened-files.ts';
import { Banner } from '../widgets/Banner.tsx';
import { Button } from '../widgets/Button.tsx';
import { CopyButton } from '../widgets/CopyButton.tsx';
import { failureFacts, failureMessage } from '../words/messages.ts';
import { Foreign } from '../widgets/Foreign.tsx';
import styles from './FailureReport.module.css';

export interface FailureReportProps {
  readonly name: string;
  readonly failure: Failure;
  /** The file, if there is one: it may be a log. */
  readonly file?: Blob | undefined;
  /** Name of the capture that stays open all the same. */
  readonly stays?: string;
  readonly onDismiss?: () => void;
}

/** What may go well another time. */
const READ_AGAIN: readonly FailureCode[] = ['worker-died', 'stopped', 'unreadable', 'bug', 'bad-address'];

/** Why a capture did not open, where, and what to do. */
export function FailureReport({ name, failure, file, stays, onDismiss }: FailureReportProps): ReactNode {
  const { sentence, advice } = failureMessage(failure);
  const facts = failureFacts(failure);
  const isOurs = failure.code === 'bug' || failure.code === 'worker-died';
  return (
    <Banner
      tone={failure.code === 'stopped' ? 'info' : 'danger'}
      title={
        <>
          <Foreign>{name}</Foreign> could not be opened.
          {stays !== undefined && (
            <>
              {' '}
              <Foreign>{stays}</Foreign> stays open.
            </>
          )}
        </>
      }
      onDismiss={onDismiss}
    >
      <div className={styles.text}>
        <p>{sentence}</p>
        {facts.map((fact) => (
          <p key={fact} className={styles.fact}>
            <Foreign>{fact}</Foreign>
          </p>
        ))}
        <p>{advice}</p>
        {stays === undefined && canReadAgain() && READ_AGAIN.includes(failure.code) && (
          <Button onClick={() => void readAgain()}>Read it again</Button>
        )}
        {failure.code === 'not-a-capture' && file !== undefined && (
          <Button onClick={() => void openLog(file, name)}>Open it as a log</Button>
        )}
        {isOurs && <CopyButton text={[name, failure.code, ...facts].join('\n')}>Copy details</CopyButton>}
      </div>
    </Banner>
  );
}
