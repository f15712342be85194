import type { ReactNode } from 'react';
import { formatCount } from '../../../base/format.ts';
import type { CaptureSummary } from '../../../core/model/capture-info.ts';
import { DOUBTS } from '../../../core/model/doubts.ts';
import { showFlowsWhere } from '../../../state/actions/view.ts';
import { Button } from '../../widgets/Button.tsx';
import { Section } from '../../widgets/Section.tsx';
import styles from '../../widgets/facts.module.css';

/** Flows that may not be what they were read as, by what speaks against them; each leads to them. */
export function DoubtTable({ summary }: { readonly summary: CaptureSummary }): ReactNode {
  const { doubtful = [] } = summary;
  if (doubtful.length === 0) return undefined;
  return (
    <Section title="Doubtful flows" note="all of their packets speak against themselves; choose one to see them">
      <table className={styles.table}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">What speaks against them</th>
            <th scope="col">Flows</th>
          </tr>
        </thead>
        <tbody>
          {doubtful.map(({ doubt, flows }) => {
            const words = DOUBTS.find((known) => known.doubt === doubt);
            return (
              <tr key={doubt}>
                <td>
                  <Button look="link" onClick={() => showFlowsWhere(`doubt contains "${words?.short ?? ''}"`)}>
                    {words?.short}
                  </Button>{' '}
                  <span className={styles.words}>{words?.sentence}</span>
                </td>
                <td className={styles.number}>{formatCount(flows)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}
