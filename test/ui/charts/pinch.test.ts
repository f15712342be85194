import { describe, expect, it } from 'vitest';
import { Pinch } from '../../../src/ui/charts/time-strip/pinch.ts';
import { StripScale } from '../../../src/ui/charts/time-strip/strip-scale.ts';

const axis = { whole: { fromNs: 0, toNs: 1_000_000 }, folds: [] };
const scale = new StripScale({ fromNs: 200_000, toNs: 600_000 }, 400, []);

describe('two fingers', () => {
  it('keep what they hold beneath them', () => {
    const pinch = new Pinch();
    expect(pinch.down(1, 100, scale)).toBe(false);
    expect(pinch.move(1, 100, axis)).toBe('none');
    expect(pinch.down(2, 200, scale)).toBe(true);
    pinch.move(1, 50, axis);
    const view = pinch.move(2, 250, axis);
    if (view === undefined || view === 'none') throw new Error('no view');
    const after = new StripScale(view, 400, []);
    expect(after.toTime(50)).toBeCloseTo(scale.toTime(100), -1);
    expect(after.toTime(250)).toBeCloseTo(scale.toTime(200), -1);
  });

  it('show everything when they come near enough to each other', () => {
    const pinch = new Pinch();
    pinch.down(1, 0, scale);
    pinch.down(2, 400, scale);
    pinch.move(1, 190, axis);
    expect(pinch.move(2, 200, axis)).toBeUndefined();
  });

  it('are none after one went up, and mean nothing with a third', () => {
    const pinch = new Pinch();
    pinch.down(1, 0, scale);
    pinch.down(2, 400, scale);
    pinch.up(1);
    expect(pinch.move(2, 300, axis)).toBe('none');
    pinch.down(3, 100, scale);
    expect(pinch.down(4, 200, scale)).toBe(false);
  });
});
