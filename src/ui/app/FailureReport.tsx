import type { ReactNode } from 'react';
import type { Failure } from '../../core/model/failure.ts';
import { Banner } from '../widgets/Banner.tsx';
import { CopyButton } from '../widgets/CopyButton.tsx';
import { failureFacts, failureMessage } from '../words/messages.ts';
import styles from './FailureReport.module.css';

export interface FailureReportProps {
  readonly name: string;
  readonly failure: Failure;
}

/** Why a capture did not open, where, and what to do. */
export function FailureReport({ name, failure }: FailureReportProps): ReactNode {
  const { sentence, advice } = failureMessage(failure);
  const facts = failureFacts(failure);
  const isOurs = failure.code === 'bug' || failure.code === 'worker-died';
  return (
    <Banner tone={failure.code === 'stopped' ? 'info' : 'danger'} title={`${name} could not be opened.`}>
      <div className={styles.text}>
        <p>{sentence}</p>
        {facts.map((fact) => (
          <p key={fact} className={styles.fact}>
            {fact}
          </p>
        ))}
        <p>{advice}</p>
        {isOurs && <CopyButton text={[name, failure.code, ...facts].join('\n')}>Copy details</CopyButton>}
      </div>
    </Banner>
  );
}
