import type { ReactNode } from 'react';
import { formatCount } from '../../../base/format.ts';
import type { CaptureSummary } from '../../../core/model/capture-info.ts';
import { showPacketsWhere } from '../../../state/actions/view.ts';
import { Button } from '../../widgets/Button.tsx';
import { NameList } from '../../widgets/NameList.tsx';
import { Section } from '../../widgets/Section.tsx';
import styles from '../../widgets/facts.module.css';

/** Names of addresses that the capture itself holds; an address leads to its packets. */
export function NameTable({ summary }: { readonly summary: CaptureSummary }): ReactNode {
  const { items, total } = summary.notes.names;
  if (total === 0) return undefined;
  return (
    <Section title="Names" note={`${formatCount(total)}, from the capture’s own name records`}>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead className="visually-hidden">
            <tr>
              <th scope="col">Address</th>
              <th scope="col">Names</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ address, names }) => (
              <tr key={address}>
                <td className={styles.of}>
                  <Button look="link" onClick={() => showPacketsWhere(`ip = ${address}`)}>
                    <span className="mono">{address}</span>
                  </Button>
                </td>
                <td className={styles.text}>
                  <NameList names={names} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {total > items.length && <p className={styles.dim}>and {formatCount(total - items.length)} more</p>}
    </Section>
  );
}
