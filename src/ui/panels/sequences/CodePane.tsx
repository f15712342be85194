import { FileCode2, Play, Square } from 'lucide-react';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { setDoubleTake, stopRun } from '../../../state/actions/run.ts';
import { summaryOf } from '../../../state/session.ts';
import { useStore } from '../../../state/store.ts';
import { LazyEditor } from '../../editor/LazyEditor.tsx';
import { Button } from '../../widgets/Button.tsx';
import { Menu } from '../../widgets/Menu.tsx';
import { EXAMPLES } from './examples/index.ts';
import { marksOf } from './run-words.ts';
import { RunStatus } from './RunStatus.tsx';
import { useCode } from './use-code.ts';
import styles from './CodePane.module.css';

/** The code of the relational flows, and what runs it. */
export function CodePane(): ReactNode {
  const code = useCode();
  const run = useStore((state) => state.run);
  const doubleTake = useStore((state) => state.doubleTake);
  const hasPackets = useStore((state) => (summaryOf(state.session)?.packets ?? 0) > 0);
  const running = run.phase === 'running';
  const marks = useMemo(() => marksOf(run), [run]);
  const examples = EXAMPLES.map(({ id, title, note, code: text }) => ({
    id,
    title,
    note,
    onChoose: () => code.choose(text),
  }));
  return (
    <section className={styles.pane} aria-label="Relational flows">
      <div className={styles.toolbar}>
        {running ? (
          <Button icon={<Square aria-hidden />} onClick={stopRun}>
            Stop
          </Button>
        ) : (
          <Button
            look="primary"
            icon={<Play aria-hidden />}
            disabled={!hasPackets}
            title="Ctrl+Enter or ⌘+Enter in the editor"
            onClick={code.run}
          >
            Run
          </Button>
        )}
        <Menu label="Examples" name="Examples" icon={<FileCode2 aria-hidden />} items={examples} />
        <label className={styles.switch}>
          <input type="checkbox" checked={doubleTake} onChange={(event) => setDoubleTake(event.target.checked)} />
          Let a flow take the same event twice, as the original does
        </label>
      </div>
      <div className={styles.editor}>
        <LazyEditor
          label="Relational flow code"
          code={code.text}
          onChange={code.write}
          onRun={code.run}
          marks={marks}
        />
      </div>
      <RunStatus />
    </section>
  );
}
