import { PANEL_IDS } from '../../state/panels.ts';
import type { LessonTrouble, Task } from './lesson.ts';

/** A line of a task, and its number in the file. */
export interface TaskLine {
  readonly line: number;
  readonly text: string;
}

/** Lines of a task by their names. */
type Said = ReadonlyMap<string, TaskLine>;

const TABLES: readonly string[] = ['packets', 'flows', 'messages', 'matches', 'objects'];

/** What a task may be, by its first word, and what it says besides. */
const KINDS: Readonly<Record<Task['kind'], readonly string[]>> = {
  filter: ['keeps'],
  select: ['where'],
  run: ['matches'],
  panel: [],
  ask: ['answer', 'within'],
};

/** Reads the lines of a task, `name: value` each; what is wrong is added to `troubles`, and the task is undefined then. */
export function readTask(
  lines: readonly TaskLine[],
  troubles: LessonTrouble[],
): { readonly task: Task | undefined; readonly hints: readonly string[] } {
  const said = new Map<string, TaskLine>();
  const hints: string[] = [];
  const known = troubles.length;
  const tell = (line: number, sentence: string): void => void troubles.push({ line, sentence });
  for (const { line, text } of lines) {
    if (text.trim() === '') continue;
    const [, name = '', value = ''] = /^\s*([a-z]+):\s*(.*\S)?\s*$/.exec(text) ?? [];
    if (name === '') tell(line, 'A line of a task is “name: value”.');
    else if (name === 'hint') hints.push(value);
    else if (said.has(name)) tell(line, `A task says “${name}” once.`);
    else said.set(name, { line, text: value });
  }
  const [kind, first] = [...said][0] ?? [];
  const from = first?.line ?? lines[0]?.line ?? 1;
  if (kind === undefined || first === undefined || !Object.hasOwn(KINDS, kind)) {
    tell(from, `A task begins with one of ${Object.keys(KINDS).join(', ')}.`);
    return { task: undefined, hints };
  }
  const allowed = KINDS[kind as Task['kind']];
  for (const [name, { line }] of said)
    if (name !== kind && !allowed.includes(name)) tell(line, `A task “${kind}” has no “${name}”.`);
  const task = READERS[kind as Task['kind']](first, said, tell);
  return { task: troubles.length > known ? undefined : task, hints };
}

type Tell = (line: number, sentence: string) => void;

const READERS: Readonly<Record<Task['kind'], (first: TaskLine, said: Said, tell: Tell) => Task>> = {
  filter: ({ line, text: table }, said, tell) => {
    if (!TABLES.includes(table)) tell(line, `“filter” names a table: ${TABLES.join(', ')}.`);
    return { kind: 'filter', table, keeps: needed('keeps', line, said, tell) };
  },
  select: ({ line, text }, said, tell) => {
    if (text !== 'packet' && text !== 'flow') tell(line, '“select” names what is to be selected: packet, flow.');
    return { kind: 'select', table: text === 'flow' ? 'flows' : 'packets', where: needed('where', line, said, tell) };
  },
  run: ({ text: name }, said, tell) => {
    const { line = 1, text } = said.get('matches') ?? {};
    if (text !== undefined && !/^\d{1,9}$/.test(text)) tell(line, '“matches” is a number.');
    return { kind: 'run', name: name === 'any' ? '' : name, matches: text === undefined ? undefined : Number(text) };
  },
  panel: ({ line, text }, _, tell) => {
    const panel = PANEL_IDS.find((id) => id === text);
    if (panel === undefined) tell(line, `“panel” names a panel: ${PANEL_IDS.join(', ')}.`);
    return { kind: 'panel', panel: panel ?? 'overview' };
  },
  ask: ({ line, text: question }, said, tell) => {
    const { line: place = line, text = '0' } = said.get('within') ?? {};
    if (question === '') tell(line, '“ask” has a question.');
    if (!/^\d+(\.\d+)?$/.test(text)) tell(place, '“within” is how far off a number may be.');
    const answers = needed('answer', line, said, tell)
      .split('|')
      .map((answer) => answer.trim());
    return { kind: 'ask', question, answers, within: Number(text) };
  },
};

/** What a task must say. */
function needed(name: string, line: number, said: Said, tell: Tell): string {
  const text = said.get(name)?.text ?? '';
  if (text === '') tell(said.get(name)?.line ?? line, `The task needs “${name}: …”.`);
  return text;
}
