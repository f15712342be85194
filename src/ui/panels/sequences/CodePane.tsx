import { useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { openLog } from '../../../state/actions/log.ts';
import { stopRun } from '../../../state/actions/run.ts';
import { useOfferedCommands, type Command } from '../../../state/commands.ts';
import type { CodeMark } from '../../../state/engine-port.ts';
import { summaryOf } from '../../../state/session.ts';
import { useStore } from '../../../state/store.ts';
import { formattedCode } from '../../../state/type-check.ts';
import { LazyEditor } from '../../editor/LazyEditor.tsx';
import { Splitter } from '../../widgets/Splitter.tsx';
import { useWidth } from '../../widgets/use-width.ts';
import { AddedStatus } from './AddedStatus.tsx';
import { CodeToolbar } from './CodeToolbar.tsx';
import { ConsolePane } from './ConsolePane.tsx';
import { DocumentTabs } from './DocumentTabs.tsx';
import { EditorStatus } from './EditorStatus.tsx';
import { EXAMPLES } from './examples/index.ts';
import { EXAMPLE_LOG } from './examples/log.ts';
import { LazyForm, LazyFromPackets } from './form/LazyForm.tsx';
import { appended } from './reference/insert.ts';
import { Reference } from './reference/Reference.tsx';
import { Templates } from './reference/Templates.tsx';
import { LogBar } from './LogBar.tsx';
import { marksOf } from './run-words.ts';
import { RunStatus } from './RunStatus.tsx';
import { TypeErrors } from './TypeErrors.tsx';
import { useCode, type Code } from './use-code.ts';
import styles from './CodePane.module.css';

/** From this width, CSS pixels, the reference stands beside the editor. */
const SIDE_BY_SIDE = 820;

/** What is open over or beside the editor. */
type Help = 'reference' | 'form' | 'packets' | undefined;

/** The code of the relational flows, what helps to write it, and what runs it. */
export function CodePane(): ReactNode {
  const pane = useRef<HTMLElement>(null);
  const code = useCode();
  const run = useStore((state) => state.run);
  const hasPackets = useStore((state) => (summaryOf(state.session)?.packets ?? 0) > 0);
  const hasLog = useStore((state) => state.log !== undefined);
  const canRun = hasPackets || hasLog;
  const operators = useStore((state) => state.added?.operators);
  const marks = useMemo(() => marksOf(run, operators), [run, operators]);
  const [errors, setErrors] = useState<readonly CodeMark[]>([]);
  const [goTo, setGoTo] = useState<CodeMark>();
  const [help, setHelp] = useState<Help>();
  const beside = useWidth(pane) >= SIDE_BY_SIDE;
  useRunCommands(code, run.phase === 'running', canRun);
  const close = (): void => setHelp(undefined);
  const take = (text: string): void => {
    if (code.text.trim() === '') code.write(text);
    else code.add(text);
    close();
  };
  const tryIt = (text: string): void => {
    code.choose(text);
    code.run();
  };
  const editor = (
    <div className={styles.editing}>
      <div className={code.text.trim() === '' ? styles.blank : styles.editor}>
        <LazyEditor
          label="Relational flow code"
          document={code.id}
          code={code.text}
          onChange={code.write}
          onRun={code.run}
          onErrors={setErrors}
          marks={marks}
          goTo={goTo}
        />
      </div>
      {code.text.trim() === '' && (
        <Templates
          onChoose={code.write}
          ways={[
            {
              title: 'From packets',
              note: 'Choose packets of a flow; a pattern is proposed',
              onChoose: () => setHelp('packets'),
            },
            {
              title: 'From a log',
              note: 'Events are lines of text; a small made-up log comes with it',
              onChoose: () => {
                code.write(EXAMPLES.find(({ id }) => id === 'guessed-password')?.code ?? '');
                if (!hasLog) void openLog(new Blob([EXAMPLE_LOG]), 'logins.log');
              },
            },
            {
              title: 'With a form',
              note: 'Key, steps, limits and absences without code',
              onChoose: () => setHelp('form'),
            },
          ]}
        />
      )}
    </div>
  );
  return (
    <section ref={pane} className={styles.pane} aria-label="Relational flows">
      <CodeToolbar
        code={code}
        canRun={canRun}
        hasPackets={hasPackets}
        reference={help === 'reference'}
        onReference={() => setHelp(help === 'reference' ? undefined : 'reference')}
        onForm={() => setHelp('form')}
        onPackets={() => setHelp('packets')}
        onFormat={() => void formattedCode(code.text).then((text) => text !== code.text && code.write(text))}
      />
      <LogBar />
      <DocumentTabs code={code} />
      <div className={styles.body}>
        {help === 'reference' ? (
          <Splitter
            name="reference"
            direction={beside ? 'horizontal' : 'vertical'}
            label="Size of editor and reference"
            firstSize={50}
            first={editor}
            second={
              <Reference
                onTry={canRun ? tryIt : undefined}
                onInsert={(text) => code.write(appended(code.text, text))}
                onClose={close}
              />
            }
          />
        ) : (
          editor
        )}
      </div>
      <EditorStatus errors={errors} onGo={(mark) => setGoTo({ ...mark })} />
      <RunStatus />
      <AddedStatus />
      <TypeErrors onGo={(mark) => setGoTo({ ...mark })} />
      <ConsolePane />
      {help === 'form' && <LazyForm code={code.text} onWrite={code.write} onNew={take} onClose={close} />}
      {help === 'packets' && <LazyFromPackets onNew={take} onClose={close} />}
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
