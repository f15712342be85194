import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTask, type LessonFacts } from '../../../src/ui/lessons/check-task.ts';
import { parseLesson } from '../../../src/ui/lessons/parse-lesson.ts';

const FENCE = '```';
const task = (...lines: string[]): string => [`${FENCE}task`, ...lines, FENCE].join('\n');
const lesson = (...parts: string[]): string =>
  ['# Title', '', 'capture: samples/a.pcap', '', 'Intro.', '', ...parts].join('\n');

function troublesOf(text: string): readonly string[] {
  const parsed = parseLesson(text);
  return parsed.ok ? [] : parsed.troubles.map(({ line, sentence }) => `${line} ${sentence}`);
}

describe('a lesson', () => {
  it('has a title, a capture, and steps with text, code, task and hints', () => {
    const parsed = parseLesson(
      lesson(
        '## One',
        'Text **strong**.',
        task('filter: packets', 'keeps: tcp', 'hint: a', 'hint: b'),
        '',
        '## Two',
        `${FENCE}ts`,
        'code();',
        FENCE,
        task('run: A', 'matches: 3'),
      ),
    );
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.troubles));
    const { title, capture, intro, steps } = parsed.lesson;
    expect([title, capture, intro.length, steps.length]).toEqual(['Title', 'samples/a.pcap', 1, 2]);
    expect(steps[0]).toMatchObject({
      title: 'One',
      line: 7,
      task: { kind: 'filter', table: 'packets', keeps: 'tcp' },
      hints: ['a', 'b'],
    });
    expect(steps[0]?.blocks).toMatchObject([{ type: 'paragraph' }]);
    expect(steps[1]).toMatchObject({ code: 'code();', task: { kind: 'run', name: 'A', matches: 3 } });
  });

  it('says what is wrong, by lines', () => {
    expect(troublesOf('')).toEqual(['1 A lesson begins with its title: “# ” and its words.']);
    expect(troublesOf('# T\ncapture: https://elsewhere.test/a.pcap\nauthor: me\n\n## S')).toEqual([
      '2 “https://elsewhere.test/a.pcap” is no capture.',
      '3 There is no “author” of a lesson: capture, sha256.',
    ]);
    expect(troublesOf('# T')).toEqual(['1 A lesson has a step at least: “## ” and its title.']);
    const wrong = lesson('## S', task('filter: cats', 'nonsense', 'where: x'), '## R', task('run: A', 'matches: many'));
    expect(troublesOf(wrong)).toEqual([
      '9 “filter” names a table: packets, flows, messages, matches, objects.',
      '9 The task needs “keeps: …”.',
      '10 A line of a task is “name: value”.',
      '11 A task “filter” has no “where”.',
      '16 “matches” is a number.',
    ]);
    expect(troublesOf(lesson('## R', task('run: A')))).toEqual([
      '7 A task that runs code has an answer: code between “```ts answer” and “```”.',
    ]);
    expect(troublesOf(lesson('## S', `${FENCE}task`, 'panel: flows'))).toEqual(['8 “```task” is not closed by “```”.']);
    expect(troublesOf('x'.repeat(300_000))).toEqual(['1 A lesson has at most 200000 characters.']);
  });

  it('is read to an end, whatever the text', () => {
    const line = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom(
        '# T',
        '## S',
        '```task',
        '```ts',
        '```ts answer',
        '```',
        'filter: packets',
        'keeps: a',
        'hint:',
        '- - - -',
        '| a | b |',
        '[[[[',
        '****',
        '    x',
        'capture: a',
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const parsed = parseLesson(lines.join('\n'));
        if (parsed.ok) expect(parsed.lesson.steps.length).toBeGreaterThan(0);
        else
          expect(
            parsed.troubles.every(({ line: at }) => at >= 1 && at <= Math.max(1, lines.join('\n').split('\n').length)),
          ).toBe(true);
      }),
    );
  });

  it('is read to its end, however its signs are piled up', () => {
    for (const sign of ['[', '`', '**', '- ', '|', '# ', '*a', '![', '> '])
      expect(() =>
        parseLesson(`# T\n\n## S\n\n${sign.repeat(50_000 / sign.length)}\n${`${sign.repeat(90)}\n`.repeat(300)}`),
      ).not.toThrow();
  });
});

describe('a task', () => {
  const facts: LessonFacts = {
    panel: 'flows',
    filters: { packets: 'mine' },
    selected: { packets: 4, flows: undefined },
    run: { phase: 'done', code: '', ms: 1, omitted: 0, classes: [{ name: 'A', completed: 2, incomplete: 0 }] },
    answer: ' 12,4 ',
  };
  const kept = (rows: Record<string, readonly number[]>) => (_: string, filter: string) =>
    Promise.resolve(rows[filter]);

  it('says how far a filter is', async () => {
    const filter = { kind: 'filter', table: 'packets', keeps: 'right' } as const;
    const check = async (mine: readonly number[]) =>
      (await checkTask(filter, facts, kept({ right: [1, 2, 3], mine }))).words;
    expect(await check([1, 2, 3])).toBe('');
    expect(await check([1, 5])).toBe(
      'Your filter keeps 2 packets: 2 that should be kept are missing, and 1 should not be kept.',
    );
    expect((await checkTask(filter, facts, kept({ right: [1] }))).words).toBe('The filter is not understood.');
    expect((await checkTask(filter, facts, kept({ mine: [1] }))).words).toMatch('does not fit the open capture');
  });

  it('takes numbers that are near enough, and texts in any case', async () => {
    const ask = (answers: string[], within: number, answer = facts.answer) =>
      checkTask({ kind: 'ask', question: '?', answers, within }, { ...facts, answer }, kept({}));
    expect((await ask(['12.5'], 0.2)).done).toBe(true);
    expect((await ask(['12.5'], 0.05)).done).toBe(false);
    expect((await ask(['The  Name', 'x'], 0, ' the name')).done).toBe(true);
    expect((await ask(['0'], 0, '')).done).toBe(false);
  });

  it('counts matches of one name or of all', async () => {
    const run = (name: string, matches: number | undefined) =>
      checkTask({ kind: 'run', name, matches }, facts, kept({}));
    expect((await run('A', 2)).done).toBe(true);
    expect((await run('', undefined)).done).toBe(true);
    expect((await run('A', 3)).words).toBe('It has found 2; 3 should be found.');
    expect((await run('B', undefined)).words).toBe('There is no class or sequence “B” in the code.');
  });
});
