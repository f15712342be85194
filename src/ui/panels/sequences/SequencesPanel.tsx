import { useRef } from 'react';
import type { ReactNode } from 'react';
import { useWidth } from '../../widgets/use-width.ts';
import { Splitter } from '../../widgets/Splitter.tsx';
import { CodePane } from './CodePane.tsx';
import { ResultsPane } from './ResultsPane.tsx';
import styles from './SequencesPanel.module.css';

/** From this width, CSS pixels, code and results stand side by side. */
const SIDE_BY_SIDE = 900;

/** Relational flows: the code, and the sequences that it finds. */
export function SequencesPanel(): ReactNode {
  const panel = useRef<HTMLDivElement>(null);
  const beside = useWidth(panel) >= SIDE_BY_SIDE;
  return (
    <div ref={panel} className={styles.panel}>
      <div className={beside ? styles.beside : styles.stacked}>
        <Splitter
          name="sequences"
          direction={beside ? 'horizontal' : 'vertical'}
          label="Size of code and results"
          firstSize={beside ? 42 : 45}
          first={<CodePane />}
          second={<ResultsPane />}
        />
      </div>
    </div>
  );
}
