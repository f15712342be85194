import type { ColumnDescription } from './column.ts';

/**
 * What rows may be grouped by beside columns: `host` puts a row with both of its ends, `pair` with the two ends whichever way
 * round.
 */
export const HOST_KEY = 'host';
export const PAIR_KEY = 'pair';

const key = (id: string, label: string, help: string): ColumnDescription => ({
  id,
  label,
  kind: 'address',
  group: 'Group',
  unit: '',
  help,
  formula: '',
});

/** The column of groups by host. */
export const HOST_COLUMN = key(
  HOST_KEY,
  'Host',
  'An address at either end. What lies between two hosts counts for both.',
);
/** The columns of groups by pair: as the first row of the group has its source and its destination. */
export const PAIR_COLUMNS = [
  key('host_a', 'Host A', 'One end of the conversation: the source of its first row.'),
  key('host_b', 'Host B', 'The other end.'),
] as const;

/** How the rows of a table may be grouped, and what is told of each group. Plain data: it crosses to the page. */
export interface GroupingDescription {
  /** The columns of source and destination, where rows have them: they may be grouped by `host` and `pair`. */
  readonly ends?: readonly [string, string];
  /** The columns of a row’s first and last moment: groups have a picture of when they were. */
  readonly times?: readonly [string, string];
  /** What is counted, summed and compared over the rows of a group, in the order of columns; the first is their number. */
  readonly measures: readonly ColumnDescription[];
  /** Measures that are shown at first. */
  readonly atFirst: readonly string[];
  /** What groups come in the order of, largest first. */
  readonly order: string;
}

/** One group and many: of hosts and conversations their own words. */
export function groupNouns(by: readonly string[]): { readonly noun: string; readonly nouns: string } {
  if (by.length > 1) return { noun: 'group', nouns: 'groups' };
  if (by[0] === HOST_KEY) return { noun: 'host', nouns: 'hosts' };
  return by[0] === PAIR_KEY ? { noun: 'conversation', nouns: 'conversations' } : { noun: 'group', nouns: 'groups' };
}

/** A column that rows can be grouped by: texts, addresses and whole numbers that repeat. */
export function mayGroupBy({ kind, feature, id }: ColumnDescription): boolean {
  if (kind === 'text' || kind === 'address') return true;
  return kind === 'integer' && id !== 'number' && feature?.of !== 'number';
}
