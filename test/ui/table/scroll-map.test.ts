import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clampTop,
  createScrollMap,
  isScaled,
  MAX_SPACER,
  scrollOfTop,
  spanOf,
  topAfterScroll,
  topOfScroll,
  topToShow,
} from '../../../src/ui/table/scroll-map.ts';

const ROW = 24;

describe('a scroller whose rows fit the spacer', () => {
  const map = createScrollMap(1000, ROW, 600);

  it('is as high as its rows, and scrolls as the browser does', () => {
    expect(map.spacer).toBe(24_000);
    expect(isScaled(map)).toBe(false);
    expect(topOfScroll(map, 1234)).toBe(1234);
    expect(scrollOfTop(map, 1234)).toBe(1234);
    expect(topAfterScroll(map, 0, 0, 17_000)).toBe(17_000);
  });

  it('draws the rows in view and the overscan, within the table', () => {
    expect(spanOf(map, 0, 1000, ROW, 5)).toEqual({ first: 0, end: 30 });
    expect(spanOf(map, 240, 1000, ROW, 5)).toEqual({ first: 5, end: 40 });
    expect(spanOf(map, 23_400, 1000, ROW, 5)).toEqual({ first: 970, end: 1000 });
  });
});

describe('a scroller of more rows than a browser can lay out', () => {
  const rows = 2_000_000;
  const map = createScrollMap(rows, ROW, 600);

  it('keeps the spacer at the cap, and reaches both ends', () => {
    expect(map.spacer).toBe(MAX_SPACER);
    expect(topOfScroll(map, 0)).toBe(0);
    expect(topOfScroll(map, MAX_SPACER - 600)).toBe(rows * ROW - 600);
  });

  it('reads a move of less than a screen as true pixels, a longer one as the scroll bar', () => {
    expect(topAfterScroll(map, 1_000_000, 166_000, 166_100)).toBe(1_000_100);
    expect(topAfterScroll(map, 1_000_000, 166_000, 166_600)).toBeCloseTo(topOfScroll(map, 166_600));
  });

  it('goes to the very end whenever the scroll bar does', () => {
    expect(topAfterScroll(map, rows * ROW - 5000, MAX_SPACER - 700, MAX_SPACER - 600)).toBe(rows * ROW - 600);
    expect(topAfterScroll(map, 5000, 100, 0)).toBe(0);
  });
});

describe('any scroller', () => {
  const sizes = fc.record({
    rows: fc.integer({ min: 0, max: 5_000_000 }),
    viewport: fc.integer({ min: 24, max: 2000 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  it('finds the scroll bar position that leads back to a position', () => {
    fc.assert(
      fc.property(sizes, ({ rows, viewport, part }) => {
        const map = createScrollMap(rows, ROW, viewport);
        const top = clampTop(map, part * map.content);
        expect(Math.abs(topOfScroll(map, scrollOfTop(map, top)) - top)).toBeLessThan(0.01);
      }),
    );
  });

  it('brings every row wholly into view, and does not move if it is there', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), ({ rows, viewport, part }, pick) => {
        fc.pre(rows > 0);
        const map = createScrollMap(rows, ROW, viewport);
        const row = pick % rows;
        const top = topToShow(map, clampTop(map, part * map.content), row, ROW);
        expect(row * ROW).toBeGreaterThanOrEqual(top);
        expect((row + 1) * ROW).toBeLessThanOrEqual(top + viewport);
        expect(topToShow(map, top, row, ROW)).toBe(top);
        const span = spanOf(map, top, rows, ROW, 0);
        expect(span.first <= row && row < span.end).toBe(true);
      }),
    );
  });
});
