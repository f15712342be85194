import type { ReactNode } from 'react';
import type { CaptureSummary } from '../../../core/model/capture-info.ts';
import { originFacts } from './origin-facts.ts';
import { Section } from '../../widgets/Section.tsx';
import { Foreign } from '../../widgets/Foreign.tsx';
import styles from './CaptureFactList.module.css';

/** What the file says of where it was captured, and what else it holds: secrets, blocks of makers, journal entries. */
export function OriginTable({ summary }: { readonly summary: CaptureSummary }): ReactNode {
  const facts = originFacts(summary);
  if (facts.length === 0) return undefined;
  return (
    <Section title="In the words of the file">
      <dl>
        {facts.map(({ name, value, remark }, at) => (
          <div key={at} className={styles.fact}>
            <dt>{name}</dt>
            <dd>
              <span className={styles.value}>
                <Foreign>{value}</Foreign>
              </span>
              {remark !== undefined && (
                <span className={styles.remark}>
                  <Foreign>{remark}</Foreign>
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
