import { describe, expect, it } from 'vitest';
import { gridColumns } from '../../../src/ui/table/grid-columns.ts';
import type { GridView } from '../../../src/ui/table/types.ts';
import {
  knownView,
  LEAST_WIDTH,
  moveColumn,
  nextSort,
  resizeColumn,
  stepColumn,
  toggleColumn,
  togglePin,
} from '../../../src/ui/table/view-changes.ts';

const SHOWN = ['a', 'b', 'c'];
const VIEW: GridView = { sort: undefined, columns: SHOWN, pinned: ['a'], widths: {} };

describe('sorting', () => {
  it('goes up, down and back to the order of the file', () => {
    const up = nextSort(undefined, 'a').sort;
    const down = nextSort(up, 'a').sort;
    expect(up).toEqual({ column: 'a', descending: false });
    expect(down).toEqual({ column: 'a', descending: true });
    expect(nextSort(down, 'a')).toEqual({ sort: undefined });
    expect(nextSort(down, 'b').sort).toEqual({ column: 'b', descending: false });
  });
});

describe('order', () => {
  it.each([
    ['a', 3, 'bca'],
    ['a', 2, 'bac'],
    ['a', 1, 'abc'],
    ['c', 0, 'cab'],
    ['b', 0, 'bac'],
    ['b', 99, 'acb'],
  ])('puts %s before place %i', (column, to, order) => {
    expect(moveColumn(SHOWN, column, to).columns?.join('')).toBe(order);
  });

  it('steps left and right, and stays at the ends', () => {
    expect(stepColumn(SHOWN, 'b', -1).columns).toEqual(['b', 'a', 'c']);
    expect(stepColumn(SHOWN, 'b', 1).columns).toEqual(['a', 'c', 'b']);
    expect(stepColumn(SHOWN, 'a', -1).columns).toEqual(SHOWN);
    expect(stepColumn(SHOWN, 'c', 1).columns).toEqual(SHOWN);
    expect(stepColumn(SHOWN, 'x', 1)).toEqual({});
  });
});

describe('showing and hiding', () => {
  it('adds a column at the end', () => {
    expect(toggleColumn(VIEW, SHOWN, 'd').columns).toEqual(['a', 'b', 'c', 'd']);
  });

  it('takes a hidden column out of pins and sorting', () => {
    const change = toggleColumn({ ...VIEW, sort: { column: 'a', descending: true } }, SHOWN, 'a');
    expect(change).toEqual({ columns: ['b', 'c'], pinned: [], sort: undefined });
  });

  it('keeps the sorting by another column', () => {
    expect(toggleColumn({ ...VIEW, sort: { column: 'b', descending: true } }, SHOWN, 'a')).not.toHaveProperty('sort');
  });

  it('never hides the last column', () => {
    expect(toggleColumn(VIEW, ['a'], 'a')).toEqual({});
  });

  it('pins and unpins', () => {
    expect(togglePin(VIEW, 'b').pinned).toEqual(['a', 'b']);
    expect(togglePin(VIEW, 'a').pinned).toEqual([]);
  });
});

it('keeps widths within reason', () => {
  expect(resizeColumn(VIEW, 'a', -50).widths).toEqual({ a: LEAST_WIDTH });
  expect(resizeColumn(VIEW, 'a', 99.6).widths).toEqual({ a: 100 });
});

it('leaves out columns that are not there', () => {
  const there = gridColumns(
    ['a', 'c'].map((id) => ({ id, label: id, kind: 'integer', group: '', unit: '', help: '', formula: '' })),
  );
  const view = { ...VIEW, pinned: ['b'] };
  expect(knownView(view, there)).toEqual({ ...view, columns: ['a', 'c'], pinned: [] });
  const known = { ...VIEW, columns: ['c', 'a'] };
  expect(knownView(known, there)).toBe(known);
});
