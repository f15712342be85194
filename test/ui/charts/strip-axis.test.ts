import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatOffset, formatOffsets, formatWholeOffset } from '../../../src/base/format-offset.ts';
import { axisPicture } from '../../../src/ui/charts/time-strip/axis-labels.ts';
import { axisTextOf, rangeWords } from '../../../src/ui/charts/time-strip/axis-text.ts';
import { chooseFolds } from '../../../src/ui/charts/time-strip/folds.ts';
import type { Fold } from '../../../src/ui/charts/time-strip/folds.ts';
import { placeLabels } from '../../../src/ui/charts/time-strip/place-labels.ts';
import { StripScale } from '../../../src/ui/charts/time-strip/strip-scale.ts';

const SECOND = 1e9;
const DAY = 86_400 * SECOND;
const RELATIVE = axisTextOf({ epochNs: 0n, format: 'relative', nanoseconds: false });
const widthOf = (text: string): number => text.length * 6;

function fold(fromNs: number, toNs: number): Fold {
  return { fromNs, toNs, silence: { fromNs, toNs } };
}

/** What stands on the axis, from the left. */
function textsOf(scale: StripScale, text = RELATIVE): readonly string[] {
  const placed = placeLabels(axisPicture(scale, text, widthOf).labels, scale.width, widthOf);
  return [...placed].sort((a, b) => a.left - b.left).map((label) => label.text.replaceAll('\u00a0', ' '));
}

describe('a strip with folded silences', () => {
  const scale = new StripScale({ fromNs: 0, toNs: 1000 }, 114, [fold(50, 950)]);

  it('gives a silence a narrow break and the rest the room', () => {
    expect(scale.pieces.map(({ left, right }) => [left, right])).toEqual([
      [0, 50],
      [50, 64],
      [64, 114],
    ]);
    expect(scale.toPixel(25)).toBe(25);
    expect(scale.toPixel(500)).toBe(57);
    expect(scale.toPixel(975)).toBe(89);
    expect(scale.toTime(57)).toBe(500);
    expect(scale.pieceAt(57)?.silence).toEqual({ fromNs: 50, toNs: 950 });
  });

  it('has a pixel for each time and a time for each pixel, rising, whatever is folded', () => {
    const folds = fc
      .uniqueArray(fc.integer({ min: 1, max: 9999 }), { minLength: 0, maxLength: 12 })
      .map((ends) => [...ends].sort((a, b) => a - b))
      .map((ends) => ends.flatMap((end, at) => (at % 2 === 1 ? [fold(ends[at - 1] ?? 0, end)] : [])));
    fc.assert(
      fc.property(
        folds,
        fc.integer({ min: 100, max: 2000 }),
        fc.integer({ min: 0, max: 4999 }),
        (list, width, from) => {
          const view = { fromNs: from, toNs: 10_000 };
          const one = new StripScale(view, width, list);
          const pixels = Array.from({ length: 51 }, (_, at) => one.toPixel(from + ((10_000 - from) * at) / 50));
          expect(pixels.every((x, at) => at === 0 || x > (pixels[at - 1] ?? 0))).toBe(true);
          expect(pixels[0]).toBe(0);
          expect(pixels[50]).toBeCloseTo(width, 6);
          for (let ns = from; ns <= 10_000; ns += 137)
            expect(Math.abs(one.toTime(one.toPixel(ns)) - ns)).toBeLessThan(2);
        },
      ),
    );
  });

  it('shows of a fold what the view shows, and beyond the view goes on', () => {
    const part = new StripScale({ fromNs: 900, toNs: 1000 }, 114, [fold(50, 950)]);
    expect(part.pieces[0]).toMatchObject({ fromNs: 900, toNs: 950, silence: { fromNs: 50, toNs: 950 } });
    expect(part.toPixel(800)).toBeLessThan(0);
    expect(part.toPixel(1100)).toBeGreaterThan(114);
  });
});

describe('the choice of folds', () => {
  const whole = { fromNs: 0, toNs: 100 * DAY };

  it('folds by itself what leaves next to nothing, and the pauses within that, too', () => {
    const long = { fromNs: 60 * SECOND, toNs: 99 * DAY };
    const short = { fromNs: 99 * DAY + 60 * SECOND, toNs: 100 * DAY - 60 * SECOND };
    const { folds, automatic } = chooseFolds([short, long], whole, 500, 16);
    expect(automatic).toBe(true);
    expect(folds.map(({ silence }) => silence)).toEqual([long, short]);
    // A margin stays at both ends, so that no bar touches the break.
    expect(folds[0]?.fromNs).toBeGreaterThan(long.fromNs);
    expect(folds[0]?.toNs).toBeLessThan(long.toNs);
  });

  it('only offers to fold silences beside activity, and nothing without a long one', () => {
    const half = { fromNs: 10 * DAY, toNs: 60 * DAY };
    expect(chooseFolds([half], whole, 500, 16)).toMatchObject({ automatic: false, folds: [{ silence: half }] });
    expect(chooseFolds([{ fromNs: 0, toNs: DAY }], whole, 500, 16).folds).toEqual([]);
    expect(chooseFolds([], { fromNs: 0, toNs: 0 }, 1, 16).folds).toEqual([]);
  });

  it('does not take single packets far apart for activity with silences', () => {
    const beats = Array.from({ length: 10 }, (_, at) => ({ fromNs: at * 10 * DAY, toNs: (at + 1) * 10 * DAY }));
    expect(chooseFolds(beats, whole, 11, 16)).toEqual({ automatic: false, folds: [] });
  });
});

describe('the axis', () => {
  it('tells ticks apart deep in a long capture, from a base', () => {
    const fromNs = 1648 * DAY + 17 * 3600 * SECOND + 23 * 60 * SECOND + 31.4 * SECOND;
    const texts = textsOf(new StripScale({ fromNs, toNs: fromNs + 1.3 * SECOND }, 1200));
    expect(texts[0]).toBe('1648 d 17 h 23 min');
    expect(texts.slice(1, 4)).toEqual(['+31.6 s', '+31.7 s', '+31.8 s']);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('needs no base near the first packet', () => {
    expect(textsOf(new StripScale({ fromNs: 0, toNs: 4 * SECOND }, 700))).toEqual([
      '0.0 s',
      '0.5 s',
      '1.0 s',
      '1.5 s',
      '2.0 s',
      '2.5 s',
      '3.0 s',
      '3.5 s',
      '4.0 s',
    ]);
    expect(textsOf(new StripScale({ fromNs: 0, toNs: 150 * SECOND }, 500)).slice(0, 3)).toEqual([
      '0 s',
      '30 s',
      '1 min',
    ]);
  });

  it('never lets two texts meet, whatever is shown and folded', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e17 }),
        fc.integer({ min: 1000, max: 1e16 }),
        fc.integer({ min: 200, max: 2000 }),
        fc.boolean(),
        (fromNs, span, width, isFolded) => {
          const folds = isFolded ? [fold(fromNs + span * 0.2, fromNs + span * 0.7)] : [];
          const scale = new StripScale({ fromNs, toNs: fromNs + span }, width, folds);
          const placed = placeLabels(axisPicture(scale, RELATIVE, widthOf).labels, width, widthOf);
          const sorted = [...placed].sort((a, b) => a.left - b.left);
          sorted.forEach(({ left, text }, at) => {
            expect(left).toBeGreaterThanOrEqual(0);
            expect(left + widthOf(text)).toBeLessThanOrEqual(sorted[at + 1]?.left ?? width);
          });
        },
      ),
    );
  });

  it('says how long a folded silence was, and where ticks behind it count from', () => {
    const later = 3 * DAY + 3600 * SECOND;
    const scale = new StripScale({ fromNs: 0, toNs: later + 40 * SECOND }, 1000, [fold(40 * SECOND, later)]);
    const texts = textsOf(scale);
    expect(texts).toContain('⋯ 3 d ⋯');
    expect(texts).toContain('3 d 1 h');
    expect(texts.at(-1)).toMatch(/^\+\d+ s$/);
  });

  it('has round times of the clock where times are of the clock', () => {
    const epochNs = BigInt(Date.UTC(2026, 10, 20, 13, 45, 1)) * 1_000_000n + 250_000_000n;
    const text = axisTextOf({ epochNs, format: 'utc', nanoseconds: false });
    expect(textsOf(new StripScale({ fromNs: 0, toNs: 4 * SECOND }, 500), text)).toEqual([
      '13:45:02',
      '13:45:03',
      '13:45:04',
      '13:45:05',
    ]);
  });
});

describe('times since the first packet', () => {
  it('are seconds within the first hour, then days, hours and minutes as well', () => {
    expect(formatOffset(0.79 * SECOND)).toBe('0.790000 s');
    expect(formatOffset(142_148_034.5 * SECOND).replaceAll('\u00a0', ' ')).toBe('1645 d 5 h 33 min 54.500000 s');
    expect(formatOffset(-7200 * SECOND, 3).replaceAll('\u00a0', ' ')).toBe('−2 h 0.000 s');
    expect(formatWholeOffset(1.25 * SECOND)).toBe('1.25 s');
    expect(formatWholeOffset(3 * DAY).replaceAll('\u00a0', ' ')).toBe('3 d');
  });

  it('say once what two of them share', () => {
    const at = 1645 * DAY + 5 * 3600 * SECOND;
    const plain = (from: number, to: number): string => formatOffsets(from, to, 3).replaceAll('\u00a0', ' ');
    expect(plain(0, 2 * SECOND)).toBe('0.000 s to 2.000 s');
    expect(plain(at + SECOND, at + 2 * SECOND)).toBe('1645 d 5 h + 1.000 s to 2.000 s');
    expect(plain(at, at + 90 * SECOND)).toBe('1645 d 5 h + 0.000 s to 1 min 30.000 s');
    expect(plain(0, at)).toBe('0.000 s to 1645 d 5 h 0.000 s');
  });

  it('of the clock say the day once', () => {
    const writing = { epochNs: 0n, format: 'utc', nanoseconds: false } as const;
    expect(rangeWords({ fromNs: 0, toNs: SECOND }, writing)).toBe('1970-01-01 00:00:00.000000 to 00:00:01.000000');
    expect(rangeWords({ fromNs: 0, toNs: DAY }, writing)).toContain('to 1970-01-02');
  });
});
