import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { loadUserCode } from '../../../src/cli/commands/user-code.ts';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { RelationalRun } from '../../../src/core/relational/relational-run.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import type { Run } from '../../../src/state/session.ts';
import { checkTask, type LessonFacts, type RowsKept } from '../../../src/ui/lessons/check-task.ts';
import type { Lesson, Step, Task } from '../../../src/ui/lessons/lesson.ts';
import { parseLesson } from '../../../src/ui/lessons/parse-lesson.ts';
import { byteStream } from '../../bytes.ts';

const root = fileURLToPath(new URL('../../../public/', import.meta.url));
const files = readdirSync(join(root, 'lessons')).filter((name) => name.endsWith('.md'));
const folder = mkdtempSync(join(tmpdir(), 'lessons-'));
let modules = 0;

afterAll(() => rmSync(folder, { recursive: true }));

function lessonOf(file: string): Lesson {
  const parsed = parseLesson(readFileSync(join(root, 'lessons', file), 'utf8'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.troubles));
  return parsed.lesson;
}

interface Opened {
  readonly session: CaptureSession;
  readonly tables: CaptureTables;
  readonly rowsKept: RowsKept;
}

const opened = new Map<string, Promise<Opened>>();

function openCapture(capture: string): Promise<Opened> {
  const known = opened.get(capture) ?? readCapture(capture);
  opened.set(capture, known);
  return known;
}

async function readCapture(capture: string): Promise<Opened> {
  const bytes = new Uint8Array(readFileSync(join(root, capture)));
  const tables = new CaptureTables(PAGE_DEFAULTS);
  await new CaptureReading(tables).read(byteStream(bytes), capture, bytes.length);
  tables.finish();
  const source = { read: (at: number, length: number) => Promise.resolve(bytes.subarray(at, at + length)) };
  const session = new CaptureSession(tables, source);
  const rowsKept: RowsKept = async (table, filter) => {
    const reply = await session.rows({ table, filter }, 0, 100_000, []);
    return reply.ok ? reply.value.rows : undefined;
  };
  return { session, tables, rowsKept };
}

/** What a run of some code finds in a capture, as the page has it. */
async function runCode({ session, tables }: Opened, code: string): Promise<Run> {
  const file = join(folder, `lesson-${(modules += 1)}.ts`);
  writeFileSync(file, code);
  const loaded = await loadUserCode(file);
  if (!loaded.ok) throw new Error(loaded.failure.detail);
  const run = RelationalRun.start(loaded.value.module);
  if (!run.ok) throw new Error(run.failure.detail);
  run.value.feed(await session.eventBatch(modules, 0, tables.packets.length, loaded.value.needs));
  const found = run.value.finish();
  if (!found.ok) throw new Error(found.failure.detail);
  return { phase: 'done', code, ms: 1, classes: found.value.classes, omitted: 0 };
}

const NOTHING: LessonFacts = {
  panel: 'overview',
  filters: {},
  selected: { packets: undefined, flows: undefined },
  run: { phase: 'idle' },
  answer: '',
};

/** What the page shows once a person has done what the answer of a task says. */
async function rightFacts(capture: Opened, { answer, code }: Step, task: Task): Promise<LessonFacts> {
  switch (task.kind) {
    case 'filter':
      return { ...NOTHING, filters: { [task.table]: task.keeps } };
    case 'select': {
      const rows = await capture.rowsKept(task.table, task.where);
      return { ...NOTHING, selected: { ...NOTHING.selected, [task.table]: rows?.[0] } };
    }
    case 'run':
      return { ...NOTHING, run: await runCode(capture, answer === '' ? code : answer) };
    case 'panel':
      return { ...NOTHING, panel: task.panel };
    case 'ask':
      return { ...NOTHING, answer: task.answers[0] ?? '' };
  }
}

/** What it shows after something near it, which is wrong. */
async function wrongFacts(capture: Opened, task: Task): Promise<LessonFacts> {
  switch (task.kind) {
    case 'filter':
      return { ...NOTHING, filters: { [task.table]: `not (${task.keeps})` } };
    case 'select': {
      const rows = await capture.rowsKept(task.table, `not (${task.where})`);
      return { ...NOTHING, selected: { ...NOTHING.selected, [task.table]: rows?.[0] ?? 999_999 } };
    }
    case 'run': {
      const none = `import { sequence } from 'flowloom';\nexport const one = sequence('${task.name}').step('a', { length: -1 });`;
      return { ...NOTHING, run: await runCode(capture, none) };
    }
    case 'panel':
      return NOTHING;
    case 'ask':
      return { ...NOTHING, answer: 'something else' };
  }
}

describe('the shipped lessons', () => {
  it('are ten, and the list of the page has them all', () => {
    expect(files).toHaveLength(10);
    const list = JSON.parse(readFileSync(join(root, 'lessons/index.json'), 'utf8')) as readonly Record<
      string,
      unknown
    >[];
    expect(list.map(({ file, title, steps }) => ({ file, title, steps }))).toEqual(
      files.map((file) => ({ file, title: lessonOf(file).title, steps: lessonOf(file).steps.length })),
    );
  });

  describe.each(files)('%s', (file) => {
    const lesson = lessonOf(file);

    it.each(lesson.steps.map((step) => [step.title, step] as const))('%s', async (_, step) => {
      const { task } = step;
      if (task === undefined) throw new Error('A shipped step has a task.');
      const capture = await openCapture(lesson.capture);
      const right = await checkTask(task, await rightFacts(capture, step, task), capture.rowsKept);
      expect(right, 'its answer is right').toEqual({ done: true, words: '' });
      const wrong = await checkTask(task, await wrongFacts(capture, task), capture.rowsKept);
      expect(wrong.done, 'what is no answer is not').toBe(false);
      expect((await checkTask(task, NOTHING, capture.rowsKept)).done, 'nothing is no answer').toBe(false);
      if (task.kind === 'filter') expect(await capture.rowsKept(task.table, task.keeps)).not.toHaveLength(0);
    });
  });
});
