import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rangeOfDrag, takeHold } from '../../../src/ui/charts/time-strip/brush-drag.ts';
import { zoomOfKey } from '../../../src/ui/charts/time-strip/strip-keys.ts';
import { StripScale } from '../../../src/ui/charts/time-strip/strip-scale.ts';
import { panView, zoomView } from '../../../src/ui/charts/time-strip/strip-zoom.ts';
import { turnOf } from '../../../src/ui/charts/time-strip/use-wheel.ts';
import { NO_ZOOM, stepBack, stepTo } from '../../../src/ui/charts/time-strip/zoom-history.ts';

const whole = { fromNs: 0, toNs: 1e9 };
const plain = { whole, folds: [] };
const silence = { fromNs: 2e8, toNs: 8e8 };
const folded = { whole, folds: [{ ...silence, silence }] };

describe('zooming', () => {
  it('keeps the time under the pointer', () => {
    expect(zoomView(plain, whole, 5e8, 0.5)).toEqual({ fromNs: 2.5e8, toNs: 7.5e8 });
    expect(zoomView(plain, whole, 0, 0.5)).toEqual({ fromNs: 0, toNs: 5e8 });
    const view = { fromNs: 1e8, toNs: 2e8 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), fc.double({ min: 0.2, max: 1.5, noNaN: true }), (x, factor) => {
        const before = new StripScale(view, 1000);
        const next = zoomView(plain, view, before.toTime(x), factor);
        if (next === undefined || next.fromNs === 0) return;
        expect(new StripScale(next, 1000).toPixel(before.toTime(x))).toBeCloseTo(x, 2);
      }),
    );
  });

  it('ends at the whole capture, and at a microsecond', () => {
    expect(zoomView(plain, { fromNs: 1e8, toNs: 9e8 }, 5e8, 2)).toBeUndefined();
    expect(zoomView(plain, { fromNs: 0, toNs: 1000 }, 0, 0.5)).toEqual({ fromNs: 0, toNs: 1000 });
    expect(zoomView({ whole: { fromNs: 5, toNs: 5 }, folds: [] }, { fromNs: 5, toNs: 5 }, 5, 0.5)).toBeUndefined();
  });

  it('does not count what is folded', () => {
    expect(zoomView(folded, whole, 0, 0.75)).toEqual({ fromNs: 0, toNs: 9e8 });
    expect(zoomView(folded, whole, 0, 0.5)).toEqual({ fromNs: 0, toNs: 2e8 });
    expect(panView(folded, { fromNs: 0, toNs: 2e8 }, 1)).toEqual({ fromNs: 8e8, toNs: 1e9 });
  });

  it('moves along and stops at the ends', () => {
    expect(panView(plain, { fromNs: 1e8, toNs: 2e8 }, 0.5)).toEqual({ fromNs: 1.5e8, toNs: 2.5e8 });
    expect(panView(plain, { fromNs: 1e8, toNs: 2e8 }, -9)).toEqual({ fromNs: 0, toNs: 1e8 });
    expect(panView(plain, { fromNs: 1e8, toNs: 2e8 }, 99)).toEqual({ fromNs: 9e8, toNs: 1e9 });
    expect(panView(plain, whole, 0.5)).toBeUndefined();
  });

  it('goes back step by step; one turn of the wheel is one step', () => {
    const at = (fromNs: number): { fromNs: number; toNs: number } => ({ fromNs, toNs: 1e9 });
    let history = stepTo(NO_ZOOM, at(1));
    history = stepTo(history, at(2), { name: 'wheel', at: 1000 });
    history = stepTo(history, at(3), { name: 'wheel', at: 1100 });
    history = stepTo(history, at(4), { name: 'wheel', at: 5000 });
    history = stepTo(history, at(4));
    const seen = [history, stepBack(history), stepBack(stepBack(history)), stepBack(stepBack(stepBack(history)))];
    expect(seen.map(({ view }) => view?.fromNs)).toEqual([4, 3, 1, undefined]);
    expect(stepBack(NO_ZOOM).view).toBeUndefined();
  });

  it('is done by W and S, A and D, in capitals as well', () => {
    expect(zoomOfKey('w')).toEqual({ type: 'zoom', factor: 1 / 1.5 });
    expect(zoomOfKey('S')).toEqual({ type: 'zoom', factor: 1.5 });
    expect([zoomOfKey('a'), zoomOfKey('d')]).toMatchObject([{ share: -0.125 }, { share: 0.125 }]);
    expect(zoomOfKey('Backspace')).toEqual({ type: 'back' });
    expect(zoomOfKey('q')).toBeUndefined();
    expect(zoomOfKey('toString')).toBeUndefined();
  });

  it('is done by the wheel up and down and by a pinch; sideways it moves', () => {
    const still = { deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, shiftKey: false };
    expect(turnOf(still)).toBeUndefined();
    expect(turnOf({ ...still, deltaY: -100 })).toEqual({ type: 'zoom', factor: Math.exp(-0.25) });
    expect(turnOf({ ...still, deltaY: 3, deltaMode: 1 })).toEqual({ type: 'zoom', factor: Math.exp(0.12) });
    expect(turnOf({ ...still, deltaY: -5, ctrlKey: true })).toEqual({ type: 'zoom', factor: Math.exp(-0.05) });
    expect(turnOf({ ...still, deltaX: 30, deltaY: 2 })).toEqual({ type: 'pan', pixels: 30 });
    expect(turnOf({ ...still, deltaY: 40, shiftKey: true })).toEqual({ type: 'pan', pixels: 40 });
  });
});

describe('a drag', () => {
  const scale = new StripScale({ fromNs: 0, toNs: 1000 }, 100);

  it('begins a new range where all that is shown is in the range', () => {
    const held = takeHold(scale, { fromNs: 0, toNs: 1000 }, 30, false);
    expect(held).toMatchObject({ kind: 'new', clears: false });
    expect(rangeOfDrag(held, scale, 50)).toEqual({ fromNs: 300, toNs: 500 });
    expect(takeHold(scale, { fromNs: -5000, toNs: 5000 }, 1, false).kind).toBe('new');
  });

  it('moves a range that it begins in, pulls an end, begins another beside it', () => {
    const range = { fromNs: 200, toNs: 600 };
    expect(rangeOfDrag(takeHold(scale, range, 40, false), scale, 50)).toEqual({ fromNs: 300, toNs: 700 });
    expect(rangeOfDrag(takeHold(scale, range, 61, false), scale, 80)).toEqual({ fromNs: 200, toNs: 800 });
    expect(takeHold(scale, range, 80, false)).toMatchObject({ kind: 'new', clears: true });
  });

  it('on the axis moves the view', () => {
    expect(takeHold(scale, { fromNs: 200, toNs: 600 }, 40, true).kind).toBe('pan');
  });
});
