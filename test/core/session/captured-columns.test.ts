import { describe, expect, it } from 'vitest';
import type { CapturedField, MatchSet } from '../../../src/core/model/match.ts';
import { capturedColumns } from '../../../src/core/session/captured-columns.ts';
import { stepColumns } from '../../../src/core/session/step-columns.ts';
import { matchSetOf } from '../../../src/core/relational/match-set.ts';

const TIMES = [0, 0.25e9, 0.5e9, 2e9, 3.125e9];

const fieldsOf = (values: Readonly<Record<string, string | number>>): CapturedField[] =>
  Object.entries(values).map(([name, value]) =>
    typeof value === 'number' ? { name, value: String(value), number: value } : { name, value },
  );

/** Two classes, whose matches have packets 1 and 3 of the times above. */
function setOf(first: readonly Record<string, string | number>[], second: typeof first = []): MatchSet {
  const match = (flowClass: number) => (values: Record<string, string | number>) => ({
    flowClass,
    complete: true,
    packets: [1, 3],
    fields: fieldsOf(values),
  });
  return matchSetOf({
    classes: ['A', 'B'].map((name) => ({ name, completed: 1, incomplete: 0 })),
    matches: [...first.map(match(0)), ...second.map(match(1))],
    omitted: [0, 0],
  });
}

const columnsOf = (set: MatchSet): [id: string, kind: string][] =>
  capturedColumns(set, TIMES, new Set(['start', 'fields'])).map(({ description: { id, kind } }) => [id, kind]);

describe('columns of captured values', () => {
  it('have the kind that all values share', () => {
    const values = { host: '10.0.0.1', waitMs: 1.5, status: 404, at: 0.25, name: 'x', mixed: 1, took_ms: 3 };
    expect(columnsOf(setOf([values, { ...values, host: 'fe80::1', at: 2, mixed: 'y' }]))).toEqual([
      ['host', 'address'],
      ['waitMs', 'milliseconds'],
      ['status', 'integer'],
      ['at', 'relative-ns'],
      ['name', 'text'],
      ['mixed', 'text'],
      ['took_ms', 'milliseconds'],
    ]);
  });

  it('are times only if every value is the time of a packet of its match', () => {
    expect(columnsOf(setOf([{ t: 0.25 }, { t: 0.5 }]))).toEqual([['t', 'float']]);
  });

  it('have numbers, and nothing where nothing was captured', () => {
    const [at, status] = capturedColumns(setOf([{ at: 0.25, status: 404 }, {}]), TIMES, new Set());
    if (at?.type !== 'number' || status?.type !== 'number') throw new Error('no numbers');
    expect([at.number(0), at.number(1), status.number(0), status.number(1)]).toEqual([0.25e9, NaN, 404, NaN]);
    expect(status).toMatchObject({ description: { kind: 'integer' }, fractional: true });
  });

  it('take an empty text for none', () => {
    expect(
      columnsOf(
        setOf([
          { client: '10.0.0.1', wait: '' },
          { client: '', wait: 3 },
        ]),
      ),
    ).toEqual([
      ['client', 'address'],
      ['wait', 'integer'],
    ]);
    expect(columnsOf(setOf([{ client: '' }]))).toEqual([['client', 'text']]);
  });

  it('say what happens where two classes differ', () => {
    const [column] = capturedColumns(setOf([{ x: 1 }], [{ x: 'one' }]), TIMES, new Set());
    expect(column?.description).toMatchObject({
      kind: 'text',
      help: 'Captured: a whole number of A, a text of B. They differ, so all are compared as texts. Empty where nothing was captured.',
    });
    expect(columnsOf(setOf([{ x: 1 }], [{ x: 1.5 }]))).toEqual([['x', 'float']]);
  });

  it('keep out of the way of other columns and of the filter’s words', () => {
    const names = { start: 1, START: 2, and: 3, 'a b': 4, '…': 'more' };
    expect(columnsOf(setOf([names])).map(([id]) => id)).toEqual(['field_start', 'field_START_', 'field_and', 'a_b']);
  });
});

describe('columns of steps', () => {
  it('have the time from the event before', () => {
    const steps = ['syn', 'ack'].map((name) => ({ name, reached: 1 }));
    const set: MatchSet = matchSetOf({
      classes: [{ name: 'A', completed: 1, incomplete: 1, funnel: { steps, ends: [] } }],
      matches: [
        { flowClass: 0, complete: true, packets: [0, 1, 3], steps: [0, 0, 1], fields: [] },
        { flowClass: 0, complete: false, packets: [0], steps: [0], fields: [] },
      ],
      omitted: [0],
    });
    const [column, ...more] = stepColumns(set, TIMES, new Set());
    if (column?.type !== 'number') throw new Error('no number');
    expect(more).toEqual([]);
    expect(column.description.id).toBe('gap_ack');
    expect([column.number(0), column.number(1)]).toEqual([1750, NaN]);
  });
});
