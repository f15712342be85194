import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RisingNumbers } from '../../src/base/rising-numbers.ts';
import { SmallNumbers } from '../../src/base/small-numbers.ts';

/** Sets all values with growth in between, cuts the column to its length, reads all. */
function roundTrip(column: RisingNumbers | SmallNumbers, values: readonly number[]): number[] {
  values.forEach((value, row) => {
    if (row % 100 === 0) column.resize(row + 100);
    column.set(row, value);
  });
  column.resize(values.length);
  return values.map((_, row) => column.at(row));
}

const WHOLE = fc.integer({ min: 0, max: 2 ** 45 });

describe('packed columns give back what was put in', () => {
  it('small numbers, and large ones among them', () => {
    const values = fc.array(fc.oneof(fc.constantFrom(0, 65_534, 65_535, 65_536), fc.nat(2000), fc.nat(2 ** 31)));
    fc.assert(
      fc.property(values, (list) => {
        expect(roundTrip(new SmallNumbers(), list)).toEqual(list);
      }),
    );
  });

  it('numbers that rise, far beyond four bytes', () => {
    const steps = fc.array(fc.oneof(fc.nat(70_000), fc.nat(2 ** 33)), { maxLength: 3000 });
    fc.assert(
      fc.property(steps, (list) => {
        let sum = 0;
        const values = list.map((step) => (sum += step));
        expect(roundTrip(new RisingNumbers(), values)).toEqual(values);
      }),
      { numRuns: 30 },
    );
  });

  it('numbers that rise no longer', () => {
    const values = fc.array(WHOLE, { maxLength: 3000 });
    fc.assert(
      fc.property(values, (list) => {
        expect(roundTrip(new RisingNumbers(), list)).toEqual(list);
      }),
      {
        numRuns: 30,
      },
    );
  });
});
