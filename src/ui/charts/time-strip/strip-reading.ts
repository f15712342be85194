import { formatBytes, formatCountOf } from '../../../base/format.ts';
import type { TimeBins } from '../../../core/model/question.ts';
import type { StripScale } from './strip-scale.ts';
import { silenceText } from './tick-text.ts';

/** What there is at a pixel of the strip, in words. */
export function stripReading(bins: TimeBins, scale: StripScale, x: number, timeText: (ns: number) => string): string {
  const ns = scale.toTime(x);
  const silence = scale.pieceAt(x)?.silence;
  if (silence !== undefined) return `${timeText(ns)}: within a silence of ${silenceText(silence)}, folded`;
  const bin = binAt(bins, ns);
  const words = [formatCountOf(bins.packets[bin] ?? 0, 'packet'), formatBytes(bins.bytes[bin] ?? 0)];
  const matched = bins.matched[bin] ?? 0;
  if (matched > 0) words.push(`${formatCountOf(matched, 'packet')} matched`);
  const begun = bins.begun?.[bin] ?? 0;
  if (begun > 0) words.push(`${formatCountOf(begun, 'sequence begins', 'sequences begin')}`);
  if (bins.kept !== undefined) words.push(`${formatCountOf(bins.kept.packets[bin] ?? 0, 'packet')} kept`);
  const chosen = bins.chosen?.packets[bin] ?? 0;
  if (chosen > 0) words.push(`${formatCountOf(chosen, 'packet')} selected`);
  return `${timeText(ns)}: ${words.join(', ')}`;
}

/** The bin of a time, or the nearest one where the time is in no stretch; -1 without bins. */
function binAt({ stretches }: TimeBins, ns: number): number {
  let first = 0;
  for (const { fromNs, toNs, bins } of stretches) {
    const last = first + bins - 1;
    if (ns <= toNs) {
      const share = toNs > fromNs ? (ns - fromNs) / (toNs - fromNs) : 0;
      return Math.min(last, Math.max(first, first + Math.floor(share * bins)));
    }
    first += bins;
  }
  return first - 1;
}
