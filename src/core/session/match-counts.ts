import type { Column, Rows } from '../model/column.ts';
import { FLOW_MATCHES } from '../model/match-columns.ts';
import type { MatchSet } from '../model/match.ts';
import type { MatchedEvents } from './matched-events.ts';
import { BinFinder } from '../query/time-bins.ts';
import type { BinStretch } from '../model/question.ts';
import { startOf } from '../relational/match-list.ts';

/** Counts complete matches by flow and over time: listed ones by their packets, others as the run has counted them. */
export class MatchCounts {
  private byFlow: Uint32Array | undefined;
  private widened: { readonly of: Rows; readonly rows: Rows } | undefined;

  constructor(
    private readonly set: MatchSet,
    private readonly table: MatchedEvents,
  ) {}

  /** Code has looked for sequences, and not in lines of a log. */
  private get areOfPackets(): boolean {
    return this.set.classes.length > 0 && this.table.flow !== undefined;
  }

  /** Matches that have a packet of a flow. */
  ofFlow(flow: number): number {
    this.byFlow ??= this.countFlows();
    return this.byFlow[flow] ?? 0;
  }

  /** The table of flows with their numbers of matches; as it is before the first run. */
  withFlowMatches(rows: Rows): Rows {
    if (!this.areOfPackets) return rows;
    if (this.widened?.of !== rows) this.widened = { of: rows, rows: this.widen(rows) };
    return this.widened.rows;
  }

  /** How many matches begin in each bin of stretches of time; undefined before the first run. */
  overTime(stretches: readonly BinStretch[]): Float64Array<ArrayBuffer> | undefined {
    if (!this.areOfPackets) return undefined;
    const finder = new BinFinder(stretches);
    const counts = new Float64Array(finder.bins);
    const { timeNs } = this.table;
    const add = (packet: number, matches: number): void => {
      const bin = finder.binOf(timeNs[packet]);
      if (bin >= 0) counts[bin] += matches;
    };
    const { complete, packets, packetEnd } = this.set.matches.columns;
    for (let row = 0; row < complete.length; row++) if (complete[row] === 1) add(packets[startOf(packetEnd, row)], 1);
    this.set.unlisted?.begins.forEach((matches, packet) => {
      if (matches > 0) add(packet, matches);
    });
    return counts;
  }

  private widen(rows: Rows): Rows {
    const column: Column = { type: 'number', description: FLOW_MATCHES, number: (flow) => this.ofFlow(flow) };
    const columns = new Map([...rows.columns, [FLOW_MATCHES.id, column]]);
    return {
      get length() {
        return rows.length;
      },
      columns,
    };
  }

  private countFlows(): Uint32Array {
    const { flow = [], length } = this.table;
    const { complete } = this.set.matches.columns;
    let most = -1;
    for (let packet = 0; packet < length; packet++) most = Math.max(most, flow[packet]);
    const counts = new Uint32Array(most + 1);
    for (let row = 0; row < complete.length; row++) if (complete[row] === 1) this.countFlowsOf(row, flow, counts);
    this.set.unlisted?.flows.forEach((matches, packet) => {
      if (matches > 0 && flow[packet] >= 0) counts[flow[packet]] += matches;
    });
    return counts;
  }

  /** Counts a match once in each of its flows. */
  private countFlowsOf(row: number, flow: ArrayLike<number>, counts: Uint32Array): void {
    const packets = this.set.matches.packetsOf(row);
    const seen = packets.length > 16 ? new Set<number>() : undefined;
    for (let at = 0; at < packets.length; at++) {
      const one = flow[packets[at]];
      if (one < 0 || (seen === undefined ? isBefore(packets, at, flow) : seen.has(one))) continue;
      seen?.add(one);
      counts[one]++;
    }
  }
}

/** Whether one of the packets before is of the same flow. */
function isBefore(packets: Int32Array, at: number, flow: ArrayLike<number>): boolean {
  for (let before = 0; before < at; before++) if (flow[packets[before]] === flow[packets[at]]) return true;
  return false;
}
