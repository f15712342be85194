import { FileCode2, Play, Square } from 'lucide-react';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { setDoubleTake, stopRun } from '../../../state/actions/run.ts';
import { summaryOf } from '../../../state/session.ts';
import { useOfferedCommands, type Command } from '../../../state/commands.ts';
import { useStore } from '../../../state/store.ts';
import { LazyEditor } from '../../editor/LazyEditor.tsx';
import { DocsLink } from '../../docs/DocsLink.tsx';
import { Button } from '../../widgets/Button.tsx';
import { Menu } from '../../widgets/Menu.tsx';
import { AddedStatus } from './AddedStatus.tsx';
import { EXAMPLES } from './examples/index.ts';
import { marksOf } from './run-words.ts';
import { RunStatus } from './RunStatus.tsx';
import { useCode, type Code } from './use-code.ts';
import styles from './CodePane.module.css';

/** The code of the relational flows, and what runs it. */
export function CodePane(): ReactNode {
  const code = useCode();
  const run = useStore((state) => state.run);
  const doubleTake = useStore((state) => state.doubleTake);
  const hasPackets = useStore((state) => (summaryOf(state.session)?.packets ?? 0) > 0);
  const running = run.phase === 'running';
  const operators = useStore((state) => state.added?.operators);
  const marks = useMemo(() => marksOf(run, operators), [run, operators]);
  useRunCommands(code, running, hasPackets);
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
        <DocsLink page="relational-flows" about="relational flows">
          How to write them
        </DocsLink>
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
      <AddedStatus />
    </section>
  );
}

/** Adds running and the examples to the list of all actions. */
function useRunCommands(code: Code, running: boolean, hasPackets: boolean): void {
  const group = 'Relational flows';
  const run: Command = running
    ? { id: 'stop-run', title: 'Stop the run', group, keys: [], run: stopRun }
    : { id: 'run', title: 'Run the relational flows', group, keys: [], words: 'code start', run: code.run };
  useOfferedCommands({
    list: () => [
      ...(running || hasPackets ? [run] : []),
      ...EXAMPLES.map(({ id, title, note, code: text }) => ({
        id: `example-${id}`,
        title: `Put the example “${title}” into the editor`,
        group,
        keys: [],
        words: note,
        run: () => code.choose(text),
      })),
    ],
  });
}
