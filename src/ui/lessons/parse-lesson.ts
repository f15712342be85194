import { visibleText } from '../../base/text.ts';
import { parseBlocks } from '../docs/markdown-blocks.ts';
import type { ResolveLink } from '../docs/markdown-inline.ts';
import type { Block } from '../docs/page.ts';
import type { Lesson, LessonTrouble, Step } from './lesson.ts';
import { readTask, type TaskLine } from './read-task.ts';

/** Characters of a lesson, and of a line of it: more is none that a person has written. */
export const MOST_LESSON = 200_000;
const LONGEST_LINE = 2000;
const MOST_STEPS = 100;

/** A lesson, or all that is wrong with its file, in the order of lines. */
export type ParsedLesson =
  { readonly ok: true; readonly lesson: Lesson } | { readonly ok: false; readonly troubles: readonly LessonTrouble[] };

/** Reads the file of a lesson. Whatever the text, it ends with a lesson or with what is wrong. */
export function parseLesson(text: string): ParsedLesson {
  if (text.length > MOST_LESSON) return broken(1, `A lesson has at most ${MOST_LESSON} characters.`);
  const lines = text.split(/\r?\n/).map((line) => visibleText(line.slice(0, LONGEST_LINE)));
  const troubles: LessonTrouble[] = [];
  const [title, ...parts] = partsOf(lines);
  const name = /^# +(.*\S)/.exec(title?.lines[0] ?? '')?.[1];
  if (title === undefined || name === undefined)
    return broken(1, 'A lesson begins with its title: “# ” and its words.');
  const { facts, rest } = readFacts(title, troubles);
  const intro = readBody(rest, troubles, false);
  const steps = parts.slice(0, MOST_STEPS).map((part) => readStep(part, troubles));
  if (steps.length === 0) troubles.push({ line: 1, sentence: 'A lesson has a step at least: “## ” and its title.' });
  if (parts.length > MOST_STEPS)
    troubles.push({ line: parts[MOST_STEPS]?.from ?? 1, sentence: `A lesson has at most ${MOST_STEPS} steps.` });
  if (troubles.length > 0) return { ok: false, troubles: troubles.sort((a, b) => a.line - b.line) };
  const lesson = {
    title: name,
    capture: facts['capture'] ?? '',
    sha256: facts['sha256'] ?? '',
    intro: intro.blocks,
    steps,
  };
  return { ok: true, lesson };
}

function broken(line: number, sentence: string): ParsedLesson {
  return { ok: false, troubles: [{ line, sentence }] };
}

/** Some lines of the file; `from` is the number of the first, from 1. */
interface Part {
  readonly from: number;
  readonly lines: readonly string[];
}

/** The file cut before each heading of a step; what stands between fences is none. */
function partsOf(lines: readonly string[]): readonly Part[] {
  const cuts: number[] = [];
  let fenced = false;
  lines.forEach((line, at) => {
    if (/^\s*```/.test(line)) fenced = !fenced;
    if (!fenced && /^## +\S/.test(line)) cuts.push(at);
  });
  const start = lines.findIndex((line) => line.trim() !== '');
  return [Math.max(0, start), ...cuts].map((from, at) => ({
    from: from + 1,
    lines: lines.slice(from, [Math.max(0, start), ...cuts][at + 1] ?? lines.length),
  }));
}

/** What may be said of a lesson beneath its title, and how. */
const FACTS: Readonly<Record<string, RegExp>> = {
  capture: /^(?![a-z]+:)(?!\/\/)\S.*$/i,
  sha256: /^[\da-f]{64}$/,
};

/** Lines of `name: value` beneath the title. */
function readFacts(
  { from, lines }: Part,
  troubles: LessonTrouble[],
): { facts: Readonly<Record<string, string>>; rest: Part } {
  const facts: Record<string, string> = {};
  let at = 1;
  for (; at < lines.length; at++) {
    const [, name = '', value = ''] = /^([a-z]\w*): +(.*\S)\s*$/.exec(lines[at] ?? '') ?? [];
    if (name === '' && (lines[at] ?? '').trim() !== '') break;
    if (name === '') continue;
    const form = Object.hasOwn(FACTS, name) ? FACTS[name] : undefined;
    if (form?.test(value) === true) facts[name] = value;
    else
      troubles.push({
        line: from + at,
        sentence:
          form === undefined ? `There is no “${name}” of a lesson: capture, sha256.` : `“${value}” is no ${name}.`,
      });
  }
  return { facts, rest: { from: from + at, lines: lines.slice(at) } };
}

function readStep({ from, lines }: Part, troubles: LessonTrouble[]): Step {
  const title = (lines[0] ?? '').replace(/^## +/, '').trim();
  const body = readBody({ from: from + 1, lines: lines.slice(1) }, troubles, true);
  const { task, hints } = body.task === undefined ? { task: undefined, hints: [] } : readTask(body.task, troubles);
  if (task?.kind === 'run' && body.answer === '' && body.code === '')
    troubles.push({
      line: from,
      sentence: 'A task that runs code has an answer: code between “```ts answer” and “```”.',
    });
  return {
    title,
    line: from,
    blocks: body.blocks,
    code: body.code,
    answer: body.answer,
    task,
    hints,
  };
}

interface Body {
  readonly blocks: readonly Block[];
  readonly code: string;
  readonly answer: string;
  readonly task: readonly TaskLine[] | undefined;
}

/** Text of a step: what stands between fences named `task`, `ts` and `ts answer` is taken out of it. */
function readBody({ from, lines }: Part, troubles: LessonTrouble[], mayAsk: boolean): Body {
  const kept: string[] = [];
  const taken: Record<string, { readonly line: number; readonly lines: string[] }> = {};
  for (let at = 0; at < lines.length; at++) {
    const fence = /^```(task|ts answer|ts)\s*$/.exec(lines[at] ?? '')?.[1];
    if (fence === undefined) {
      kept.push(lines[at] ?? '');
      continue;
    }
    const end = lines.findIndex((line, place) => place > at && /^```\s*$/.test(line));
    if (end < 0) troubles.push({ line: from + at, sentence: `“\`\`\`${fence}” is not closed by “\`\`\`”.` });
    if (!mayAsk) troubles.push({ line: from + at, sentence: `“\`\`\`${fence}” belongs to a step.` });
    if (taken[fence] !== undefined) troubles.push({ line: from + at, sentence: `A step has one “\`\`\`${fence}”.` });
    taken[fence] = { line: from + at + 1, lines: lines.slice(at + 1, end < 0 ? lines.length : end) };
    at = end < 0 ? lines.length : end;
  }
  const task = taken['task'];
  return {
    blocks: parseBlocks(kept, RESOLVE),
    code: taken['ts']?.lines.join('\n') ?? '',
    answer: taken['ts answer']?.lines.join('\n') ?? '',
    task: task?.lines.map((text, at) => ({ line: task.line + at, text })),
  };
}

/** Links lead to pages of the documentation and to other hosts. */
const RESOLVE: ResolveLink = (target) => {
  if (/^https?:/.test(target)) return { address: target };
  const [, page, heading = ''] = /^docs:([\w-]+)(?:#([\w-]+))?$/.exec(target) ?? [];
  return page === undefined ? undefined : { page, heading };
};
