import { formatBytes, formatCount, formatCountOf } from '../../../base/format.ts';
import { LINE_BYTES } from '../../../core/model/line-event.ts';
import type { LogSummary, StampScale } from '../../../core/model/log.ts';

const SCALES: Readonly<Record<StampScale, string>> = {
  utc: '',
  year: ', which do not say the year',
  day: ', which do not say the day',
  boot: ', which do not say the date',
};

/** "1 234 lines, 80 kB; times as syslog, which do not say the year, at the start of 1 200". */
export function logFacts({ lines, bytes, times }: LogSummary): string {
  const size = `${formatCountOf(lines, 'line')}, ${formatBytes(bytes)}`;
  if (times === undefined) return `${size}; no line begins with a time that is known: the time of a line is its number`;
  const where = times.lines === lines ? 'every line' : formatCountOf(times.lines, 'line');
  return `${size}; times (${times.format}${SCALES[times.scale]}) at the start of ${where}`;
}

/** What of a log is not as one would think, a sentence each. */
export function logWarnings(
  { lines, times, longLines, cutOff }: LogSummary,
  order: 'time' | undefined,
): readonly string[] {
  const kept = formatCount(lines);
  return [
    ...(cutOff === 'damaged' ? [`The file is damaged: only the first ${kept} lines could be unpacked.`] : []),
    ...(cutOff === 'lines' || cutOff === 'bytes'
      ? [`The log is larger than what is kept: only its first ${kept} lines are looked at.`]
      : []),
    ...(longLines > 0
      ? [`Of ${formatCountOf(longLines, 'long line')} only the first ${formatCount(LINE_BYTES)} bytes are looked at.`]
      : []),
    ...(times !== undefined && times.backwards > 0 && order === undefined
      ? [
          `${formatCountOf(times.backwards, 'line is', 'lines are')} earlier than one above: Order “by time” looks at them in the order of time.`,
        ]
      : []),
  ];
}
