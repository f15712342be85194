import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../../src/core/model/column.ts';
import { sortRows } from '../../../src/core/query/sort.ts';
import { description, numbers, texts } from './tables.ts';

const identity = (length: number): Int32Array => Int32Array.from({ length }, (_, at) => at);

/** The slow obvious way: a stable comparator sort, nothing last. */
function slowly(values: readonly (number | string | undefined)[], descending: boolean): number[] {
  const isNothing = (value: number | string | undefined): boolean => value === undefined || Number.isNaN(value);
  return [...values.keys()].sort((a, b) => {
    const [left, right] = [values[a], values[b]];
    if (isNothing(left) || isNothing(right) || left === undefined || right === undefined)
      return Number(isNothing(left)) - Number(isNothing(right));
    const sign = left < right ? -1 : left > right ? 1 : 0;
    return descending ? -sign : sign;
  });
}

describe('sortRows', () => {
  const anyDouble = fc.double();
  const whole = fc.integer({ min: 0, max: 20 });
  const close = fc.integer({ min: 0, max: 1000 }).map((value) => 1 + value * Number.EPSILON);

  it.each([false, true])('sorts any doubles as a comparator would, descending %s', (descending) => {
    fc.assert(
      fc.property(
        fc.oneof(fc.array(anyDouble), fc.array(whole), fc.array(close, { minLength: 30, maxLength: 200 })),
        (values) => {
          const column = numbers('x', 'float', values);
          expect([...sortRows(identity(values.length), column, descending)]).toEqual(slowly(values, descending));
        },
      ),
    );
  });

  it.each([false, true])('sorts texts by code unit, rows without text last, descending %s', (descending) => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.string({ maxLength: 2 }), { nil: undefined })), (values) => {
        expect([...sortRows(identity(values.length), texts('x', values), descending)]).toEqual(
          slowly(values, descending),
        );
      }),
    );
  });

  it('takes the column’s own order where it has one', () => {
    const column: Column = {
      ...texts('x', ['10.0.0.9', '10.0.0.10', '9.0.0.1']),
      compare: (a, b) => [1, 2, 0][a] - [1, 2, 0][b],
    };
    expect([...sortRows(identity(3), column, false)]).toEqual([2, 0, 1]);
    expect([...sortRows(identity(3), column, true)]).toEqual([1, 0, 2]);
  });

  it('sorts the rows given, in the order given where they are equal', () => {
    const column = numbers('x', 'integer', [5, 1, 5, 0, 1]);
    expect([...sortRows(Int32Array.of(4, 2, 1, 0), column, false)]).toEqual([4, 1, 2, 0]);
  });

  it('leaves its input alone and lists in place', () => {
    const rows = Int32Array.of(2, 1, 0);
    const list: Column = { type: 'list', description: description('l', 'list'), list: () => [] };
    expect([...sortRows(rows, list, true)]).toEqual([2, 1, 0]);
    sortRows(rows, numbers('x', 'integer', [1, 2, 3]), false);
    expect([...rows]).toEqual([2, 1, 0]);
  });
});
