import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { FlowDetail } from '../../../core/model/question.ts';
import { explainFeature } from '../../../state/actions/view.ts';
import { useStore } from '../../../state/store.ts';
import { FeatureExplanation } from './FeatureExplanation.tsx';
import { FeatureTable } from './FeatureTable.tsx';
import { featureGroups } from './feature-groups.ts';
import type { FeatureSection } from './feature-groups.ts';
import styles from './Features.module.css';

/**
 * A flow's features in groups, every value to its last digit. A value that is chosen shows under its group where it comes
 * from; formulas and help of all of them on demand.
 */
export function Features({ flow, columns, cells }: Pick<FlowDetail, 'flow' | 'columns' | 'cells'>) {
  const frame = useRef<HTMLDivElement>(null);
  const [verbose, setVerbose] = useState(false);
  const feature = useStore((state) => state.feature);
  const groups = featureGroups(columns, cells);
  const isShown = groups.some((group) => holds(group, feature));
  const close = (): void => {
    explainFeature(undefined);
    if (feature !== undefined) frame.current?.querySelector<HTMLElement>(`[data-feature="${feature}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || feature === undefined) return;
    event.stopPropagation();
    close();
  };
  const explanation = feature !== undefined && (
    <FeatureExplanation key={feature} flow={flow} feature={feature} onClose={close} />
  );
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape of any button or table within
    <div ref={frame} role="group" aria-label="Values and where they come from" onKeyDown={onKeyDown}>
      <p className={styles.hint}>
        Choose a value to see where it comes from.
        <label className={styles.explain}>
          <input type="checkbox" checked={verbose} onChange={(event) => setVerbose(event.target.checked)} /> Show
          formulas and help
        </label>
      </p>
      <div className={styles.groups}>
        {groups.flatMap((group) => [
          <FeatureTable key={group.group} group={group} verbose={verbose} chosen={feature} />,
          holds(group, feature) && (
            <div key={`${group.group} explained`} className={styles.explanation}>
              {explanation}
            </div>
          ),
        ])}
        {!isShown && explanation !== false && <div className={styles.explanation}>{explanation}</div>}
      </div>
    </div>
  );
}

function holds({ rows }: FeatureSection, feature: string | undefined): boolean {
  return rows.some(({ values }) => values.some(({ id }) => id === feature));
}
