import type { AddressNames } from './capture-notes.ts';
import type { ColumnDescription } from './column.ts';
import type { Failure } from './failure.ts';
import type { Layer } from './field.ts';
import type { TableId } from './table.ts';
import type { MatchIndex, FlowIndex, Nanoseconds, PacketIndex } from './units.ts';

/** A stretch of time, both ends included. */
export interface TimeRange {
  readonly fromNs: Nanoseconds;
  readonly toNs: Nanoseconds;
}

/** Which rows of which table, in which order. Equal questions have equal answers, so answers are kept by question. */
export interface Question {
  readonly table: TableId;
  /** Text of the filter language (docs/filters.md); "" for all rows. */
  readonly filter: string;
  /** Packets in this range; of other tables, rows with a packet in it. Limits that a table does not follow are passed over. */
  readonly range?: TimeRange;
  /** Only rows that belong to some match (`any`) or to one match. */
  readonly match?: 'any' | MatchIndex;
  /** Only rows with packets of this flow. */
  readonly flow?: FlowIndex;
  /** With `flow`: only rows with packets that fed this feature of it (Explanation.fed), by its column. */
  readonly feature?: string;
  readonly sort?: { readonly column: string; readonly descending: boolean };
}

/** A cell: a number or text as stored, formatted by the page; a list for list columns. */
export type Cell = number | string | readonly number[];

/** The rows of a window. Arrays are parallel. */
export interface RowWindow {
  /** Rows of the table. */
  readonly total: number;
  /** Rows that the question keeps. */
  readonly shown: number;
  /** Position of the first row given, in the order asked for. */
  readonly from: number;
  /** Row numbers in the table (FlowIndex, PacketIndex or MatchIndex). */
  readonly rows: readonly number[];
  /** One array per row, in the order of the columns asked for. */
  readonly cells: readonly (readonly Cell[])[];
  /** 1 where the row belongs to a match. */
  readonly matched: readonly number[];
  /** Flows only: the first packets of each row, for its picture. */
  readonly shapes?: readonly FlowShape[];
  /** Columns whose cells are empty because the bytes that they are written from cannot be had. */
  readonly unread?: UnreadCells;
}

/** Cells that could not be written, and why. */
export interface UnreadCells {
  /** Column ids. */
  readonly columns: readonly string[];
  readonly failure: Failure;
}

/** Rows that the page has chosen; metering again gives flows other numbers. */
export interface ChosenRows {
  readonly packet: PacketIndex | undefined;
  /** The selected flow. */
  readonly flow: FlowIndex | undefined;
  /** The flow to which packets are limited. */
  readonly flowFilter: FlowIndex | undefined;
}

/** The first packets of a flow (SPLT), for pictures. Arrays are parallel and have no padding. */
export interface FlowShape {
  /** 0 from source to destination, 1 back. */
  readonly direction: readonly (0 | 1)[];
  /** Sizes by the accounting mode, bytes. */
  readonly size: readonly number[];
  /** Gap to the previous packet of the flow, ms; 0 for the first. */
  readonly gapMs: readonly number[];
}

/** Counts over equal stretches of time, for the strip and the charts. */
export interface TimeBins {
  readonly fromNs: Nanoseconds;
  readonly toNs: Nanoseconds;
  readonly packets: Float64Array;
  /** Bytes on the wire. */
  readonly bytes: Float64Array;
  /** Packets that belong to a match. */
  readonly matched: Float64Array;
}

/** Logarithmic histogram of the inter-arrival times of a flow: bin i holds gaps in [edgesMs[i], edgesMs[i+1]). */
export interface GapHistogram {
  /** One longer than the counts. The first bin begins at 0 (gaps below the clock's resolution). */
  readonly edgesMs: readonly number[];
  readonly forward: readonly number[];
  readonly backward: readonly number[];
}

/** Gaps of a flow over time, thinned to what a screen can show; extremes are kept. Arrays are parallel. */
export interface GapSeries {
  readonly packet: Int32Array;
  readonly timeNs: Float64Array;
  /** Gap to the previous packet of the same direction, ms with fraction. */
  readonly gapMs: Float64Array;
  readonly direction: Uint8Array;
  /** Gaps before thinning. */
  readonly total: number;
}

/** Mean and sample deviation of the gaps of one direction, ms, from full-resolution times. */
export interface GapMoments {
  readonly count: number;
  readonly meanMs: number;
  readonly deviationMs: number;
}

/** Everything about one flow. */
export interface FlowDetail {
  readonly flow: FlowIndex;
  /** The columns that flows have by the parameters of the meter. */
  readonly columns: readonly ColumnDescription[];
  /** One cell per column. */
  readonly cells: readonly Cell[];
  readonly shape: FlowShape;
  readonly histogram: GapHistogram;
  readonly series: GapSeries;
  readonly forward: GapMoments;
  readonly backward: GapMoments;
  readonly both: GapMoments;
  readonly firstPacket: PacketIndex;
  readonly lastPacket: PacketIndex;
  /** Names of its ends that the capture itself holds. */
  readonly names: readonly AddressNames[];
}

/** Where a packet stands in its flow, and the flow's ends. */
export interface PacketPlace {
  /** Number among the flow's packets, from 1. */
  readonly position: number;
  /** Packets of the flow. */
  readonly packets: number;
  /** The packet that opened the flow. */
  readonly opener: PacketIndex;
  /** 0 from the flow's source, 1 back. */
  readonly direction: 0 | 1;
  readonly source: string;
  readonly destination: string;
  /** -1 without ports. */
  readonly sourcePort: number;
  readonly destinationPort: number;
}

/** One packet with its bytes (at most 64 KiB of them) and layers. */
export interface PacketDetail {
  readonly packet: PacketIndex;
  readonly bytes: Uint8Array;
  readonly capturedLength: number;
  readonly wireLength: number;
  /** Byte offset of the packet in its (inflated) file. */
  readonly fileOffset: number;
  /** Name of the file, where the capture has several. */
  readonly file?: string;
  /** Comments that the capture holds of it. */
  readonly comments: readonly string[];
  /** Names of its ends that the capture itself holds. */
  readonly names: readonly AddressNames[];
  readonly layers: readonly Layer[];
  readonly flow: FlowIndex;
  /** Where it stands in its flow; undefined if it is in none. */
  readonly place?: PacketPlace;
  /** Why it is in no flow: FlowlessReason; 0 if it is in one. */
  readonly reason: number;
}
