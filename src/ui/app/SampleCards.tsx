import type { ReactNode } from 'react';
import { formatBytes, formatCountOf } from '../../base/format.ts';
import { openSample } from '../../state/actions/capture.ts';
import { listLessons } from '../../state/lessons.ts';
import { useSamples } from '../../state/samples.ts';
import type { Sample } from '../../state/samples.ts';
import { Button } from '../widgets/Button.tsx';
import styles from './SampleCards.module.css';

/** The samples with what each of them shows. */
export function SampleCards(): ReactNode {
  const samples = useSamples((state) => state.samples);
  if (samples === undefined) return undefined;
  return (
    <section aria-labelledby="samples-title">
      <h2 id="samples-title" className={styles.title}>
        Or look at a sample, or take a{' '}
        <Button look="link" onClick={() => listLessons(true)}>
          lesson
        </Button>
      </h2>
      {samples.length === 0 ? (
        <p className={styles.dim}>This copy of the page has come without its samples.</p>
      ) : (
        <ul className={styles.cards}>
          {samples.map((sample) => (
            <SampleCard key={sample.id} sample={sample} />
          ))}
        </ul>
      )}
    </section>
  );
}

function SampleCard({ sample }: { readonly sample: Sample }): ReactNode {
  const id = `sample-${sample.id}`;
  return (
    <li className={styles.card}>
      <button type="button" className={styles.open} aria-describedby={id} onClick={() => void openSample(sample)}>
        {sample.title}
      </button>
      <p id={id}>{sample.sentences}</p>
      <p className={styles.dim}>
        <span className="mono">{sample.file}</span> · {formatCountOf(sample.packets, 'packet')} ·{' '}
        {formatBytes(sample.bytes)}
      </p>
    </li>
  );
}
