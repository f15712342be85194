import type { ReactNode } from 'react';
import { formatCount } from '../../../base/format.ts';
import type { CaptureSummary } from '../../../core/model/capture-info.ts';
import { decodingNouns } from '../../../core/model/decoding-words.ts';
import { furtherOf } from '../../../state/further.ts';
import { useStore } from '../../../state/store.ts';
import { choicePlace, decodingRule } from '../../inside/inside-words.ts';
import { BackToNfstream, LookInside } from '../../inside/LookInside.tsx';
import { Section } from '../../widgets/Section.tsx';
import styles from '../../widgets/facts.module.css';

/** What further decodings would open, each one press away, and by which rule the numbers of the flows are. */
export function MoreInside({ summary }: { readonly summary: CaptureSummary }): ReactNode {
  const decode = useStore((state) => state.parameters.decode);
  const further = furtherOf(summary);
  if (further === undefined && decode.length === 0) return undefined;
  return (
    <Section title="More inside" note={`flows are ${decodingRule(decode)}`}>
      {further !== undefined && (
        <table className={styles.table}>
          <thead className="visually-hidden">
            <tr>
              <th scope="col">Packets</th>
              <th scope="col">They carry</th>
              <th scope="col">Look inside</th>
            </tr>
          </thead>
          <tbody>
            {further.choices.map((choice) => (
              <tr key={choice.decode.join()}>
                <td className={styles.number}>{formatCount(choice.packets)}</td>
                <td>
                  {choice.packets === 1 ? 'packet carries' : 'packets carry'} {decodingNouns(choice.decode)}{' '}
                  <span className={styles.words}>{choicePlace(choice)}</span>
                </td>
                <td className={styles.number}>
                  <LookInside decode={choice.decode} look="link" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={styles.presses}>
        {further !== undefined && further.choices.length > 1 && (
          <LookInside decode={further.decode}>Look inside all</LookInside>
        )}
        {decode.length > 0 && <BackToNfstream />}
      </p>
    </Section>
  );
}
