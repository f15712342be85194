import { formatCountOf } from '../../base/format.ts';
import type { BytesReason } from '../../core/model/parameter-cost.ts';
import type { ChangeCost } from '../../state/use-meter-cost.ts';

/** What applying will do, as a sentence. */
export function costSentence(cost: ChangeCost): string {
  switch (cost.type) {
    case 'nothing':
      return 'Nothing is changed.';
    case 'later':
      return 'This will hold for the next capture that is opened.';
    case 'memory':
      return `This meters ${formatCountOf(cost.packets, 'packet')} again from memory.`;
    case 'first-packets':
      return `This meters ${formatCountOf(cost.packets, 'packet')} again from memory, and reads the first packets of flows that begin elsewhere by ${quoted(cost.labels)}.`;
    case 'bytes':
      return `This reads the capture again, since ${listed(cost.because.map(reasonClause))}.`;
  }
}

function reasonClause(reason: BytesReason): string {
  switch (reason.type) {
    case 'parameters':
      return `${quoted(reason.labels)} ${reason.labels.length === 1 ? 'changes' : 'change'} what is read of it`;
    case 'identification':
      return `by ${quoted(reason.labels)} other packets tell what flows are, and their bytes are not kept in memory`;
    case 'features':
      return `${quoted(reason.labels)} ${reason.labels.length === 1 ? 'needs' : 'need'} headers, which are not kept in memory`;
    case 'reading':
      return 'it is still being read';
    case 'span':
      return 'its times span more than 104 days';
  }
}

function quoted(labels: readonly string[]): string {
  return listed(labels.map((label) => `“${label}”`));
}

/** "a", "a and b", "a, b and c"; of more than three the first two. */
function listed(words: readonly string[]): string {
  if (words.length > 3) return `${words.slice(0, 2).join(', ')} and ${words.length - 2} more`;
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
