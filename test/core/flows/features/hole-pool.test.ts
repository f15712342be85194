import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HolePool } from '../../../../src/core/flows/features/hole-pool.ts';

/** The holes of a list, by looking for each position. */
function contents(pool: HolePool, list: number, span: number): { left: number; found: number[] } {
  let left = list;
  const found: number[] = [];
  for (let at = 0; at < span; at++) {
    left = pool.fill(left, at, at + 1);
    if (pool.filled === 1) found.push(at);
  }
  return { left, found };
}

it('keeps lists of positions apart, and takes out what is filled', () => {
  const range = fc.tuple(fc.nat(60), fc.nat(12)).map(([start, size]) => [start, start + size + 1] as const);
  const pool = new HolePool();
  fc.assert(
    fc.property(fc.array(range, { maxLength: 20 }), fc.array(range, { maxLength: 20 }), (filled, other) => {
      // One hole over all, cut by what is filled; another list beside it in the same pool.
      let list = pool.add(0, 0, 80);
      let beside = pool.add(0, 0, 80);
      const model = new Set(Array.from({ length: 80 }, (_, at) => at));
      for (const [start, end] of filled) {
        list = pool.fill(list, start, end);
        let expected = 0;
        for (let at = start; at < end; at++) if (model.delete(at)) expected++;
        expect(pool.filled).toBe(expected);
      }
      for (const [start, end] of other) beside = pool.fill(beside, start, end);
      const { left, found } = contents(pool, list, 80);
      expect(left).toBe(0);
      expect(found).toEqual([...model]);
      pool.release(beside);
    }),
  );
});

it('forgets the holes that were added first when there are more than 32', () => {
  const pool = new HolePool();
  let list = 0;
  for (let at = 0; at < 40; at++) list = pool.add(list, at * 2, at * 2 + 1);
  expect(contents(pool, list, 80).found).toEqual(Array.from({ length: 32 }, (_, at) => (at + 8) * 2));
});
