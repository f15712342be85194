import type { ReactNode } from 'react';
import { formatCountOf } from '../../../base/format.ts';
import type { CodeMark } from '../../../state/engine-port.ts';
import { useStore } from '../../../state/store.ts';
import { useTypeCheck } from '../../../state/type-check.ts';
import { Button } from '../../widgets/Button.tsx';
import { Foreign } from '../../widgets/Foreign.tsx';
import styles from './CodePane.module.css';

/** Of very many only the first are listed; their number is said. */
const MOST_LISTED = 5;

/** With the result of a run: what is wrong with the types of the code that was run. The run goes on in spite of it. */
export function TypeErrors({ onGo }: { readonly onGo: (mark: CodeMark) => void }): ReactNode {
  const errors = useTypeCheck((state) => state.errors) ?? [];
  const hasRun = useStore(({ run }) => run.phase !== 'idle');
  if (!hasRun || errors.length === 0) return undefined;
  const wrong = errors.filter(({ severity }) => severity === 'error');
  const listed = (wrong.length > 0 ? wrong : errors).slice(0, MOST_LISTED);
  return (
    <section className={styles.typeErrors} aria-label="Type errors of the run">
      {wrong.length > 0 && (
        <p>
          <strong>{formatCountOf(wrong.length, 'type error')}</strong> in the code that was run: what it found may not
          be what was meant.
        </p>
      )}
      <ul>
        {listed.map((mark) => (
          <li key={`${mark.line}:${mark.column}:${mark.message}`}>
            <Button look="link" onClick={() => onGo(mark)}>
              line {mark.line}
            </Button>{' '}
            <Foreign>{mark.message}</Foreign>
          </li>
        ))}
        {wrong.length > listed.length && <li>and {wrong.length - listed.length} more</li>}
      </ul>
    </section>
  );
}
