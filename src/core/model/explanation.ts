import type { Cell } from './question.ts';
import type { ColumnDescription } from './column.ts';
import type { FlowIndex, PacketIndex } from './units.ts';

/** Where one feature of one flow comes from: its formula, the same with this flow's numbers, the packets behind it. */
export interface Explanation {
  readonly flow: FlowIndex;
  readonly description: ColumnDescription;
  /** In general, as plain text; "" for what is read and not computed. */
  readonly formula: string;
  /** With this flow's numbers: a line each. Long sums are shortened. */
  readonly worked: readonly string[];
  /** The value, computed once more from the packets; it is the cell's, to the last digit. */
  readonly result: Cell;
  /** Its decimal digits, where a double does not hold them all. */
  readonly exact?: string;
  /** How it came about packet by packet, where that decides about the last digits. */
  readonly steps?: WorkedSteps;
  /** Rules that made a difference here. */
  readonly notes: readonly string[];
  readonly fed: FedPackets;
  /** Why it was not worked out: the value is then the meter's own, and no packets are named. */
  readonly limited?: string;
}

/** The first steps of a computation and the last one. */
export interface WorkedSteps {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Steps left out before the last row. */
  readonly omitted: number;
}

/** The packets that fed a feature. Arrays are parallel; rows rise. */
export interface FedPackets {
  readonly rows: Int32Array;
  /** What each one contributed, in `unit`; NaN where that is no number. */
  readonly values: Float64Array;
  /** "B", "ms", "packets", or "" for none. */
  readonly unit: string;
  /** For gaps: the packet from which each one is counted. */
  readonly since?: Int32Array;
  /** Packets with a part of their own, in no order. */
  readonly roles: readonly FedRole[];
}

/** What makes one packet stand out: "first", "largest", … */
export interface FedRole {
  readonly packet: PacketIndex;
  readonly role: string;
}
