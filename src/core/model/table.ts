import type { ColumnDescription } from './column.ts';
import type { GroupingDescription } from './groups.ts';

/** Name of a table in questions, links and on the command line: letters, digits and "_", a letter first. */
export type TableId = string;

/**
 * A limit beside a table's own filter: a stretch of time, matches, one flow, the packets that fed a feature of it, flows that
 * fit a filter.
 */
export type LimitName = 'range' | 'match' | 'flow' | 'feature' | 'flows';

/** What one must know of a table to show it, ask it and write it to files. Plain data: it crosses to the page. */
export interface TableDescription {
  readonly id: TableId;
  /** One row and many: "flow", "flows". The many are part of the names of files. */
  readonly noun: string;
  readonly nouns: string;
  /** The limits that its rows follow; the others leave it as it is. */
  readonly limits: readonly LimitName[];
  /** Its filters may test the bytes of its rows' packets: `pcap "…"`. */
  readonly testsBytes: boolean;
  /** Its rows are packets themselves; otherwise a capture written from it has the packets of its rows. */
  readonly isPackets: boolean;
  /** Its rows are flows, with all their columns. */
  readonly isFlows?: true;
  /** Columns that filters and orders may name, by the parameters in force. */
  readonly columns: readonly ColumnDescription[];
  /** Columns that are only written for rows at hand, in windows and files: filters and orders cannot name them. */
  readonly writtenColumns: readonly ColumnDescription[];
  /** Columns that only files have. */
  readonly fileColumns: readonly ColumnDescription[];
  /** How its rows may be grouped; without it they are counted only. */
  readonly grouping?: GroupingDescription;
}
