import { describe, expect, it } from 'vitest';
import { Flow } from '../../../src/core/relational/flow.ts';
import type { LineEvent } from '../../../src/core/model/line-event.ts';
import { RelationalRun } from '../../../src/core/relational/relational-run.ts';
import { sequence } from '../../../src/core/relational/sequence/builder.ts';
import { window } from '../../../src/core/relational/sequence/window-builder.ts';
import { link } from '../../../src/core/relational/operators/links.ts';
import { matchedLines, runOverLines } from './line-events.ts';

const LOG = `12:00:00 open a
12:00:01 open b
   more of b
12:00:04 close b
12:00:05 close a
`;

class Pair extends Flow<LineEvent> {
  static override source = 'lines';
  isNextEvent({ text }: LineEvent): boolean {
    return text.includes(this.events.length === 0 ? 'open' : 'close');
  }
  isComplete(): boolean {
    return this.events.length === 2;
  }
}

const nameOf = ({ text }: LineEvent): string | undefined => /(?:open|close) (\w+)/.exec(text)?.[1];

describe('lines as events', () => {
  it('are taken by sequences, windows and classes', async () => {
    const session = sequence('Session', 'lines')
      .key(nameOf)
      .step('open', (line) => line.text.includes('open'))
      .step('close', (line) => line.text.includes('close'))
      .columns((m) => ({
        lines: m.close.number - m.open.number,
        s: m.close.time - m.open.time,
        at: m.open.stamp ?? '',
      }));
    const busy = window('Busy', 'lines').within(1).count(3);
    const found = await runOverLines(LOG, { session, busy, Pair });
    expect(matchedLines(found)).toEqual([
      [1, 4],
      [2, 4],
      [2, 4],
      [1, 5],
      [1, 2, 3],
    ]);
    expect(
      [...found.matches].filter(({ flowClass }) => flowClass === 1).map(({ fields }) => fields.map((f) => f.value)),
    ).toEqual([
      ['2', '3', '12:00:01'],
      ['4', '5', '12:00:00'],
    ]);
  });

  it('have the number of the line for a time where the log has none', async () => {
    const near = sequence('Near', 'lines').step('a', { text: 'a' }).step('b', { text: 'b' }, { within: 2 });
    expect(matchedLines(await runOverLines('a\nx\nb\na\nx\nx\nb', { near }))).toEqual([[1, 3]]);
  });

  it('are taken by code that does not say where its events come from, if that is asked for', async () => {
    const any = sequence('Any').step('a', { number: 2 });
    expect(matchedLines(await runOverLines(LOG, { any }, { events: 'lines' }))).toEqual([[2]]);
  });

  it('are looked at in the order of time if that is asked for, those of one time as they stand', async () => {
    const log = '12:00:02 b\n12:00:01 a\n12:00:02 c\n12:00:01 d\n';
    const all = sequence('All', 'lines')
      .starts('one')
      .repeat('line', 4, {})
      .columns((m) => ({ order: m.line.map(({ number }) => number).join(' ') }));
    const orders = async (order?: 'time'): Promise<unknown> =>
      [...(await runOverLines(log, { all }, { order })).matches].map(({ fields }) => fields[0].value);
    expect(await orders()).toEqual(['1 2 3 4']);
    expect(await orders('time')).toEqual(['2 4 1 3']);
  });
});

describe('definitions with different events', () => {
  const packets = sequence('Of packets', 'packets').step('a', {});
  const unsaid = sequence('Of whatever').step('a', {});
  const lines = sequence('Of lines', 'lines').step('a', {});
  const start = (exports: Record<string, unknown>, events?: 'packets' | 'flows' | 'lines'): unknown => {
    const run = RelationalRun.start({ exports, code: Object.keys(exports).join(' '), address: '' }, { events });
    if (!run.ok) return run.failure.detail;
    const { classes, sources, leftOut, isOverLines } = run.value;
    return { classes, sources, leftOut, isOverLines };
  };

  it('are those of a capture unless nothing wants one', () => {
    expect(start({ packets, unsaid, lines })).toEqual({
      classes: ['Of packets', 'Of whatever'],
      sources: ['packets'],
      leftOut: ['Of lines'],
      isOverLines: false,
    });
    expect(start({ lines })).toMatchObject({ classes: ['Of lines'], sources: ['lines'], isOverLines: true });
  });

  it('are chosen by their events', () => {
    expect(start({ packets, unsaid, lines }, 'lines')).toEqual({
      classes: ['Of whatever', 'Of lines'],
      sources: ['lines'],
      leftOut: ['Of packets'],
      isOverLines: true,
    });
    expect(start({ unsaid, lines }, 'flows')).toMatchObject({ classes: ['Of whatever'], sources: ['flows'] });
    expect(start({ packets }, 'lines')).toContain('No class, sequence or window of the code looks at lines.');
    expect(start({ packets }, 'flows')).toContain('looks at flows.');
  });

  it('leave plugins, links and taggers out of logs', () => {
    expect(start({ lines, more: link(() => ({ a: 1 })) }, 'lines')).toMatchObject({
      leftOut: ['plugins, links and taggers'],
    });
  });
});
