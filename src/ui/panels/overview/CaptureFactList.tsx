import type { ReactNode } from 'react';
import type { CaptureSummary } from '../../../core/model/capture-info.ts';
import { useStore } from '../../../state/store.ts';
import { decodingRule } from '../../inside/inside-words.ts';
import { captureFacts } from './capture-facts.ts';
import { Section } from '../../widgets/Section.tsx';
import { Foreign } from '../../widgets/Foreign.tsx';
import styles from './CaptureFactList.module.css';

/** File, time and volume of the capture. */
export function CaptureFactList({ summary }: { readonly summary: CaptureSummary }): ReactNode {
  const rule = useStore((state) => decodingRule(state.parameters.decode));
  return (
    <Section
      title="Capture"
      {...(summary.complete
        ? {}
        : { note: summary.stopped ? 'reading was stopped: as far as it was read' : 'still being read' })}
    >
      <dl className={styles.facts}>
        {captureFacts(summary, rule).map(({ name, value, remark }) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd>
              <span className={styles.value}>
                <Foreign>{value}</Foreign>
              </span>
              {remark !== undefined && remark !== '' && <span className={styles.remark}>{remark}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
