import { formatBytes } from '../../base/format.ts';
import type { FilterReading } from '../../core/model/filter-advice.ts';

/** What of whole packets is looked through. */
const WHOLE: Readonly<Record<string, string>> = { info: 'Info', layers: 'all their layers', frame: 'all their bytes' };

/** Fields that are named; more are counted. */
const MOST_NAMED = 3;

/** What a filter costs: "Reads 1.2 GB of packets once for tcp.window; then it is kept." */
export function readingText({ fields, expressions, bytes }: FilterReading): string {
  const named = fields.slice(0, MOST_NAMED).map((id) => WHOLE[id] ?? id);
  const more = fields.length - named.length;
  const things = [
    ...named,
    ...(more === 0 ? [] : [`${more} more fields`]),
    ...(expressions === 0 ? [] : [expressions === 1 ? 'the pcap-filter' : `${expressions} pcap-filters`]),
  ];
  return `Reads the ${formatBytes(bytes)} of packets once for ${listed(things)}; then the answer is in memory.`;
}

/** "a, b and c" */
function listed(things: readonly string[]): string {
  return things.length < 2 ? things.join('') : `${things.slice(0, -1).join(', ')} and ${things.at(-1) ?? ''}`;
}
