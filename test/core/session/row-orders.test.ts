import { expect, it } from 'vitest';
import { answered } from '../../../src/core/model/failure.ts';
import { RowOrders } from '../../../src/core/session/row-orders.ts';

/** Asks for an order of so many rows; true if it had to be computed. */
function asker() {
  const orders = new RowOrders();
  return (filter: string, rows: number): boolean => {
    let computed = false;
    orders.get({ table: 'packets', filter }, '', () => {
      computed = true;
      return answered({ length: rows, byteLength: rows * 4 } as Int32Array);
    });
    return computed;
  };
}

it('keeps the last eight answers', () => {
  const ask = asker();
  for (let at = 0; at < 8; at++) expect(ask(String(at), 10)).toBe(true);
  expect(ask('0', 10)).toBe(false);
  expect(ask('8', 10)).toBe(true);
  expect(ask('1', 10)).toBe(false);
  expect(ask('0', 10)).toBe(true);
});

it('keeps fewer large ones, but always the newest', () => {
  const ask = asker();
  expect(ask('a', 100_000_000)).toBe(true);
  expect(ask('b', 20_000_000)).toBe(true);
  expect(ask('a', 100_000_000)).toBe(false);
  expect(ask('c', 150_000_000)).toBe(true);
  expect(ask('c', 150_000_000)).toBe(false);
  expect(ask('a', 100_000_000)).toBe(true);
});
