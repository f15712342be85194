import { useEffect, useState } from 'react';
import { keepProgress, progressOf, rowsKept, type LessonProgress } from '../../state/lessons.ts';
import { useStore, type State } from '../../state/store.ts';
import { checkTask, type LessonFacts, type Verdict } from './check-task.ts';
import type { Lesson } from './lesson.ts';

/** Where a person is in a lesson, kept for the next visit. */
export interface LessonPlace extends LessonProgress {
  readonly goTo: (step: number) => void;
  readonly finish: (step: number) => void;
}

/** How far a lesson has come. */
export function usePlace(id: string, { steps }: Lesson): LessonPlace {
  const [progress, setProgress] = useState(() => progressOf(id));
  useEffect(() => keepProgress(id, progress), [id, progress]);
  return {
    at: Math.min(progress.at, steps.length - 1),
    done: progress.done.filter((step) => step < steps.length),
    goTo: (at) => setProgress((old) => ({ ...old, at })),
    finish: (step) =>
      setProgress((old) =>
        old.done.includes(step) ? old : { ...old, done: [...old.done, step].sort((a, b) => a - b) },
      ),
  };
}

/** Facts change often; the check follows when they rest, ms. */
const REST_MS = 250;

/** Checks the task of a step whenever what it is checked by has changed. */
export function useVerdict(lesson: Lesson, step: number, answer: string, onDone: () => void): Verdict {
  const { panel, tables, packet, flow, run, generation } = useStore();
  const [verdict, setVerdict] = useState<Verdict>(NOTHING);
  const task = lesson.steps[step]?.task;
  useEffect(() => setVerdict(NOTHING), [task]);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      if (task === undefined) return;
      const facts = factsOf({ panel, tables, packet, flow, run }, answer);
      void checkTask(task, facts, rowsKept).then((found) => {
        if (!current) return;
        setVerdict(found);
        if (found.done) onDone();
      });
    }, REST_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `onDone` is another one in each render
  }, [task, answer, panel, tables, packet, flow, run, generation]);
  return verdict;
}

const NOTHING: Verdict = { done: false, words: '' };

type Seen = Pick<State, 'panel' | 'tables' | 'packet' | 'flow' | 'run'>;

function factsOf({ panel, tables, packet, flow, run }: Seen, answer: string): LessonFacts {
  const filters = Object.fromEntries(Object.entries(tables).map(([table, { filter }]) => [table, filter]));
  return { panel, filters, selected: { packets: packet, flows: flow }, run, answer };
}
