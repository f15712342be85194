import { useState } from 'react';
import type { ReactNode } from 'react';
import { useLessons } from '../../state/lessons.ts';
import { lazyPart } from '../widgets/LazyPart.tsx';

const pane = lazyPart(
  () => import('./LessonPane.tsx'),
  ({ LessonPane }) => LessonPane,
);
const dialog = lazyPart(
  () => import('./LessonsDialog.tsx'),
  ({ LessonsDialog }) => LessonsDialog,
);

/** Fetches the scripts of lessons before one is opened. */
export const preloadLessons = async (): Promise<void> => {
  await Promise.all([pane.preload(), dialog.preload()]);
};

/** The lesson beside the view, when one is open. */
export function LazyLesson(): ReactNode {
  const opened = useLessons((state) => state.opened);
  return opened !== undefined && <pane.Part key={opened.id} />;
}

/** The list of lessons, when it is asked for. */
export function LazyLessonsDialog(): ReactNode {
  const open = useLessons((state) => state.listed);
  const [wanted, setWanted] = useState(open);
  if (open && !wanted) setWanted(true);
  return wanted && <dialog.Part />;
}
