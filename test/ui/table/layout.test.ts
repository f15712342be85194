import { describe, expect, it } from 'vitest';
import type { ColumnDescription } from '../../../src/core/model/column.ts';
import { gridColumns, storedColumns } from '../../../src/ui/table/grid-columns.ts';
import { groupColumns } from '../../../src/ui/table/group-columns.ts';
import { fittingPins, gridTemplate } from '../../../src/ui/table/layout.ts';
import { limitsInWords } from '../../../src/ui/explorer/limits.ts';
import { hasRows, rowsAsText } from '../../../src/ui/table/copy-rows.ts';

const column = (id: string, kind: ColumnDescription['kind'], group = 'G'): ColumnDescription => ({
  id,
  label: id.toUpperCase(),
  kind,
  group,
  unit: '',
  help: `help of ${id}`,
  formula: '',
});
const COLUMNS = gridColumns([column('a', 'integer'), column('b', 'text'), column('c', 'integer')], {
  a: { width: 100 },
  b: { width: 200 },
  c: { width: 60 },
});
const VIEW = { sort: undefined, columns: [], pinned: [], widths: {} };
const IDS = ['a', 'b', 'c'];

describe('pins', () => {
  it('are as chosen in a wide grid', () => {
    expect(fittingPins(VIEW, COLUMNS, IDS, 1200)).toEqual([]);
    expect(fittingPins({ ...VIEW, pinned: ['b', 'a'] }, COLUMNS, IDS, 1200)).toEqual(['b', 'a']);
  });

  it('are the first column in a narrow grid, and never take more than half of it', () => {
    expect(fittingPins(VIEW, COLUMNS, IDS, 380)).toEqual(['a']);
    expect(fittingPins(VIEW, COLUMNS, IDS, 150)).toEqual([]);
    expect(fittingPins({ ...VIEW, pinned: ['a', 'b'] }, COLUMNS, IDS, 380)).toEqual(['a']);
    expect(fittingPins({ ...VIEW, pinned: ['a', 'b'], widths: { a: 50, b: 100 } }, COLUMNS, IDS, 380)).toEqual([
      'a',
      'b',
    ]);
  });
});

it('gives the room that is left to a last column of text, else to nobody', () => {
  const placed = COLUMNS.map((each) => ({
    column: each,
    id: each.description.id,
    width: each.width,
    pinnedAt: undefined,
  }));
  expect(gridTemplate(placed)).toBe('100px 200px 60px 1fr');
  expect(gridTemplate(placed.slice(0, 2))).toBe('100px minmax(200px, 1fr)');
  expect(gridTemplate([])).toBe('none');
});

it('exports only columns that have values', () => {
  const columns = gridColumns([column('a', 'integer'), column('p', 'list')], { p: { stored: false } });
  expect(storedColumns(columns, ['p', 'a'])).toEqual(['a']);
});

it('groups columns and searches id, label and help by words', () => {
  const all = [column('x_ms', 'float', 'Time'), column('y', 'integer', 'Size'), column('z_ms', 'float', 'Time')];
  expect(groupColumns(all).map(({ group, columns }) => [group, columns.length])).toEqual([
    ['Time', 2],
    ['Size', 1],
  ]);
  expect(groupColumns(all, 'HELP z').flatMap(({ columns }) => columns.map(({ id }) => id))).toEqual(['z_ms']);
  expect(groupColumns(all, 'nothing')).toEqual([]);
});

it('names the limits in force, each with what lifts it', () => {
  const lifted: string[] = [];
  const lift = {
    range: () => lifted.push('range'),
    match: () => lifted.push('match'),
    flow: () => lifted.push('flow'),
    feature: () => lifted.push('feature'),
    flows: () => lifted.push('flows'),
  };
  const limits = limitsInWords(
    { range: { fromNs: 0, toNs: 1.5e9 }, match: 2, flow: 7, feature: 'src2dst_bytes', flows: 'dst_port = 443' },
    lift,
  );
  expect(limits.map(({ label }) => label)).toEqual([
    'Time 0.000 s to 1.500 s',
    'In sequence 3',
    'Flow 7',
    'Fed src2dst_bytes',
    'Flows: dst_port = 443',
  ]);
  limits.forEach((limit) => limit.lift());
  expect(lifted).toEqual(['range', 'match', 'flow', 'feature', 'flows']);
  expect(limitsInWords({ range: undefined, match: 'any', flow: undefined }, lift).map(({ label }) => label)).toEqual([
    'In sequences',
  ]);
});

describe('copied rows', () => {
  const window = {
    total: 9,
    shown: 9,
    from: 4,
    rows: [4, 5, 6],
    cells: [
      [1, 'a'],
      [2.5, 'b'],
      [3, 'c'],
    ],
    matched: [0, 0, 0],
  };

  it('are tab-separated under a header, as stored', () => {
    expect(rowsAsText(window, ['n', 't'], 5, 2)).toBe('n\tt\n2.5\tb\n3\tc');
  });

  it('come from the window only if it has all of them', () => {
    expect(hasRows(window, 4, 3)).toBe(true);
    expect(hasRows(window, 3, 2)).toBe(false);
    expect(hasRows(window, 6, 2)).toBe(false);
  });
});
