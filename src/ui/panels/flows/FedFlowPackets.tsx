import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import { formatCountOf } from '../../../base/format.ts';
import type { Explanation } from '../../../core/model/explanation.ts';
import { showPacketsOfFeature } from '../../../state/actions/view.ts';
import { Button } from '../../widgets/Button.tsx';
import { FlowPackets } from './FlowPackets.tsx';
import styles from './FeatureExplanation.module.css';

/** The flow's packets with those that fed a feature marked, or these alone; a button leads to them among all others. */
export function FedFlowPackets({ explanation }: { readonly explanation: Explanation }) {
  const [alone, setAlone] = useState(false);
  const { flow, description, fed } = explanation;
  return (
    <>
      <div className={styles.fedLine}>
        <p>{fedInWords(fed.rows)}</p>
        <label className={styles.alone}>
          <input type="checkbox" checked={alone} onChange={(event) => setAlone(event.target.checked)} /> Only these
        </label>
        <Button icon={<ListFilter aria-hidden />} onClick={() => showPacketsOfFeature(flow, description.id)}>
          Show these packets
        </Button>
      </div>
      <FlowPackets flow={flow} explanation={explanation} alone={alone} />
    </>
  );
}

/** How many they are, and which if they are few. */
function fedInWords(rows: Int32Array): string {
  const names = rows.length < 4 ? `: ${Array.from(rows, (row) => row + 1).join(', ')}` : '';
  return `${formatCountOf(rows.length, 'packet')} fed it${names}.`;
}
