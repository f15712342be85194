import type { AddressNames } from './capture-notes.ts';
import type { ColumnDescription } from './column.ts';
import type { Failure } from './failure.ts';
import type { Layer } from './field.ts';
import type { Decoding } from './parameters.ts';
import type { ToldName } from './names.ts';
import type { TableId } from './table.ts';
import type { MatchIndex, FlowIndex, Nanoseconds, PacketIndex } from './units.ts';

/** A stretch of time, both ends included. */
export interface TimeRange {
  readonly fromNs: Nanoseconds;
  readonly toNs: Nanoseconds;
}

/** Positions in an order of rows. */
export interface Slice {
  readonly first: number;
  readonly last: number;
  readonly sort?: Question['sort'];
}

/** Which rows of which table, in which order. Equal questions have equal answers, so answers are kept by question. */
export interface Question {
  readonly table: TableId;
  /** Text of the filter language (docs/filters.md); "" for all rows. */
  readonly filter: string;
  /** Ids of the columns in which words alone of the filter are looked for; absent: all that are in memory. */
  readonly words?: readonly string[];
  /** Packets in this range; of other tables, rows with a packet in it. Limits that a table does not follow are passed over. */
  readonly range?: TimeRange;
  /** Only rows that belong to some match (`any`) or to one match. */
  readonly match?: 'any' | MatchIndex;
  /** Only rows with packets of this flow. */
  readonly flow?: FlowIndex;
  /** Only rows with packets of flows that this filter of flows keeps. */
  readonly flows?: string;
  /** With `flow`: only rows with packets that fed this feature of it (Explanation.fed), by its column. */
  readonly feature?: string;
  /** Of the rows that are left, in this order, only those at these positions, both included. */
  readonly slice?: Slice;
  /**
   * Group the rows by these: column ids, `host`, `pair` (groups.ts). The answer’s rows are groups then, their columns the keys
   * and the measures of the table, and `having` and `sort` name those.
   */
  readonly group?: readonly string[];
  /** With `group`: a filter over groups. */
  readonly having?: string;
  readonly sort?: { readonly column: string; readonly descending: boolean };
}

/** A cell: a number or text as stored, formatted by the page; a list for list columns. */
export type Cell = number | string | readonly number[];

/** From a character or byte to the one after the last. */
export type Stretch = readonly [from: number, to: number];

/** Where a packet has what a filter looks for in whole packets; what is beyond a thousand places is left out. */
export interface PacketHits {
  /** In its bytes (`frame`). */
  readonly bytes: readonly Stretch[];
  /** Layers, or fields of them, whose text has it (`layers`): numbers in PacketDetail.layers; -1: the layer itself. */
  readonly fields: readonly (readonly [layer: number, field: number])[];
}

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
  /** Groups only: how many of their rows there are in equal parts of the time that all groups span. */
  readonly activity?: readonly (readonly number[])[];
  /** Flows only: what speaks against each row, as bits of Doubt; absent where there is no doubt in the capture. */
  readonly doubts?: readonly number[];
  /** Names of addresses by the ids of the columns that have them, one for each row; absent where the capture says none. */
  readonly names?: Readonly<Record<string, readonly (ToldName | undefined)[]>>;
  /** Packets only, while the filter looks for something in Info: where each row's Info has it. */
  readonly infoHits?: readonly (readonly Stretch[])[];
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

/** A stretch of time, cut into so many equal bins. */
export interface BinStretch extends TimeRange {
  readonly bins: number;
}

/** What the strip over all panels shows. */
export interface TimeBinsRequest {
  /** Rising, without overlap; what lies between them is not counted. */
  readonly stretches: readonly BinStretch[];
  /** Whose packets are counted apart: those of the rows that it keeps. */
  readonly question?: Question;
  /** The selected match or flow, whose packets are counted apart, too. */
  readonly match?: MatchIndex;
  readonly flow?: FlowIndex;
  /** The selected packet, whose time is told. */
  readonly packet?: PacketIndex;
}

/** Counts over stretches of time: a number for each bin of the first stretch, then of the second, and so on. */
export interface TimeBins {
  readonly stretches: readonly BinStretch[];
  readonly packets: Float64Array;
  /** Bytes on the wire. */
  readonly bytes: Float64Array;
  /** Packets that belong to a match. */
  readonly matched: Float64Array;
  /** Complete matches that begin then, all of them, listed or not; absent before the first run. */
  readonly begun?: Float64Array;
  /** Packets of the rows that the question keeps; absent without a question, and if it has no answer. */
  readonly kept?: KeptBins;
  /** Packets of the selected match or flow, and how many it has in all. */
  readonly chosen?: { readonly packets: Float64Array; readonly total: number };
  readonly packetNs?: Nanoseconds;
  /** The longest stretches of the whole capture without a packet, by their beginning; packets stand at both ends. */
  readonly silences: readonly TimeRange[];
}

/** What a question keeps, over time and in all. */
export interface KeptBins {
  readonly packets: Float64Array;
  readonly bytes: Float64Array;
  /** Packets that are kept, in the whole capture. */
  readonly total: number;
  /** Rows of the question's table that are kept. */
  readonly rows: number;
  /** The first packets, so many of `of`, are those of which it is known: a filter over bytes may still be reading. */
  readonly known: number;
  readonly of: number;
}

/** Logarithmic histogram of the inter-arrival times of a flow: bin i holds gaps in [edgesMs[i], edgesMs[i+1]). */
export interface GapHistogram {
  /** One longer than the counts. The first bin begins at 0 (gaps below the clock's resolution). */
  readonly edgesMs: readonly number[];
  readonly forward: readonly number[];
  readonly backward: readonly number[];
  /** Gaps between neighbouring packets of the flow, whatever their directions. */
  readonly both: readonly number[];
}

/** Gaps of a flow over time, thinned to what a screen can show; extremes are kept. Arrays are parallel. */
export interface GapSeries {
  readonly packet: Int32Array;
  readonly timeNs: Float64Array;
  /** Gap to the previous packet, ms with fraction: of the same direction, or of the flow. */
  readonly gapMs: Float64Array;
  /** Of the packet that ends the gap. */
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
  /** Gaps between packets of one direction. */
  readonly series: GapSeries;
  /** Gaps between neighbouring packets, whatever their directions. */
  readonly bothSeries: GapSeries;
  readonly forward: GapMoments;
  readonly backward: GapMoments;
  readonly both: GapMoments;
  readonly firstPacket: PacketIndex;
  readonly lastPacket: PacketIndex;
  /** Names of its ends that the capture itself holds. */
  readonly names: readonly AddressNames[];
  /** The names that the capture has for source and destination, all sources together. */
  readonly endNames: readonly [ToldName | undefined, ToldName | undefined];
  /** What speaks against it, as bits of Doubt; absent: nothing. */
  readonly doubts?: number;
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
  /** The names that the capture has for source and destination, all sources together. */
  readonly endNames: readonly [ToldName | undefined, ToldName | undefined];
  readonly layers: readonly Layer[];
  readonly flow: FlowIndex;
  /** Where it stands in its flow; undefined if it is in none. */
  readonly place?: PacketPlace;
  /** Why it is in no flow: FlowlessReason; 0 if it is in one. */
  readonly reason: number;
  /** Decodings beyond those in force that find an IP packet in it that is not found now; absent: none does. */
  readonly further?: readonly Decoding[];
}
