import { BitSet } from '../../base/bit-set.ts';
import type { Column, ColumnDescription, Rows } from '../model/column.ts';
import { OUTCOMES, type Match, type MatchSet } from '../model/match.ts';
import { endWords, OUTCOME_WORDS } from '../model/match-words.ts';
import { columnsOfMatches, MATCH_COLUMNS, MATCH_LINES, MATCH_PACKETS } from '../model/match-columns.ts';
import { startOf } from '../relational/match-list.ts';
import { capturedColumns } from './captured-columns.ts';
import { MatchCounts } from './match-counts.ts';
import type { MatchedEvents } from './matched-events.ts';
import { stepColumns } from './step-columns.ts';

/** What the sandbox found, ready for highlighting, filtering and the match table. */
export class MatchStore {
  /** Packets, and flows with packets, that are in any match, also in one that is not listed. */
  readonly packets: BitSet;
  readonly flows: BitSet;
  readonly rows: Rows;
  /** How many complete matches there are in flows and over time, also of those that are not listed. */
  readonly counts: MatchCounts;

  constructor(
    readonly set: MatchSet,
    private readonly table: MatchedEvents,
  ) {
    this.flows = new BitSet(0);
    this.packets = this.matchedPackets();
    this.rows = this.matchRows();
    this.counts = new MatchCounts(set, table);
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
    return this.set.matches.get(match);
  }

  /** Packets of a match; none of one that is not there. */
  packetsOf(match: number): Int32Array {
    return match < this.set.matches.length ? this.set.matches.packetsOf(match) : NO_PACKETS;
  }

  /** Flows of a match, each once, in order of first appearance. */
  flowsOf(match: number): number[] {
    const { flow } = this.table;
    const flows: number[] = [];
    if (flow === undefined) return flows;
    for (const packet of this.packetsOf(match)) {
      const one = flow[packet];
      if (one >= 0 && !flows.includes(one)) flows.push(one);
    }
    return flows;
  }

  private matchedPackets(): BitSet {
    const { set, table } = this;
    if (table.flow === undefined) return new BitSet(0);
    const packets = set.matched === undefined ? new BitSet(table.length) : BitSet.of(set.matched.slice());
    if (set.matched === undefined) for (const packet of set.matches.columns.packets) packets.add(packet);
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
    const { flowClass, complete, packets, packetEnd, outcome } = matches.columns;
    const number = (read: (row: number) => number): Column => ({ type: 'number', description, number: read });
    const times = this.table.timeNs;
    const first = (row: number): number => times[packets[startOf(packetEnd, row)]];
    const last = (row: number): number => times[packets[packetEnd[row] - 1]];
    switch (description.id) {
      case 'match':
        return number((row) => row + 1);
      case 'start':
        return number(first);
      case 'duration':
        return number((row) => (last(row) - first(row)) / 1e6);
      case 'longest_gap':
        return number((row) => longestGap(matches.packetsOf(row), times) / 1e6);
      case 'events':
        return number((row) => packetEnd[row] - startOf(packetEnd, row));
      case 'flows':
        return number((row) => this.flowsOf(row).length);
      case 'class':
        return words(
          description,
          (row) => flowClass[row],
          classes.map(({ name }) => name),
        );
      case 'state':
        return words(description, (row) => complete[row], ['incomplete', 'complete']);
      case 'outcome':
        return words(description, (row) => outcomeCode(outcome[row], complete[row]), OUTCOME_WORDS);
      case 'reason':
        return reasons(description, this.set, this.isOfLines ? 'line' : 'packet');
      default:
        return texts(description, matches.length, (row) =>
          (matches.get(row)?.fields ?? []).map(({ name, value }) => `${name}=${value}`).join('  '),
        );
    }
  }
}

const NO_PACKETS = new Int32Array(0);

function words(description: ColumnDescription, code: (row: number) => number, all: readonly string[]): Column {
  return { type: 'dictionary', description, code, size: () => all.length, text: (at) => all[at] ?? '' };
}

/** From an event to the next, ns; 0 of a single one. */
function longestGap(packets: Int32Array, timeNs: ArrayLike<number>): number {
  let longest = 0;
  for (let at = 1; at < packets.length; at++)
    longest = Math.max(longest, timeNs[packets[at]] - timeNs[packets[at - 1]]);
  return longest;
}

/** Classes tell no more than whether they are complete. `told`: place in OUTCOMES and one more, 0 of classes. */
function outcomeCode(told: number, complete: number): number {
  if (told > 0) return told - 1;
  return complete === 1 ? OUTCOMES.indexOf('match') : OUTCOMES.length;
}

/** Most rows are matches, which have no reason: their text is one. */
function reasons(description: ColumnDescription, { matches }: MatchSet, event: 'line' | 'packet'): Column {
  const all = [''];
  const codes = new Map<number, number>();
  const isMatch = OUTCOMES.indexOf('match') + 1;
  const { outcome } = matches.columns;
  for (let row = 0; row < outcome.length; row++) {
    const told = outcome[row];
    if (told === 0 || told === isMatch) continue;
    codes.set(row, all.length);
    all.push(endWords(matches.get(row)?.end, event));
  }
  return words(description, (row) => codes.get(row) ?? 0, all);
}

/** A column with a text of its own for each row. */
function texts(description: ColumnDescription, rows: number, text: (row: number) => string): Column {
  return { type: 'dictionary', description, code: (row) => row, size: () => rows, text };
}
