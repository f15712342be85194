import { useState } from 'react';
import type { ReactNode } from 'react';
import { keptNames } from '../../base/kept-texts.ts';
import { forgetEverything } from '../../state/actions/privacy.ts';
import { useRecents } from '../../state/recents.ts';
import { Button } from '../widgets/Button.tsx';
import { Foreign } from '../widgets/Foreign.tsx';
import { keptInWords } from './kept-words.ts';
import styles from './Privacy.module.css';

/** What this browser keeps for the next visit, and the one press that ends that. */
export function KeptHere(): ReactNode {
  const [outcome, setOutcome] = useState<'forgotten' | 'refused' | undefined>();
  const recents = useRecents((state) => state.recents.length);
  const kept = keptInWords(keptNames(), recents);
  const forget = async (): Promise<void> => setOutcome((await forgetEverything()) ? 'forgotten' : 'refused');
  return (
    <section className={styles.section}>
      <h3>What this browser keeps for the next visit</h3>
      {kept.length === 0 ? (
        <p>Nothing of yours.</p>
      ) : (
        <ul className={styles.list}>
          {kept.map((words) => (
            <li key={words}>
              <Foreign>{words}</Foreign>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.forget}>
        <Button onClick={() => void forget()}>Forget everything</Button>
        <p role="status">{outcome !== undefined && OUTCOMES[outcome]}</p>
      </div>
      <p className={styles.dim}>
        Bytes of captures are never kept. The browser’s own history may hold addresses with filters and code; only the
        browser can clear that.
      </p>
    </section>
  );
}

const OUTCOMES = {
  forgotten: 'Forgotten. What is on the screen stays until the page is closed.',
  refused: 'The browser refused to forget some of it: clear the data of this site in its settings.',
};
