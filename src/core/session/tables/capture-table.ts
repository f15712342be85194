import type { Column, ColumnDescription, Rows } from '../../model/column.ts';
import type { MatchIndex, PacketIndex } from '../../model/units.ts';
import type { ByteSource } from '../../model/reader.ts';
import type { RowWindow } from '../../model/question.ts';
import type { TableDescription } from '../../model/table.ts';
import type { TableTerms } from '../../query/translate/equivalent-terms.ts';
import type { Measure } from '../../query/group/grouped-rows.ts';
import type { VendorTable } from '../../names/vendor-table.ts';
import type { CaptureTables } from '../../tables.ts';
import type { MatchStore } from '../match-store.ts';
import type { AddedTables } from '../added-columns.ts';
import type { KeptObject } from '../objects/find-objects.ts';

/** What tables are made from: one capture, and what was found in it. */
export interface TableSources {
  readonly tables: CaptureTables;
  /** Bytes of its files, by their places. */
  readonly bytes: ByteSource;
  /** What relational flows found last; empty before the first run. */
  readonly matches: MatchStore;
  /** Columns that user code has added to packets and flows. */
  readonly added: AddedTables;
  /** Files that passed; none before they have been looked for. */
  readonly objects: readonly KeptObject[];
  /** Vendors by MAC address that a person gave; absent: none. */
  readonly vendors?: VendorTable;
}

export type PacketTest = (packet: PacketIndex) => boolean;
export type RowTest = (row: number) => boolean;

/**
 * A table that can be asked for rows, filtered, limited and written to files. Rows hang on packets: who can say which
 * rows have a packet that fits follows every limit (time range, match, flow) and takes pcap-filters. Tests hold as long
 * as the tables stay as they are. What stands with "?" is for tables that differ, or know a shorter way.
 */
export interface CaptureTable {
  /** Its columns are those that it has at first; in force are those of `rows`. */
  readonly description: TableDescription;
  /** The table now. Asked for with every question: it must be at hand. */
  rows(sources: TableSources): Rows;
  /** Which rows have a packet that fits. */
  withPacket(sources: TableSources, fits: PacketTest): RowTest;
  /** The packets of rows, rising, each once. */
  packetsOf(sources: TableSources, rows: Int32Array): Int32Array;

  /** The rows that these packets (rising) belong to, rising; without it every row is looked at. */
  rowsOf?(packets: Int32Array): Int32Array;
  /** Which rows belong to any match or to one; without it every packet is looked at. */
  matched?(matches: MatchStore, match: 'any' | MatchIndex): RowTest;
  /** What its rows change with, where they are made of another table's: their number is not asked for then. */
  stamp?(sources: TableSources): string;
  /** Which rows count, where not all of them do: how many, and which; undefined: all. */
  counted?(sources: TableSources): { readonly total: number; readonly test: RowTest } | undefined;
  /** The cells of columns that are only written for rows at hand, by column id, one for each row. */
  written?(
    sources: TableSources,
    rows: readonly number[],
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>>;
  /** A column that may be written beside those of the description: of packets, any decoded field. */
  decoded?(id: string): ColumnDescription | undefined;
  /** What windows tell of rows beside their cells; `columns`: ids asked for. */
  windowParts?(sources: TableSources, rows: readonly number[], columns: readonly string[]): Partial<RowWindow>;
  /** The columns as files have them, in order, where they differ from those of `rows`. */
  fileColumns?(sources: TableSources): ReadonlyMap<string, Column>;
  /** Columns whose texts are JSON, in files. */
  readonly jsonColumns?: ReadonlySet<string>;
  /** Of groups: the rows that these are made of, rising. */
  members?(groups: Int32Array): Int32Array;
  /** What is told of groups of its rows; without it how many they are. */
  readonly measures?: readonly Measure[];
  /** Its fields in the filter languages of other tools; without it they have no words for them. */
  readonly terms?: TableTerms;
}

/** The columns among `ids` that are only written for rows at hand. */
export function writtenAmong({ description, decoded }: CaptureTable, ids: readonly string[]): ColumnDescription[] {
  return ids.flatMap((id) => description.writtenColumns.find((column) => column.id === id) ?? decoded?.(id) ?? []);
}
