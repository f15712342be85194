import { formatCount } from '../../base/format.ts';
import type { Run } from '../../state/session.ts';
import type { Task } from './lesson.ts';

/** What a task is checked by: what the page shows. */
export interface LessonFacts {
  readonly panel: string;
  /** Filters in force, by table. */
  readonly filters: Readonly<Record<string, string>>;
  readonly selected: { readonly packets: number | undefined; readonly flows: number | undefined };
  readonly run: Run;
  /** What the person has answered. */
  readonly answer: string;
}

/** Rows of a table that a filter keeps, rising; undefined if the filter is not understood, or there is no capture. */
export type RowsKept = (table: string, filter: string) => Promise<readonly number[] | undefined>;

/** Whether a task is done, and if not, how far it is; "" if nothing was tried. */
export interface Verdict {
  readonly done: boolean;
  readonly words: string;
}

const NOT_TRIED: Verdict = { done: false, words: '' };
const DONE: Verdict = { done: true, words: '' };

/** Checks a task against what the page shows. */
export async function checkTask(task: Task, facts: LessonFacts, rowsKept: RowsKept): Promise<Verdict> {
  switch (task.kind) {
    case 'filter':
      return checkFilter(task, facts.filters[task.table] ?? '', rowsKept);
    case 'select':
      return checkSelection(task, facts.selected[task.table], rowsKept);
    case 'run':
      return checkRun(task, facts.run);
    case 'panel':
      return { done: facts.panel === task.panel, words: '' };
    case 'ask':
      return checkAnswer(task, facts.answer);
  }
}

type Of<Kind extends Task['kind']> = Extract<Task, { readonly kind: Kind }>;

async function checkFilter({ table, keeps }: Of<'filter'>, filter: string, rowsKept: RowsKept): Promise<Verdict> {
  if (filter.trim() === '') return NOT_TRIED;
  const [wanted, kept] = await Promise.all([rowsKept(table, keeps), rowsKept(table, filter)]);
  if (wanted === undefined) return { done: false, words: 'The filter of the lesson does not fit the open capture.' };
  if (kept === undefined) return { done: false, words: 'The filter is not understood.' };
  const rows = new Set(wanted);
  const right = kept.filter((row) => rows.has(row)).length;
  if (right === wanted.length && kept.length === wanted.length) return DONE;
  const missing = wanted.length - right;
  const words = [
    ...(missing > 0 ? [`${formatCount(missing)} that should be kept ${missing === 1 ? 'is' : 'are'} missing`] : []),
    ...(kept.length > right ? [`${formatCount(kept.length - right)} should not be kept`] : []),
  ];
  return { done: false, words: `Your filter keeps ${formatCount(kept.length)} ${table}: ${words.join(', and ')}.` };
}

/** Rows as their tables number them. */
const ROW_NAMES = { packets: (row: number) => `packet ${row + 1}`, flows: (row: number) => `flow ${row}` };

async function checkSelection(
  { table, where }: Of<'select'>,
  row: number | undefined,
  rowsKept: RowsKept,
): Promise<Verdict> {
  if (row === undefined) return NOT_TRIED;
  const wanted = await rowsKept(table, where);
  if (wanted === undefined) return { done: false, words: 'The filter of the lesson does not fit the open capture.' };
  if (wanted.includes(row)) return DONE;
  return { done: false, words: `It is not ${ROW_NAMES[table](row)}.` };
}

function checkRun({ name, matches }: Of<'run'>, run: Run): Verdict {
  if (run.phase !== 'done') return NOT_TRIED;
  const classes = run.classes.filter((one) => name === '' || one.name === name);
  if (classes.length === 0) return { done: false, words: `There is no class or sequence “${name}” in the code.` };
  const found = classes.reduce((sum, { completed }) => sum + completed, 0);
  if (matches === undefined ? found > 0 : found === matches) return DONE;
  const wanted = matches === undefined ? 'one at least' : formatCount(matches);
  return { done: false, words: `It has found ${formatCount(found)}; ${wanted} should be found.` };
}

function checkAnswer({ answers, within }: Of<'ask'>, answer: string): Verdict {
  const said = plain(answer);
  if (said === '') return NOT_TRIED;
  const isRight = answers.some((right) => plain(right) === said || isNear(right, answer, within));
  return isRight ? DONE : { done: false, words: 'That is not it.' };
}

function plain(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ');
}

function isNear(right: string, answer: string, within: number): boolean {
  const [wanted, said] = [right, answer].map((text) => Number(text.trim().replace(',', '.') || Number.NaN));
  return wanted !== undefined && said !== undefined && Math.abs(wanted - said) <= within;
}
