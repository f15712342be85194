import type { Question } from './question.ts';

/** Formats that hold the rows of a table. */
export type RowFormat = 'csv' | 'ndjson' | 'parquet';
/** Formats that hold packets with their bytes. */
export type PacketFormat = 'pcap' | 'pcapng';

/** Something to be written to a file. */
export type ExportRequest =
  | {
      readonly format: RowFormat;
      /** The rows that it keeps, in its order. */
      readonly question: Question;
      /** Ids of the columns, in order. */
      readonly columns: readonly string[];
    }
  | {
      readonly format: PacketFormat;
      /** The packets that it keeps; of flows and matches, all their packets. In the order of the capture. */
      readonly question: Question;
    };

/** What a written file has. */
export interface ExportSummary {
  /** Rows or packets. */
  readonly rows: number;
  /** Packet comments that the format could not hold (pcap). */
  readonly commentsLeftOut: number;
}

/** A packet as it is written. `bytes` are read during the call. */
export interface PacketRecord {
  readonly bytes: Uint8Array;
  readonly wireLength: number;
  /** Whole seconds since 1970, and nanoseconds within; the latter may be negative or a second and more. */
  readonly seconds: number;
  readonly nanoseconds: number;
  /** Number of its interface. */
  readonly from: number;
  readonly comments: readonly string[];
}
