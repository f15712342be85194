import { formatCount } from '../../../base/format.ts';
import type { FindingReach, FindingRows } from '../../../core/model/findings.ts';

/** How much was looked at, where that is not all. */
export function reachWords({ looked, of }: FindingReach): string {
  return `Looked at ${formatCount(looked)} of ${formatCount(of)} packets that might tell something.`;
}

/** What a press shows: which rows, and whether these are all. */
export function rowsTitle({ table, filter, cut }: FindingRows): string {
  const part = cut === undefined ? '' : ` (the first ${formatCount(cut.rows)} of ${formatCount(cut.of)})`;
  return `Show ${table}${part}: ${filter.length > MOST_SHOWN ? `${filter.slice(0, MOST_SHOWN)}…` : filter}`;
}

const MOST_SHOWN = 200;
