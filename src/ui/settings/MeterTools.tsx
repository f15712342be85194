import { SlidersHorizontal, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { changedParameters } from '../../core/model/parameter-list.ts';
import { PAGE_DEFAULTS } from '../../core/model/parameters.ts';
import { openSettings } from '../../state/actions/meter.ts';
import { nfstreamDifferences } from '../../state/nfstream-differences.ts';
import { summaryOf } from '../../state/session.ts';
import { useStore } from '../../state/store.ts';
import { Button } from '../widgets/Button.tsx';
import controls from '../widgets/controls.module.css';
import styles from './MeterTools.module.css';

/** Words of the badge; the rest are counted. */
const MOST_WORDS = 2;

/** In the Flows panel: the way to the meter settings, and why numbers are not NFStream's if they are not. */
export function MeterTools(): ReactNode {
  const parameters = useStore((state) => state.parameters);
  const summary = useStore((state) => summaryOf(state.session));
  const words = nfstreamDifferences(parameters, summary);
  const changed = changedParameters(parameters, PAGE_DEFAULTS).length;
  return (
    <>
      <Button icon={<SlidersHorizontal aria-hidden />} title="Meter settings (m)" onClick={openSettings}>
        <span className={controls.word}>Meter</span>
        {changed > 0 && <span className={styles.changed}>{changed} changed</span>}
      </Button>
      {words.length > 0 && (
        <Button
          className={styles.badge}
          icon={<TriangleAlert aria-hidden />}
          title={`Not NFStream’s numbers, because of: ${words.join(', ')}. Opens the meter settings.`}
          onClick={openSettings}
        >
          <span>not NFStream’s numbers: {shortened(words)}</span>
        </Button>
      )}
    </>
  );
}

function shortened(words: readonly string[]): string {
  const shown = words.slice(0, MOST_WORDS).join(', ');
  return words.length > MOST_WORDS ? `${shown} and ${words.length - MOST_WORDS} more` : shown;
}
