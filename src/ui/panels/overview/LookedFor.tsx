import type { ReactNode } from 'react';
import { formatCount, formatCountOf } from '../../../base/format.ts';
import type { CaptureSummary } from '../../../core/model/capture-info.ts';
import type { RuleResult } from '../../../state/findings.ts';
import { answerFailure } from '../../words/row-failure.ts';
import { Button } from '../../widgets/Button.tsx';
import { reachWords } from './finding-words.ts';
import styles from './Findings.module.css';

interface LookedForProps {
  readonly results: readonly RuleResult[];
  readonly summary: CaptureSummary;
  readonly openRule: (name: string) => void;
}

/** What was looked for and not found, in how much of the capture, and which rules could not be run. */
export function LookedFor({ results, summary, openRule }: LookedForProps): ReactNode {
  const without = results.filter(({ result }) => result?.ok === true && result.value.found === 0);
  const broken = results.filter(({ entry, result }) => entry.failure !== undefined || result?.ok === false);
  const off = results.filter(({ entry }) => entry.off).length;
  return (
    <>
      {without.length > 0 && (
        <p className={styles.none}>
          {without.length + broken.length + off === results.length
            ? `None of ${formatCountOf(without.length, 'rule')} found anything`
            : `Found nothing: ${formatCountOf(without.length, 'rule')}`}{' '}
          in {packetWords(summary)}:{' '}
          {without.map(({ entry, result }, at) => (
            <span key={entry.name} className={styles.item}>
              <button type="button" className={styles.quiet} title={entry.why} onClick={() => openRule(entry.name)}>
                {entry.title}
              </button>
              {result?.ok === true && result.value.reach !== undefined && ` (${reachWords(result.value.reach)})`}
              {at < without.length - 1 ? ', ' : '.'}
            </span>
          ))}
        </p>
      )}
      {broken.map(({ entry, result }) => (
        <p key={`${entry.name} ${entry.text}`} className={styles.broken}>
          <Button look="link" onClick={() => openRule(entry.name)}>
            {entry.title}
          </Button>{' '}
          could not be run:{' '}
          {answerFailure(entry.failure ?? (result?.ok === false ? result.failure : { code: 'stopped' }))}
        </p>
      ))}
      {off > 0 && <p className={styles.none}>{formatCountOf(off, 'rule is', 'rules are')} switched off.</p>}
    </>
  );
}

function packetWords({ packets, complete, flowless }: CaptureSummary): string {
  const outside = flowless.reduce((sum, count) => sum + count, 0);
  const which = complete
    ? `all ${formatCountOf(packets, 'packet')}`
    : `the ${formatCountOf(packets, 'packet')} that were read`;
  return outside === 0
    ? which
    : `${which} (${formatCount(outside)} of them in no flow, which rules over flows do not see)`;
}
