import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../../src/ui/panels/sequences/examples/index.ts';
import type { FormModel, FormStep, Wanted } from '../../../src/ui/panels/sequences/form/model.ts';
import { readBuilder } from '../../../src/ui/panels/sequences/form/read-builder.ts';
import { moduleOf } from '../../../src/ui/panels/sequences/form/write-builder.ts';

const names = fc
  .stringMatching(/^[a-z][a-zA-Z0-9]{0,8}$/)
  .filter((name) => !/^(?:in|do|if|of|for|new|let|var|try)$/.test(name));
const texts = fc.string({ maxLength: 12 }).filter((text) => !/[\n\r\u2028\u2029\0]/.test(text));
const seconds = fc.integer({ min: 1, max: 100_000 }).map((value) => value / 1000);
const values = fc.oneof(fc.boolean(), fc.integer({ min: -1, max: 65_535 }), texts);
const wanted: fc.Arbitrary<Wanted> = fc.oneof(
  fc.record({ kind: fc.constant('is' as const), value: values }),
  fc.record({ kind: fc.constant('any' as const), values: fc.array(values, { minLength: 1, maxLength: 3 }) }),
  fc.record({ kind: fc.constant('bounds' as const), min: fc.nat(), max: fc.nat() }, { requiredKeys: ['kind'] }),
  fc.record({ kind: fc.constant('same' as const), step: names, field: names }),
);
const when = fc.record({
  fields: fc.uniqueArray(fc.record({ field: names, wanted }), { maxLength: 4, selector: ({ field }) => field }),
});
const limits = { within: seconds, after: seconds };
const step: fc.Arbitrary<FormStep> = fc.oneof(
  fc.record(
    {
      kind: fc.constantFrom('step' as const, 'optional' as const),
      name: names,
      when,
      ...limits,
      strict: fc.boolean(),
      each: fc.boolean(),
      least: fc.constant(1),
      greatest: fc.constant(1),
    },
    { requiredKeys: ['kind', 'name', 'when', 'strict', 'each', 'least', 'greatest'] },
  ),
  fc.record(
    {
      kind: fc.constant('repeat' as const),
      name: names,
      when,
      ...limits,
      strict: fc.boolean(),
      each: fc.constant(false),
      least: fc.integer({ min: 1, max: 4 }),
      greatest: fc.constantFrom(4, 9, Infinity),
    },
    { requiredKeys: ['kind', 'name', 'when', 'strict', 'each', 'least', 'greatest'] },
  ),
  fc.record(
    {
      kind: fc.constant('without' as const),
      name: names,
      when,
      within: seconds,
      strict: fc.constant(false),
      each: fc.constant(false),
      least: fc.constant(1),
      greatest: fc.constant(1),
    },
    { requiredKeys: ['kind', 'name', 'when', 'strict', 'each', 'least', 'greatest'] },
  ),
);
const models: fc.Arbitrary<FormModel> = fc.record(
  {
    constant: names,
    title: texts,
    source: fc.constantFrom('flows', 'DNS'),
    key: fc.oneof(fc.constantFrom(['flow'], ['hosts'], ['src', 'dst']), fc.constant([])),
    starts: fc.constantFrom('every' as const, 'one' as const, 'newest' as const, 'unless-taken' as const),
    steps: fc.array(step, { minLength: 1, maxLength: 4 }),
    within: seconds,
    maxGap: seconds,
    longest: fc.boolean(),
    columns: fc.array(fc.record({ name: names, code: names.map((name) => `m.first.${name}`) }), { maxLength: 3 }),
    others: fc.constant([]),
  },
  { requiredKeys: ['constant', 'title', 'key', 'starts', 'steps', 'longest', 'columns', 'others'] },
);

describe('the form', () => {
  it('reads back whatever it writes', () => {
    fc.assert(
      fc.property(models, (model) => {
        const [read] = readBuilder(moduleOf(model));
        expect(read?.notes).toEqual([]);
        expect(JSON.stringify(sorted(read?.model))).toBe(JSON.stringify(sorted(model)));
      }),
      { numRuns: 300 },
    );
  });

  it('reads any text without a fault', () => {
    fc.assert(fc.property(fc.string(), (text) => void readBuilder(`export const a = sequence('a')${text}`)));
  });

  it('reads a definition that was written by hand, and says what it cannot show', () => {
    const code = EXAMPLES.find(({ id }) => id === 'half-open')?.code ?? '';
    const [read] = readBuilder(code);
    expect(read?.model).toMatchObject({ constant: 'halfOpen', title: 'Half-open', key: ['flow'], starts: 'one' });
    expect(read?.model.steps.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'step syn',
      'step synAck',
      'without ack',
    ]);
    expect(read?.model.steps[2]).toMatchObject({
      within: 3,
      when: { fields: [{ field: 'ack' }, { field: 'src', wanted: { kind: 'same', step: 'syn', field: 'src' } }] },
    });
    expect(read?.model.columns.map(({ name }) => name)).toEqual(['client', 'port', 'answerMs']);
    expect(read?.notes).toEqual([]);
    const [odd] = readBuilder(
      `export const a = sequence('A').key((p) => p.src).step('x', (p) => p.syn /* why */).takes('oldest').columns(f);`,
    );
    expect(odd?.model).toMatchObject({ key: { code: '(p) => p.src' }, others: [".takes('oldest')", '.columns(f)'] });
    expect(odd?.notes).toHaveLength(4);
    expect(moduleOf(odd?.model as FormModel)).toContain(`.step('x', (p) => p.syn)`);
  });

  it('has no place for classes and windows', () => {
    expect(readBuilder(`export const a = window('A').within(1).count(2); export class B {}`)).toEqual([]);
  });
});

/** With its properties in the order of their names, and without those that are not there. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === Infinity) return 'Infinity';
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, each]) => [name, sorted(each)]),
  );
}
