import { BitSet } from '../../base/bit-set.ts';
import type { Column, ColumnDescription, Rows } from '../model/column.ts';
import { OUTCOMES, type Match, type MatchSet } from '../model/match.ts';
import { endWords, OUTCOME_WORDS } from '../model/match-words.ts';
import { columnsOfMatches, MATCH_COLUMNS, MATCH_LINES, MATCH_PACKETS } from '../model/match-columns.ts';
import { capturedColumns } from './captured-columns.ts';
import { stepColumns } from './step-columns.ts';

/** What matches are made of: packets, or lines of a log, which are in no flow. */
export interface MatchedEvents {
  readonly length: number;
  /** NaN: there is none. */
  readonly timeNs: ArrayLike<number>;
  /** Of each packet; lines have none. */
  readonly flow?: ArrayLike<number>;
}

/** What the sandbox found, ready for highlighting, filtering and the match table. */
export class MatchStore {
  /** Packets, and flows with packets, that are in any match, also in one that is not listed. */
  readonly packets: BitSet;
  readonly flows: BitSet;
  readonly rows: Rows;

  constructor(
    readonly set: MatchSet,
    private readonly table: MatchedEvents,
  ) {
    this.flows = new BitSet(0);
    this.packets = this.matchedPackets();
    this.rows = this.matchRows();
  }

  /** True if it is of lines: what stands in the place of packets are lines then. */
  get isOfLines(): boolean {
    return this.table.flow === undefined;
  }

  /** Time of an event; undefined if there is none. */
  timeNs(event: number): number | undefined {
    const time = this.table.timeNs[event];
    return time === undefined || Number.isNaN(time) ? undefined : time;
  }

  get(match: number): Match | undefined {
    return this.set.matches[match];
  }

  /** Flows of a match, each once, in order of first appearance. */
  flowsOf(match: number): number[] {
    const { flow } = this.table;
    if (flow === undefined) return [];
    const flows = (this.get(match)?.packets ?? []).map((packet) => flow[packet]);
    return [...new Set(flows)].filter((one) => one >= 0);
  }

  private matchedPackets(): BitSet {
    const { set, table } = this;
    if (table.flow === undefined) return new BitSet(0);
    const packets = set.matched === undefined ? new BitSet(table.length) : BitSet.of(set.matched.slice());
    for (const match of set.matches) for (const packet of match.packets) packets.add(packet);
    for (const packet of packets.toArray()) if (table.flow[packet] >= 0) this.flows.add(table.flow[packet]);
    return packets;
  }

  private matchRows(): Rows {
    const { matches } = this.set;
    const own = columnsOfMatches(this.isOfLines).map((description) => this.column(description));
    const taken = new Set([...MATCH_COLUMNS, MATCH_PACKETS, MATCH_LINES].map(({ id }) => id));
    const steps = stepColumns(this.set, this.table.timeNs, taken);
    for (const { description } of steps) taken.add(description.id.toLowerCase());
    const captured = capturedColumns(this.set, this.table.timeNs, taken);
    const columns = new Map([...own, ...steps, ...captured].map((column) => [column.description.id, column]));
    return { length: matches.length, columns };
  }

  private column(description: ColumnDescription): Column {
    const { matches, classes } = this.set;
    const number = (read: (match: Match, row: number) => number): Column => ({
      type: 'number',
      description,
      number: (row) => read(matches[row], row),
    });
    const times = this.table.timeNs;
    const first = (match: Match): number => times[match.packets[0]];
    const last = (match: Match): number => times[match.packets[match.packets.length - 1]];
    switch (description.id) {
      case 'match':
        return number((_, row) => row + 1);
      case 'start':
        return number(first);
      case 'duration':
        return number((match) => (last(match) - first(match)) / 1e6);
      case 'longest_gap':
        return number((match) => longestGap(match, times) / 1e6);
      case 'events':
        return number((match) => match.packets.length);
      case 'flows':
        return number((_, row) => this.flowsOf(row).length);
      case 'class':
        return words(
          description,
          (row) => matches[row].flowClass,
          classes.map(({ name }) => name),
        );
      case 'state':
        return words(description, (row) => (matches[row].complete ? 1 : 0), ['incomplete', 'complete']);
      case 'outcome':
        return words(description, (row) => outcomeCode(matches[row]), OUTCOME_WORDS);
      case 'reason':
        return texts(description, matches.length, (row) =>
          endWords(matches[row].end, this.isOfLines ? 'line' : 'packet'),
        );
      default:
        return texts(description, matches.length, (row) =>
          matches[row].fields.map(({ name, value }) => `${name}=${value}`).join('  '),
        );
    }
  }
}

function words(description: ColumnDescription, code: (row: number) => number, texts: readonly string[]): Column {
  return { type: 'dictionary', description, code, size: () => texts.length, text: (at) => texts[at] ?? '' };
}

/** From an event to the next, ns; 0 of a single one. */
function longestGap({ packets }: Match, timeNs: ArrayLike<number>): number {
  let longest = 0;
  for (let at = 1; at < packets.length; at++)
    longest = Math.max(longest, timeNs[packets[at]] - timeNs[packets[at - 1]]);
  return longest;
}

/** Classes tell no more than whether they are complete. */
function outcomeCode({ complete, end }: Match): number {
  if (end !== undefined) return OUTCOMES.indexOf(end.outcome);
  return complete ? OUTCOMES.indexOf('match') : OUTCOMES.length;
}

/** A column with a text of its own for each row. */
function texts(description: ColumnDescription, rows: number, text: (row: number) => string): Column {
  return { type: 'dictionary', description, code: (row) => row, size: () => rows, text };
}
