import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Explanation } from '../../../core/model/explanation.ts';
import type { FlowIndex } from '../../../core/model/units.ts';
import { useExplanation } from '../../../state/use-details.ts';
import { answerFailure } from '../../words/row-failure.ts';
import { DifferenceTable } from '../../differences/DifferenceTable.tsx';
import { differencesOf } from '../../differences/differences.ts';
import { LazyDifferences } from '../../differences/LazyDifferences.tsx';
import { DocsLink } from '../../docs/DocsLink.tsx';
import { Banner } from '../../widgets/Banner.tsx';
import { Button, IconButton } from '../../widgets/Button.tsx';
import { exactFeature } from './feature-groups.ts';
import { headingOf } from './feature-docs.ts';
import { FedFlowPackets } from './FedFlowPackets.tsx';
import { Workings } from './Workings.tsx';
import styles from './FeatureExplanation.module.css';

interface FeatureExplanationProps {
  readonly flow: FlowIndex;
  /** Column id. */
  readonly feature: string;
  readonly onClose: () => void;
}

/** Where a feature of a flow comes from: formula, the flow's own numbers in it, the packets that fed it, other tools. */
export function FeatureExplanation({ flow, feature, onClose }: FeatureExplanationProps) {
  const frame = useRef<HTMLElement>(null);
  const { value, failure } = useExplanation(flow, feature);
  const isHere = value !== undefined;
  useEffect(() => void frame.current?.scrollIntoView({ block: 'nearest' }), [isHere]);
  return (
    <section ref={frame} aria-label={`Where ${feature} comes from`} className={styles.frame}>
      <header className={styles.header}>
        <h4 className={styles.title}>
          <span className="mono">{feature}</span>
          {value !== undefined && (
            <span className="mono"> = {exactFeature(value.exact ?? value.result, value.description)}</span>
          )}
        </h4>
        <IconButton label="Close the explanation (Esc)" icon={<X aria-hidden />} onClick={onClose} />
      </header>
      {failure !== undefined && <Banner tone="danger" title={answerFailure(failure)} />}
      {value !== undefined && value.flow === flow && <Contents explanation={value} />}
    </section>
  );
}

function Contents({ explanation }: { readonly explanation: Explanation }) {
  const { description } = explanation;
  return (
    <div className={styles.contents}>
      <p>
        {description.help} <DocsLink page="features" heading={headingOf(description)} about={description.id} />
      </p>
      <Workings explanation={explanation} />
      <Fed explanation={explanation} />
      <OtherTools description={description} />
    </div>
  );
}

/** The packets that fed it, or why they are not named. */
function Fed({ explanation }: { readonly explanation: Explanation }) {
  if (explanation.limited !== undefined) return <p>{explanation.limited}</p>;
  if (explanation.fed.rows.length === 0) return <p>No packet fed it.</p>;
  return <FedFlowPackets explanation={explanation} />;
}

/** What other tools would say, as far as their rules bear on the feature. */
function OtherTools({ description }: Pick<Explanation, 'description'>) {
  const [all, setAll] = useState(false);
  const differences = differencesOf(description);
  return (
    <>
      {differences.length > 0 && (
        <details className={styles.others}>
          <summary>How other tools count it ({differences.map(({ topic }) => topic.toLowerCase()).join(', ')})</summary>
          <DifferenceTable differences={differences} />
          <Button look="link" onClick={() => setAll(true)}>
            All differences
          </Button>
        </details>
      )}
      <LazyDifferences open={all} onClose={() => setAll(false)} />
    </>
  );
}
