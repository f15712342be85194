import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinct, extremes, gaps, sums } from '../../../../src/core/query/group/aggregates.ts';
import { filterOfGroup } from '../../../../src/core/model/group-filter.ts';
import { groupRows, type Grouping } from '../../../../src/core/query/group/grouping.ts';
import { groupedRows } from '../../../../src/core/query/group/grouped-rows.ts';
import type { Rows } from '../../../../src/core/model/column.ts';
import { compileFilter } from '../../../../src/core/query/filter/compile.ts';
import { selectRows } from '../../../../src/core/query/select-rows.ts';
import { numbers, table, texts } from '../tables.ts';

const ENDS = ['src_ip', 'dst_ip'] as const;
const NAMES = ['10.0.0.1', '10.0.0.2', '10.0.0.3'];

/** Source and destination have one dictionary, as in captures. */
function talks(pairs: readonly (readonly [number, number])[], ports: readonly number[]): Rows {
  const end = (which: 0 | 1, id: string) => ({
    ...texts(id, NAMES, 'address'),
    code: (row: number) => pairs[row][which],
    text: (code: number) => NAMES[code],
    size: () => NAMES.length,
  });
  return table(pairs.length, end(0, 'src_ip'), end(1, 'dst_ip'), numbers('dst_port', 'integer', [...ports]));
}

const FOUR = talks(
  [
    [0, 1],
    [1, 0],
    [0, 2],
    [2, 2],
  ],
  [80, 443, 80, 53],
);

function grouped(rows: Rows, by: readonly string[], kept?: number[]): Grouping {
  const grouping = groupRows(rows, by, kept && Int32Array.from(kept), ENDS);
  if (grouping === undefined) throw new Error(`not grouped by ${by.join()}`);
  return grouping;
}

function keys(by: readonly string[], grouping: Grouping): string[] {
  const { columns, length } = groupedRows(FOUR, by, grouping, ENDS, []);
  return Array.from({ length }, (_, group) =>
    [...columns.values()]
      .map((column) =>
        column.type === 'number'
          ? column.number(group)
          : column.type === 'dictionary'
            ? column.text(column.code(group))
            : '',
      )
      .join(' '),
  );
}

describe('rows in groups', () => {
  it('are put together by a column', () => {
    const grouping = grouped(FOUR, ['dst_port']);
    expect(keys(['dst_port'], grouping)).toEqual(['80', '443', '53']);
    expect([...sums(grouping, () => 1)]).toEqual([2, 1, 1]);
  });

  it('by several columns', () => {
    const grouping = grouped(FOUR, ['src_ip', 'dst_port']);
    expect(keys(['src_ip', 'dst_port'], grouping)).toEqual(['10.0.0.1 80', '10.0.0.2 443', '10.0.0.3 53']);
  });

  it('by host: a row counts for both ends, once where they are the same', () => {
    const grouping = grouped(FOUR, ['host']);
    expect(keys(['host'], grouping)).toEqual(NAMES);
    expect([...sums(grouping, () => 1)]).toEqual([3, 2, 2]);
    expect([...sums(grouping, (_row, side) => 1 - side)]).toEqual([2, 1, 1]);
  });

  it('by pair: whichever way round, as the first row has them', () => {
    const grouping = grouped(FOUR, ['pair']);
    expect(keys(['pair'], grouping)).toEqual(['10.0.0.1 10.0.0.2', '10.0.0.1 10.0.0.3', '10.0.0.3 10.0.0.3']);
    expect([...sums(grouping, (_row, side) => side)]).toEqual([1, 0, 0]);
  });

  it('of chosen rows only', () => {
    expect(keys(['dst_port'], grouped(FOUR, ['dst_port'], [3, 1]))).toEqual(['53', '443']);
    expect(grouped(FOUR, ['host'], []).groups).toBe(0);
  });

  it('are refused by columns that there are not', () => {
    expect(groupRows(FOUR, ['nothing'], undefined, ENDS)).toBeUndefined();
    expect(groupRows(FOUR, ['host'], undefined, undefined)).toBeUndefined();
  });

  it('come back by their filter', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(2), fc.nat(2), fc.nat(3)), { minLength: 1 }),
        fc.constantFrom(
          ['host'],
          ['pair'],
          ['dst_port'],
          ['src_ip', 'dst_port'],
          ['pair', 'dst_port'],
          ['host', 'dst_port'],
        ),
        (made, by) => {
          const rows = talks(
            made.map(([a, b]) => [a, b] as const),
            made.map(([, , port]) => port),
          );
          const grouping = grouped(rows, by);
          const { columns, length } = groupedRows(rows, by, grouping, ENDS, []);
          const sizes = sums(grouping, () => 1);
          for (let group = 0; group < length; group++) {
            const cells = [...columns.values()].map((column) =>
              column.type === 'number'
                ? column.number(group)
                : column.type === 'dictionary'
                  ? column.text(column.code(group))
                  : '',
            );
            const filter = compileFilter(filterOfGroup(by, cells, ENDS), rows);
            if (!filter.ok) throw new Error(filter.failure.detail);
            expect(selectRows(filter.value, rows.length)).toHaveLength(sizes[group]);
          }
        },
      ),
    );
  });
});

describe('what is told of groups', () => {
  const grouping = grouped(FOUR, ['src_ip']);

  it('counts different values', () => {
    const ports = [80, 443, 80, -1];
    expect([...distinct(grouped(FOUR, ['host']), (row) => ports[row])]).toEqual([2, 2, 1]);
    expect([...distinct(grouping, () => -1)]).toEqual([0, 0, 0]);
  });

  it('finds the smallest and the largest', () => {
    const values = [3, Number.NaN, 1, 7];
    expect([...extremes(grouping, (row) => values[row], 'least')]).toEqual([1, Number.NaN, 7]);
    expect([...extremes(grouping, (row) => values[row], 'most')]).toEqual([3, Number.NaN, 7]);
  });

  it('measures how evenly rows come', () => {
    const times = [0, 30, 10, 20];
    const one = grouped(table(4, numbers('x', 'integer', [1, 1, 1, 1])), ['x']);
    const { mean, variation } = gaps(one, (row) => times[row]);
    expect([mean[0], variation[0]]).toEqual([10, 0]);
    const uneven = gaps(one, (row) => [0, 1, 2, 9][row]);
    expect(uneven.mean[0]).toBe(3);
    expect(uneven.variation[0]).toBeCloseTo(Math.sqrt((4 + 4 + 16) / 2) / 3);
    expect(gaps(grouping, (row) => times[row]).variation[0]).toBeNaN();
  });
});
