import type { ReactNode } from 'react';
import { runCode } from '../../state/actions/run.ts';
import { showPanel } from '../../state/actions/view.ts';
import { CODE_PANEL } from '../../state/panels.ts';
import { setState, useStore } from '../../state/store.ts';
import { Banner } from '../widgets/Banner.tsx';
import { Button } from '../widgets/Button.tsx';
import { Foreign } from '../widgets/Foreign.tsx';
import styles from './ReaderTroubles.module.css';

/** What whoever made the link has to say, and the way to the match that it names; the code runs on a press, where it is seen. */
export function LinkedNotes(): ReactNode {
  const ready = useStore(({ session, aside }) => session.phase === 'ready' && !aside);
  const notes = useStore((state) => state.notes);
  const toMatch = useStore((state) => state.toMatch);
  if (!ready || (notes === '' && toMatch === undefined)) return undefined;
  return (
    <div className={styles.place}>
      <Banner
        title={notes === '' ? 'The link brings code and names a match.' : 'Notes of the link'}
        onDismiss={() => setState({ notes: '', toMatch: undefined })}
      >
        {notes !== '' && (
          <p className={styles.notes}>
            <Foreign>{notes}</Foreign>
          </p>
        )}
        {toMatch !== undefined && <ToMatch match={toMatch.match} />}
      </Banner>
    </div>
  );
}

function ToMatch({ match }: { readonly match: number }): ReactNode {
  const seen = useStore((state) => state.panel === CODE_PANEL);
  const running = useStore((state) => state.run.phase === 'running');
  return (
    <>
      <p>
        Match {match + 1} is selected once the code that came with the link has run. Read the code before you run it.
      </p>
      {seen ? (
        <Button disabled={running} onClick={() => void runCode()}>
          Run the code of the link
        </Button>
      ) : (
        <Button onClick={() => showPanel(CODE_PANEL)}>Show the code of the link</Button>
      )}
    </>
  );
}
