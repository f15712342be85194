import { Check, Lightbulb } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { setCode } from '../../state/actions/run.ts';
import { setTableView, showPanel, showRowsWhere } from '../../state/actions/view.ts';
import { CODE_PANEL } from '../../state/panels.ts';
import { Button } from '../widgets/Button.tsx';
import { Foreign } from '../widgets/Foreign.tsx';
import type { Lesson, Step, Task } from './lesson.ts';
import { useVerdict } from './use-step.ts';
import styles from './Lessons.module.css';

interface StepTaskProps {
  readonly lesson: Lesson;
  readonly at: number;
  readonly wasDone: boolean;
  readonly onDone: () => void;
}

/** The task of a step: whether it is done, what helps, and the way to its answer. */
export function StepTask({ lesson, at, wasDone, onDone }: StepTaskProps): ReactNode {
  const step = lesson.steps[at];
  const [answer, setAnswer] = useState('');
  const verdict = useVerdict(lesson, at, answer, onDone);
  if (step === undefined) return undefined;
  const { task, code } = step;
  return (
    <>
      {code !== '' && <Code code={code} />}
      {task === undefined ? (
        <Button disabled={wasDone} onClick={onDone}>
          {wasDone ? 'Read' : 'I have read it'}
        </Button>
      ) : (
        <section className={styles.task} aria-label="Task" data-done={wasDone || verdict.done ? '' : undefined}>
          <p>
            <strong>Task.</strong> <Foreign>{taskWords(task)}</Foreign>
          </p>
          {task.kind === 'ask' && <Ask question={task.question} onAnswer={setAnswer} />}
          <p role="status" className={styles.verdict}>
            {wasDone || verdict.done ? (
              <>
                <Check aria-hidden /> Done.
              </>
            ) : (
              <Foreign>{verdict.words === '' ? 'Not done yet.' : verdict.words}</Foreign>
            )}
          </p>
          <Help step={step} task={task} />
        </section>
      )}
    </>
  );
}

function Ask({
  question,
  onAnswer,
}: {
  readonly question: string;
  readonly onAnswer: (answer: string) => void;
}): ReactNode {
  const [text, setText] = useState('');
  return (
    <form
      className={styles.ask}
      onSubmit={(event) => {
        event.preventDefault();
        onAnswer(text);
      }}
    >
      <input aria-label={question} value={text} onChange={({ target }) => setText(target.value)} />
      <Button submit>Check</Button>
    </form>
  );
}

/** What is to be done, as the page checks it. */
function taskWords(task: Task): string {
  switch (task.kind) {
    case 'filter':
      return `Filter the ${task.table} so that just the right ones are left.`;
    case 'select':
      return `Select the right ${task.table.slice(0, -1)}.`;
    case 'run':
      return `Run code that finds it${task.matches === undefined ? '' : `, ${task.matches} times`}${task.name === '' ? '' : ` by the name “${task.name}”`}.`;
    case 'panel':
      return `Bring the panel ${task.panel.charAt(0).toUpperCase()}${task.panel.slice(1)} to the front.`;
    case 'ask':
      return task.question;
  }
}

/** Code of a step, and the way into the editor. */
function Code({ code }: { readonly code: string }): ReactNode {
  return (
    <>
      <pre className={styles.code} tabIndex={0} role="group" aria-label="Code of the step">
        <Foreign>{code}</Foreign>
      </pre>
      <Button onClick={() => putCode(code)}>Put it into the editor</Button>
    </>
  );
}

function putCode(code: string): void {
  setCode(`${code}\n`);
  showPanel(CODE_PANEL);
}

/** Hints, one after the other, and then the answer. */
function Help({ step: { hints, answer, code }, task }: { readonly step: Step; readonly task: Task }): ReactNode {
  const [shown, setShown] = useState(0);
  const [told, setTold] = useState(false);
  const solution = task.kind === 'run' && answer === '' ? code : answer;
  return (
    <>
      {hints.slice(0, shown).map((hint, at) => (
        <p key={at} className={styles.hint}>
          <Foreign>{hint}</Foreign>
        </p>
      ))}
      <div className={styles.buttons}>
        {shown < hints.length && (
          <Button look="plain" icon={<Lightbulb aria-hidden />} onClick={() => setShown(shown + 1)}>
            Hint {shown + 1} of {hints.length}
          </Button>
        )}
        {!told && (
          <Button look="plain" onClick={() => setTold(true)}>
            Show the answer
          </Button>
        )}
      </div>
      {told && <Answer task={task} code={solution} />}
    </>
  );
}

function Answer({ task, code }: { readonly task: Task; readonly code: string }): ReactNode {
  switch (task.kind) {
    case 'filter':
      return <Told text={task.keeps} use={() => showRowsWhere(task.table, task.keeps)} />;
    case 'select':
      return (
        <Told
          text={task.where}
          use={() => showWhere(task.table, task.where)}
          note="It is one that this filter keeps."
        />
      );
    case 'run':
      return <Told text={code} use={() => putCode(code)} />;
    case 'panel':
      return <Told text={task.panel} use={() => showPanel(task.panel)} />;
    case 'ask':
      return <Told text={task.answers[0] ?? ''} />;
  }
}

function showWhere(table: 'packets' | 'flows', filter: string): void {
  setTableView(table, { filter });
  showPanel(table);
}

interface ToldProps {
  readonly text: string;
  readonly use?: () => void;
  readonly note?: string;
}

function Told({ text, use, note }: ToldProps): ReactNode {
  return (
    <>
      {note !== undefined && <p className={styles.dim}>{note}</p>}
      <pre className={styles.code} tabIndex={0} role="group" aria-label="Answer">
        <Foreign>{text}</Foreign>
      </pre>
      {use !== undefined && <Button onClick={use}>Use it</Button>}
    </>
  );
}
