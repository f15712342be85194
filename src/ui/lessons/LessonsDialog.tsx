import { Check } from 'lucide-react';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { formatCountOf } from '../../base/format.ts';
import { openAddresses } from '../../state/actions/capture.ts';
import {
  listLessons,
  loadLesson,
  loadLessonList,
  openLesson,
  progressOf,
  useLessons,
  type LessonEntry,
} from '../../state/lessons.ts';
import { DocsLink } from '../docs/DocsLink.tsx';
import { Dialog } from '../widgets/Dialog.tsx';
import { Spinner } from '../widgets/Progress.tsx';
import { parseLesson } from './parse-lesson.ts';
import styles from './Lessons.module.css';

/** The lessons of the page, with how far the person has come. */
export function LessonsDialog(): ReactNode {
  const open = useLessons((state) => state.listed);
  return (
    <Dialog title="Lessons" size="wide" open={open} onClose={() => listLessons(false)}>
      {open && <List />}
    </Dialog>
  );
}

function List(): ReactNode {
  const entries = useLessons((state) => state.entries);
  useEffect(() => void loadLessonList(), []);
  if (entries === undefined) return <Spinner label="Fetching the list …" />;
  return (
    <>
      <p className={styles.dim}>
        Each step has a task that the page checks; the samples are what you work on. A lesson of your own is a text
        file: drop it on the page.{' '}
        <DocsLink page="lessons" about="lessons">
          How to write one
        </DocsLink>
      </p>
      {entries.length === 0 && <p>This copy of the page has come without its lessons.</p>}
      <ol className={styles.list}>
        {entries.map((entry) => (
          <Entry key={entry.file} entry={entry} />
        ))}
      </ol>
    </>
  );
}

function Entry({ entry }: { readonly entry: LessonEntry }): ReactNode {
  const { file, title, about, steps } = entry;
  const done = progressOf(addressOf(file)).done.length;
  const isDone = done >= steps && steps > 0;
  return (
    <li>
      <button type="button" className={styles.entry} onClick={() => void start(file)}>
        <strong>{title}</strong>
        <span className={styles.dim}>{about}</span>
        <span className={styles.dim}>
          {isDone && <Check aria-hidden />}
          {isDone
            ? 'done'
            : done === 0
              ? formatCountOf(steps, 'step')
              : `${done} of ${formatCountOf(steps, 'step')} done`}
        </span>
      </button>
    </li>
  );
}

function addressOf(file: string): string {
  return `lessons/${file}`;
}

/** Opens a lesson of the page together with its capture. */
async function start(file: string): Promise<void> {
  const id = addressOf(file);
  const text = await loadLesson(id);
  if (text === undefined) return;
  openLesson({ id, text });
  const parsed = parseLesson(text);
  if (parsed.ok && parsed.lesson.capture !== '') await openAddresses([parsed.lesson.capture], 'list');
}
