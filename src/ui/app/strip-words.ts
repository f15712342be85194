import { formatCount, formatCountOf, formatDurationNs } from '../../base/format.ts';
import type { KeptBins, Question, TimeBins, TimeBinsRequest, TimeRange } from '../../core/model/question.ts';
import type { TableDescription } from '../../core/model/table.ts';
import { rangeWords, type TimeWriting } from '../charts/time-strip/axis-text.ts';

/** What the colours of the strip stand for; `mark` is a colour of the strip. */
export interface LegendEntry {
  readonly mark: 'kept' | 'whole' | 'chosen' | 'matched';
  readonly words: string;
}

/** What the strip shows. */
export function shownWords(view: TimeRange, isZoomed: boolean, writing: TimeWriting): string {
  const length = formatDurationNs(view.toNs - view.fromNs);
  return isZoomed ? `Shown: ${rangeWords(view, writing)} (${length})` : `Whole capture, ${length}`;
}

/** A range with its length. */
export function rangeInWords(range: TimeRange, writing: TimeWriting): string {
  return `${rangeWords(range, writing)} (${formatDurationNs(range.toNs - range.fromNs)})`;
}

/** The heading of the strip: always what it shows, then the range. */
export function headingWords(
  view: TimeRange,
  isZoomed: boolean,
  range: TimeRange | undefined,
  writing: TimeWriting,
): string {
  if (range === undefined) return shownWords(view, isZoomed, writing);
  const words = rangeInWords(range, writing);
  if (isZoomed && range.fromNs === view.fromNs && range.toNs === view.toNs) return `Shown is the range: ${words}`;
  return `${shownWords(view, isZoomed, writing)} · Range ${words}`;
}

/** What the colours mean, as far as there is more than one; counts are of the whole capture. */
export function legendEntries(
  { kept, chosen, packetNs, matched }: TimeBins,
  request: TimeBinsRequest,
  table: TableDescription | undefined,
): readonly LegendEntry[] {
  const entries: LegendEntry[] = [];
  if (kept !== undefined && request.question !== undefined && table !== undefined) {
    entries.push({ mark: 'kept', words: keptWords(kept, request.question, table) });
    entries.push({ mark: 'whole', words: 'all others' });
  }
  if (chosen !== undefined) entries.push({ mark: 'chosen', words: chosenWords(request, chosen.total) });
  else if (packetNs !== undefined && request.packet !== undefined)
    entries.push({ mark: 'chosen', words: `packet ${formatCount(request.packet + 1)}` });
  if (entries.length > 0 && matched.some((count) => count > 0))
    entries.push({ mark: 'matched', words: 'in sequences' });
  return entries;
}

function keptWords(kept: KeptBins, question: Question, table: TableDescription): string {
  const by = question.filter.trim() === '' ? 'by the limits' : 'by the filter';
  if (kept.known < kept.of) {
    if (!table.isPackets || kept.known === 0)
      return 'the filter is still reading bytes: which packets it keeps is not known yet';
    return `${formatCount(kept.total)} packets kept ${by} of the first ${formatCount(kept.known)} of ${formatCount(kept.of)}; it is still reading`;
  }
  const packets = `${formatCount(kept.total)} of ${formatCountOf(kept.of, 'packet')}`;
  if (table.isPackets) return `${packets} kept ${by}`;
  return `${packets}, in ${formatCountOf(kept.rows, table.noun, table.nouns)} kept ${by}`;
}

function chosenWords({ flow, match }: TimeBinsRequest, packets: number): string {
  const what = match === undefined ? `flow ${formatCount(flow ?? 0)}` : `sequence ${formatCount(match + 1)}`;
  return `${what}: ${formatCountOf(packets, 'packet')}`;
}
