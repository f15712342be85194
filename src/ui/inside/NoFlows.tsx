import type { ReactNode } from 'react';
import { formatCountOf } from '../../base/format.ts';
import type { FlowlessReason } from '../../core/model/packet-table.ts';
import { isOpenRemedy, REASON_RULES, type Remedy } from '../../core/model/reason-rules.ts';
import { REASON_WORDS } from '../../core/model/reasons.ts';
import { furtherOf } from '../../state/further.ts';
import { summaryOf } from '../../state/session.ts';
import { useStore } from '../../state/store.ts';
import { insideSentence } from './inside-words.ts';
import { LookInside } from './LookInside.tsx';
import styles from './NoFlows.module.css';
import { RemedyOption } from './RemedyOption.tsx';

/** Why a capture has no flows, and what would give it some. */
export function NoFlows(): ReactNode {
  const summary = useStore((state) => summaryOf(state.session));
  const further = furtherOf(summary);
  const remedies = useRemedies(summary?.flowless ?? []);
  return (
    <span className={styles.words}>
      {further === undefined ? (
        'Flows need IPv4 or IPv6 packets; packets of other kinds are in the Packets panel.'
      ) : (
        <>
          <span>{insideSentence(further)}</span>
          <LookInside decode={further.decode} look="primary" />
        </>
      )}
      {remedies.map((remedy) => (
        <span key={remedy.parameter}>
          {formatCountOf(remedy.count, 'packet')}: {REASON_WORDS[remedy.reason]}. <RemedyOption remedy={remedy} />
        </span>
      ))}
    </span>
  );
}

interface OpenRemedy extends Remedy {
  readonly reason: FlowlessReason;
  readonly count: number;
}

/** Options that count packets which are in no flow, beside decodings. */
function useRemedies(flowless: readonly number[]): readonly OpenRemedy[] {
  const parameters = useStore((state) => state.parameters);
  return flowless.flatMap((count, number) => {
    const reason = number as FlowlessReason;
    if (count === 0) return [];
    const { remedies } = REASON_RULES[reason];
    return remedies
      .filter((remedy) => remedy.parameter !== 'decode' && isOpenRemedy(remedy, parameters))
      .map((remedy) => ({ ...remedy, reason, count }));
  });
}
