import { create } from 'zustand';
import { keepText, keptValue } from '../base/kept-texts.ts';
import { engine } from './engine-port.ts';
import { notify } from './notice.ts';
import { fetchCapture } from './actions/fetch-capture.ts';

/** The text of a lesson, and what it is known by: its address, or the name of its file. */
export interface OpenedLesson {
  readonly id: string;
  readonly text: string;
}

/** A lesson that is shipped with the page (public/lessons/index.json). */
export interface LessonEntry {
  /** File in lessons/. */
  readonly file: string;
  readonly title: string;
  /** One sentence: what is learnt. */
  readonly about: string;
  readonly steps: number;
}

/** The lesson beside the view, and whether the list of lessons is open. */
export const useLessons = create<{
  readonly opened: OpenedLesson | undefined;
  readonly listed: boolean;
  /** Those of the page; undefined before they were asked for. */
  readonly entries: readonly LessonEntry[] | undefined;
}>()(() => ({ opened: undefined, listed: false, entries: undefined }));

/** Shows a lesson beside the view; undefined: takes it away. */
export function openLesson(opened: OpenedLesson | undefined): void {
  useLessons.setState({ opened, listed: false });
}

/** Shows the list of lessons, or takes it away. */
export function listLessons(listed: boolean): void {
  useLessons.setState({ listed });
}

/** A lesson of the page's own origin, by its address relative to the page; says so if it cannot be had. */
export async function loadLesson(address: string): Promise<string | undefined> {
  const reply = await fetchCapture(address, new AbortController().signal);
  if (reply.ok) return reply.value.text();
  notify({
    tone: 'danger',
    sentence: `The lesson ${address} could not be had: ${reply.failure.detail ?? reply.failure.code}.`,
  });
  return undefined;
}

/** The lesson that the page's address asks for (`?lesson=`). */
export async function openRequestedLesson(): Promise<void> {
  const id = new URLSearchParams(location.search).get('lesson');
  const text = id === null ? undefined : await loadLesson(id);
  if (id !== null && text !== undefined) openLesson({ id, text });
}

/** Reads the list of lessons once; empty if it cannot be had. */
export async function loadLessonList(): Promise<void> {
  if (useLessons.getState().entries !== undefined) return;
  useLessons.setState({ entries: await readList() });
}

async function readList(): Promise<readonly LessonEntry[]> {
  try {
    const response = await fetch(new URL('lessons/index.json', document.baseURI));
    const list: unknown = response.ok ? await response.json() : [];
    return Array.isArray(list) ? list.flatMap(readEntry) : [];
  } catch {
    return []; // without its lessons the page is still whole: it says that there are none
  }
}

function readEntry(entry: unknown): readonly LessonEntry[] {
  if (typeof entry !== 'object' || entry === null) return [];
  const { file, title, about, steps } = entry as Record<string, unknown>;
  if (typeof file !== 'string' || typeof title !== 'string' || typeof about !== 'string') return [];
  return [{ file, title, about, steps: Number(steps ?? 0) }];
}

/** How far a person has come in a lesson: the step at hand, and those that are done. */
export interface LessonProgress {
  readonly at: number;
  readonly done: readonly number[];
}

const KEY = 'flowloom:lesson:';

/** What this browser remembers of a lesson. */
export function progressOf(id: string): LessonProgress {
  const kept = keptValue(KEY + id);
  const { at, done } = (typeof kept === 'object' && kept !== null ? kept : {}) as Partial<
    Record<'at' | 'done', unknown>
  >;
  return {
    at: typeof at === 'number' && at >= 0 ? Math.floor(at) : 0,
    done: Array.isArray(done) ? done.filter((one): one is number => Number.isInteger(one)) : [],
  };
}

/** Remembers it for the next visit, where the browser has storage. */
export function keepProgress(id: string, progress: LessonProgress): void {
  keepText(KEY + id, JSON.stringify(progress));
}

/** Rows that are compared at most. */
const MOST_ROWS = 100_000;

/** Rows of a table that a filter keeps, the first hundred thousand of the order of the table; undefined if that cannot be said. */
export async function rowsKept(table: string, filter: string): Promise<readonly number[] | undefined> {
  const reply = await engine().data.rows({ question: { table, filter }, from: 0, count: MOST_ROWS, columns: [] });
  return reply.ok ? reply.value.rows : undefined;
}

/** Larger files are none. */
const MOST_BYTES = 400_000;

/** Takes a lesson out of files that were dropped or picked, by its name, and opens it; gives the other files. */
export async function takeLesson(files: readonly File[]): Promise<readonly File[]> {
  const lesson = files.find(({ name, size }) => /\.md$/i.test(name) && size <= MOST_BYTES);
  if (lesson === undefined) return files;
  openLesson({ id: lesson.name, text: await lesson.text() });
  return files.filter((file) => file !== lesson);
}
