import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rangeAfterKey } from '../../../src/ui/charts/time-strip/strip-keys.ts';
import { moveRange, resizeRange, StripScale, ticks, tickStep } from '../../../src/ui/charts/time-strip/strip-scale.ts';

const view = { fromNs: 0, toNs: 1000 };

describe('times and pixels', () => {
  it('go there and back', () => {
    const scale = new StripScale({ fromNs: -500, toNs: 500 }, 1000);
    fc.assert(fc.property(fc.integer({ min: -500, max: 500 }), (ns) => scale.toTime(scale.toPixel(ns)) === ns));
  });

  it('stay on the strip', () => {
    expect(new StripScale(view, 100).toTime(-5)).toBe(0);
    expect(new StripScale(view, 100).toTime(500)).toBe(1000);
  });

  it('of a capture of one moment are that moment', () => {
    const scale = new StripScale({ fromNs: 7, toNs: 7 }, 100);
    expect(scale.toTime(50)).toBe(7);
    expect(scale.toPixel(7)).toBe(0);
    expect(ticks(scale.view, tickStep(scale, 80))).toEqual([]);
  });
});

describe('ticks', () => {
  it('are round, within the view and far enough apart, whatever the view', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 1e15 }), fc.integer({ min: 100, max: 4000 }), (span, width) => {
        const scale = new StripScale({ fromNs: 0, toNs: span }, width);
        const found = ticks(scale.view, tickStep(scale, 80));
        const pixels = found.map((ns) => scale.toPixel(ns));
        expect(found.every((ns) => ns >= 0 && ns <= span)).toBe(true);
        expect(pixels.slice(1).every((x, at) => x - (pixels[at] ?? 0) >= 79.99)).toBe(true);
      }),
    );
  });

  it('of an hour are minutes', () => {
    const scale = new StripScale({ fromNs: 0, toNs: 3600e9 }, 1000);
    const minutes = ticks(scale.view, tickStep(scale, 100)).map((ns) => ns / 60e9);
    expect(minutes).toEqual([0, 10, 20, 30, 40, 50, 60]);
  });
});

describe('a range', () => {
  it('keeps its length where it meets an end', () => {
    expect(moveRange({ fromNs: 100, toNs: 300 }, -500, view)).toEqual({ fromNs: 0, toNs: 200 });
    expect(moveRange({ fromNs: 100, toNs: 300 }, 5000, view)).toEqual({ fromNs: 800, toNs: 1000 });
  });

  it('never ends before it begins', () => {
    expect(resizeRange({ fromNs: 100, toNs: 300 }, -500, view)).toEqual({ fromNs: 100, toNs: 100 });
    expect(resizeRange({ fromNs: 100, toNs: 300 }, 5000, view)).toEqual({ fromNs: 100, toNs: 1000 });
  });

  it('is begun, moved, resized and taken away by key', () => {
    const begun = rangeAfterKey('ArrowRight', false, undefined, view)?.range;
    expect(begun).toEqual({ fromNs: 0, toNs: 100 });
    const moved = rangeAfterKey('ArrowRight', false, begun, view)?.range;
    expect(moved).toEqual({ fromNs: 20, toNs: 120 });
    expect(rangeAfterKey('ArrowRight', true, moved, view)?.range).toEqual({ fromNs: 20, toNs: 140 });
    expect(rangeAfterKey('End', false, moved, view)?.range).toEqual({ fromNs: 900, toNs: 1000 });
    expect(rangeAfterKey('Escape', false, moved, view)).toEqual({ range: undefined });
  });

  it('leaves keys alone that mean nothing to it', () => {
    expect(rangeAfterKey('Escape', false, undefined, view)).toBeUndefined();
    expect(rangeAfterKey('a', false, undefined, view)).toBeUndefined();
    expect(rangeAfterKey('ArrowLeft', false, undefined, { fromNs: 5, toNs: 5 })).toBeUndefined();
  });
});
