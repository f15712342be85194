import { formatTime, type TimeFormat } from '../../../base/format.ts';
import { formatOffset, formatOffsets, formatWholeOffset } from '../../../base/format-offset.ts';
import type { TimeRange } from '../../../core/model/question.ts';
import type { AxisText } from './axis-labels.ts';
import { tickBase, tickText } from './tick-text.ts';

const DAY = 86_400e9;
const DATE = 'YYYY-MM-DD '.length;
const MINUTES = 'YYYY-MM-DD hh:mm'.length;

/** What a time on the strip is written by. */
export interface TimeWriting {
  /** Time of the first packet, ns since 1970; undefined: only times since it can be told. */
  readonly epochNs: bigint | undefined;
  readonly format: TimeFormat;
  /** The capture counts nanoseconds. */
  readonly nanoseconds: boolean;
}

/** How times stand on the axis: since the first packet, or as date and time. */
export function axisTextOf(writing: TimeWriting): AxisText {
  const { epochNs, format } = writing;
  const isClock = (format === 'utc' || format === 'local') && epochNs !== undefined;
  // Parts can be cut out of the dates of our era only.
  if (!isClock || !/^\d{4}-/.test(formatTime(0, epochNs, format))) return RELATIVE;
  const full = (ns: number, digits: 3 | 6 | 9): string => formatTime(ns, epochNs, format, digits);
  return {
    originNs: midnight(epochNs, format),
    tick: (ns, step, stretch) => clockText(ns, step, stretch, full),
    // With one stretch the heading tells the day.
    base: ({ fromNs }, _step, alone) => (alone ? undefined : full(fromNs, 3).slice(0, MINUTES)),
  };
}

const RELATIVE: AxisText = {
  originNs: 0,
  tick: (ns, step, stretch) => tickText(ns, step, stretch, tickBase(stretch, step)),
  base: (stretch, step) => {
    const base = tickBase(stretch, step);
    return base === undefined ? undefined : formatWholeOffset(base);
  },
};

/** Ticks need no more digits than tell them apart; the date stands in the heading, unless it changes. */
function clockText(
  ns: number,
  step: number,
  { fromNs, toNs }: TimeRange,
  full: (ns: number, digits: 3 | 6 | 9) => string,
): string {
  if (toNs - fromNs > 2 * DAY) return full(ns, 3).slice(0, step % DAY === 0 ? DATE - 1 : MINUTES);
  if (step >= 1e9) return full(ns, 3).slice(DATE, 'YYYY-MM-DD hh:mm:ss'.length);
  return full(ns, step >= 1e6 ? 3 : step >= 1e3 ? 6 : 9).slice(DATE);
}

/** Midnight before the first packet, ns from it. */
function midnight(epochNs: bigint, zone: TimeFormat): number {
  const minutes = zone === 'local' ? new Date(Number(epochNs / 1_000_000n)).getTimezoneOffset() : 0;
  const local = epochNs - BigInt(minutes) * 60_000_000_000n;
  return -Number(((local % BigInt(DAY)) + BigInt(DAY)) % BigInt(DAY));
}

/** One time in words. */
export function timeWords(ns: number, { epochNs, format, nanoseconds }: TimeWriting): string {
  const style = format === 'delta' ? 'relative' : format;
  const digits = nanoseconds ? 9 : 6;
  if (style === 'relative' || epochNs === undefined) return formatOffset(ns, digits);
  return formatTime(ns, epochNs, style, digits);
}

/** Two times in words: "a to b"; what they share at their beginning is said once. */
export function rangeWords({ fromNs, toNs }: TimeRange, writing: TimeWriting): string {
  const { epochNs, format, nanoseconds } = writing;
  if (format === 'relative' || format === 'delta' || epochNs === undefined)
    return formatOffsets(fromNs, toNs, nanoseconds ? 9 : 6);
  const from = timeWords(fromNs, writing);
  const to = timeWords(toNs, writing);
  const isOneDay = /^\d{4}-/.test(from) && from.slice(0, DATE) === to.slice(0, DATE);
  return `${from} to ${isOneDay ? to.slice(DATE) : to}`;
}
