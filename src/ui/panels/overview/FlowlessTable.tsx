import type { ReactNode } from 'react';
import { formatCount, formatShare } from '../../../base/format.ts';
import type { CaptureSummary } from '../../../core/model/capture-info.ts';
import { closedWords } from '../../../core/model/decoding-words.ts';
import { REASON_WORDS } from '../../../core/model/reasons.ts';
import { showPacketsWhere } from '../../../state/actions/view.ts';
import { notInFlow } from '../../../state/further.ts';
import { Button } from '../../widgets/Button.tsx';
import { Section } from '../../widgets/Section.tsx';
import styles from '../../widgets/facts.module.css';

/** Words by the number of the reason. */
const WORDS: Readonly<Record<number, string>> = REASON_WORDS;

/** How many packets are in no flow for which reason; the reason leads to them. */
export function FlowlessTable({ summary }: { readonly summary: CaptureSummary }): ReactNode {
  const { further = [] } = summary;
  const opened = (reason: number): number => further.reduce((sum, { flowless }) => sum + (flowless[reason] ?? 0), 0);
  const reasons = [
    ...summary.flowless.map((count, reason) => ({ count: count - opened(reason), words: WORDS[reason] ?? '' })),
    ...further.map((choice) => ({ count: notInFlow(choice), words: closedWords(choice.decode) })),
  ].filter(({ count, words }) => count > 0 && words !== '');
  if (reasons.length === 0) return undefined;
  return (
    <Section title="Packets in no flow" note="by reason; choose one to see its packets">
      <table className={styles.table}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Reason</th>
            <th scope="col">Packets</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {reasons.map(({ count, words }) => (
            <tr key={words}>
              <td>
                <Button look="link" onClick={() => showPacketsWhere(`reason = "${words}"`)}>
                  {words}
                </Button>
              </td>
              <td className={styles.number}>{formatCount(count)}</td>
              <td className={`${styles.number} ${styles.dim}`}>{formatShare(count, summary.packets)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
