import { describe, expect, it } from 'vitest';
import { gridAction, HEADER } from '../../../src/ui/table/grid-keys.ts';
import type { KeyPress } from '../../../src/ui/table/grid-keys.ts';

const SIZE = { rows: 100, columns: 5, page: 20 };
const press = (keys: string): KeyPress => {
  const parts = keys.split('+');
  return {
    key: parts.at(-1) ?? '',
    shiftKey: parts.includes('Shift'),
    ctrlKey: parts.includes('Control'),
    altKey: parts.includes('Alt'),
    metaKey: false,
  };
};
const target = (keys: string, position: number, column: number): readonly [number, number] | undefined => {
  const action = gridAction(press(keys), { position, column }, SIZE);
  return action?.type === 'move' ? [action.to.position, action.to.column] : undefined;
};

describe('moving', () => {
  it.each([
    ['ArrowDown', 3, 1, [4, 1]],
    ['ArrowUp', 0, 1, [HEADER, 1]],
    ['ArrowDown', HEADER, 1, [0, 1]],
    ['ArrowDown', 99, 1, [99, 1]],
    ['ArrowLeft', 3, 0, [3, 0]],
    ['ArrowRight', 3, 4, [3, 4]],
    ['PageDown', 90, 2, [99, 2]],
    ['PageUp', 7, 2, [0, 2]],
    ['Home', 7, 2, [7, 0]],
    ['End', 7, 2, [7, 4]],
    ['Control+Home', 7, 2, [0, 0]],
    ['Control+End', 7, 2, [99, 4]],
    ['Control+ArrowUp', 7, 2, [HEADER, 2]],
  ])('%s from %i, %i', (keys, position, column, to) => {
    expect(target(keys, position, column)).toEqual(to);
  });

  it('stays in the header of an empty table', () => {
    expect(gridAction(press('ArrowDown'), { position: HEADER, column: 0 }, { ...SIZE, rows: 0 })).toEqual({
      type: 'move',
      to: { position: HEADER, column: 0 },
      extend: false,
    });
  });

  it('extends the range with shift, but not from the header', () => {
    expect(gridAction(press('Shift+ArrowDown'), { position: 3, column: 0 }, SIZE)).toMatchObject({ extend: true });
    expect(gridAction(press('Shift+ArrowDown'), { position: HEADER, column: 0 }, SIZE)).toMatchObject({
      extend: false,
    });
  });
});

describe('the header', () => {
  const at = { position: HEADER, column: 2 };
  it.each([
    ['Enter', { type: 'sort' }],
    [' ', { type: 'sort' }],
    ['Alt+ArrowLeft', { type: 'step-column', step: -1 }],
    ['Shift+ArrowRight', { type: 'resize-column', by: 10 }],
    ['Shift+F10', { type: 'menu' }],
    ['Alt+ArrowDown', { type: 'menu' }],
  ])('%s', (keys, action) => {
    expect(gridAction(press(keys), at, SIZE)).toEqual(action);
  });
});

describe('a row', () => {
  const at = { position: 4, column: 2 };
  it.each([
    ['Enter', { type: 'open' }],
    ['Escape', { type: 'escape' }],
    ['Shift+ ', { type: 'select-row' }],
    ['x', undefined],
    ['Alt+ArrowLeft', undefined],
  ])('%s', (keys, action) => {
    expect(gridAction(press(keys), at, SIZE)).toEqual(action);
  });
});

describe('keys on a cell', () => {
  const at = { position: 3, column: 1 };

  it('open its menu, or are letters that its entries may have', () => {
    expect(gridAction(press('ContextMenu'), at, SIZE)).toEqual({ type: 'cell-menu' });
    expect(gridAction(press('Shift+F10'), at, SIZE)).toEqual({ type: 'cell-menu' });
    expect(gridAction(press('f'), at, SIZE)).toEqual({ type: 'cell-key', key: 'f' });
    expect(gridAction(press('Shift+F'), at, SIZE)).toEqual({ type: 'cell-key', key: 'F' });
  });

  it('are left to the browser with Control, and to columns in the header', () => {
    expect(gridAction(press('Control+f'), at, SIZE)).toBeUndefined();
    expect(gridAction(press('f'), { position: HEADER, column: 1 }, SIZE)).toBeUndefined();
    expect(gridAction(press('ContextMenu'), { position: HEADER, column: 1 }, SIZE)).toEqual({ type: 'menu' });
  });
});
