import type { Failure } from './failure.ts';
import type { MeterParameters } from './parameters.ts';
import type { PacketIndex } from './units.ts';

/**
 * What operators of a person's code (flow plugins, links, taggers, printers) leave behind: columns of packets and of flows, the
 * packets at which records were to end, and lines of text.
 */

/** Heading under which such columns are listed. */
export const FROM_CODE = 'From your code';

/** The meter in force when a run begins, for operators that ask for flows. */
export interface RunMetering {
  readonly parameters: MeterParameters;
}

/** The kinds of added columns, with what stands for a missing value: NaN, 2, -1, -1. */
export const ADDED_KINDS = ['number', 'boolean', 'text', 'tags'] as const;
export type AddedKind = (typeof ADDED_KINDS)[number];

/** The tables that operators add columns to. */
export const ADDED_TABLES = ['packets', 'flows'] as const;
export type AddedTable = (typeof ADDED_TABLES)[number];

/**
 * A column that code made. `values` is parallel to the packets, or to `AddedColumns.starts`: numbers as they are, booleans 0 or 1,
 * texts and sets of tags as places in `texts`, of which each is there once; a set is its tags in their order with blanks between.
 */
export interface AddedColumn {
  readonly of: AddedTable;
  /** `udps.NAME`, `link.NAME` or `tags`. */
  readonly id: string;
  readonly kind: AddedKind;
  readonly values: Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;
  readonly texts: readonly string[];
}

/** All columns of a run, and what flows they are of. */
export interface AddedColumns {
  readonly columns: readonly AddedColumn[];
  /** The first packet of each flow record, rising: the rows of columns of flows. */
  readonly starts: Int32Array<ArrayBuffer>;
  /** Packets, rising, behind each of which its record ends because a plugin said so. */
  readonly cuts: Int32Array<ArrayBuffer>;
}

/** What printers wrote: at most so many as the page keeps. */
export interface PrintedLines {
  /** The packet of each piece of text. */
  readonly packets: Int32Array<ArrayBuffer>;
  /** Where each piece ends in `text`, UTF-16 code units. */
  readonly ends: Int32Array<ArrayBuffer>;
  readonly text: string;
  /** Pieces that were left out because there were too many. */
  readonly omitted: number;
}

/** How one operator fared. */
export interface OperatorReport {
  readonly name: string;
  /** "plugin", "link", "tagger", …: what it was. */
  readonly kind: OperatorKind;
  /** What it threw first, with its place, and how much followed. The run goes on without what threw. */
  readonly fault?: Failure;
}

export const OPERATOR_KINDS = ['plugin', 'link', 'tagger', 'flow link', 'flow tagger', 'printer'] as const;
export type OperatorKind = (typeof OPERATOR_KINDS)[number];

/** What the operators of one run left behind. */
export interface OperatorResults extends AddedColumns {
  readonly operators: readonly OperatorReport[];
  /** What was left out or cut, in our own words. */
  readonly losses: ColumnLosses;
  readonly lines: PrintedLines;
}

/** How much of the values is not as the code gave it. */
export interface ColumnLosses {
  /** Columns that are not there, because there were too many. */
  readonly columns: number;
  /** Texts that were cut to 200 characters. */
  readonly cutTexts: number;
  /** Values left out: further distinct texts, further tags. */
  readonly values: number;
  /** Values left out since they are no number, text, boolean or list of these. */
  readonly refused: number;
}

/** What the page keeps of it in view: everything but the columns themselves, which the data worker has. */
export interface AddedSummary {
  readonly operators: readonly OperatorReport[];
  readonly losses: ColumnLosses;
  readonly lines: PrintedLines;
  /** Columns of each table, and rows of flows that have them. */
  readonly packetColumns: number;
  readonly flowColumns: number;
  /** Rows of each table. */
  readonly packets: number;
  readonly flows: number;
  /** Records that plugins ended. */
  readonly cuts: number;
}

/** The packets behind which records end, as the meter asks for them. */
export interface Cuts {
  has(packet: PacketIndex): boolean;
}
