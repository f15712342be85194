import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OperatorResults } from '../../src/core/model/operators.ts';
import { checkOperators } from '../../src/core/relational/operators/check-operators.ts';

const good: OperatorResults = {
  columns: [
    { of: 'flows', id: 'udps.n', kind: 'number', values: Float64Array.of(1, NaN), texts: [] },
    { of: 'flows', id: 'udps.b', kind: 'boolean', values: Uint8Array.of(1, 2), texts: [] },
    { of: 'flows', id: 'link.t', kind: 'text', values: Int32Array.of(0, -1), texts: ['a'] },
    { of: 'packets', id: 'tags', kind: 'tags', values: Int32Array.of(0, -1, 1), texts: ['a b', 'b'] },
  ],
  starts: Int32Array.of(0, 2),
  cuts: Int32Array.of(1),
  operators: [{ name: 'A', kind: 'plugin' }],
  losses: { columns: 0, cutTexts: 1, values: 0, refused: 0 },
  lines: { packets: Int32Array.of(2), ends: Int32Array.of(3), text: 'abc', omitted: 0 },
};
const [numbers, booleans, texts, tags] = good.columns;
const withColumns = (...columns: unknown[]): object => ({ ...good, columns });

describe('what operators of user code have made', () => {
  it('is taken as it is when it is right', () => {
    expect(checkOperators(good, 3)).toEqual(good);
  });

  it.each<[string, object]>([
    ['rows that there are not', { ...good, cuts: Int32Array.of(3) }],
    ['rows before the first', { ...good, starts: Int32Array.of(-1, 2) }],
    ['rows that do not rise', { ...good, starts: Int32Array.of(2, 2) }],
    ['columns too short', withColumns({ ...numbers, values: Float64Array.of(1) })],
    ['another kind of array', withColumns({ ...numbers, values: [1, 2] })],
    ['part of a buffer', withColumns({ ...numbers, values: new Float64Array(4).subarray(0, 2) })],
    ['booleans of three kinds', withColumns({ ...booleans, values: Uint8Array.of(3, 0) })],
    ['texts that there are not', withColumns({ ...texts, values: Int32Array.of(1, 0) })],
    ['long texts', withColumns({ ...texts, texts: ['x'.repeat(201)] })],
    ['the same text twice', withColumns({ ...texts, texts: ['a', 'a'] })],
    ['two columns of one name', withColumns(numbers, { ...booleans, id: 'UDPS.n'.toLowerCase() })],
    ['names of columns that there are', withColumns({ ...numbers, id: 'src_ip' })],
    ['tags by another name', withColumns({ ...tags, id: 'udps.tags' })],
    ['more tags than there may be', withColumns({ ...tags, texts: Array.from({ length: 257 }, (_, at) => `t${at}`) })],
    ['tags with two blanks', withColumns({ ...tags, texts: ['a  b', 'b'] })],
    ['another table', withColumns({ ...numbers, of: 'matches' })],
    [
      'more columns than there may be',
      withColumns(...Array.from({ length: 65 }, (_, at) => ({ ...numbers, id: `udps.c${at}` }))),
    ],
    ['lines that go back', { ...good, lines: { ...good.lines, ends: Int32Array.of(-1) } }],
    ['lines of packets that there are not', { ...good, lines: { ...good.lines, packets: Int32Array.of(3) } }],
    ['text that no line has', { ...good, lines: { ...good.lines, text: 'abcd' } }],
    [
      'our own words as what was thrown',
      { ...good, operators: [{ name: 'A', kind: 'plugin', fault: { code: 'bug' } }] },
    ],
    ['losses that are none', { ...good, losses: { ...good.losses, values: -1 } }],
  ])('is refused with %s', (_, value) => {
    expect(checkOperators(value, 3)).toBeUndefined();
  });

  it('is refused or right, whatever it is', () => {
    const odd = fc.anything({ withTypedArray: true, maxDepth: 2 });
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(good)), odd, (name, value) => {
        const checked = checkOperators({ ...good, [name]: value }, 3);
        if (checked === undefined) return;
        for (const { values, of } of checked.columns)
          expect(values.length).toBe(of === 'packets' ? 3 : checked.starts.length);
        for (const packet of [...checked.starts, ...checked.cuts]) expect(packet).toBeLessThan(3);
      }),
    );
  });
});
