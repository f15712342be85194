import type { FlowFeature } from './flow-feature.ts';

/**
 * How questions read a table without knowing how it is stored. Each table has a maker of readers: `flow-rows.ts` of
 * core/flows, `packet-rows.ts` of core/packets, `match-store.ts` of core/session. `core/query` filters and sorts with
 * them, `core/export` writes them to files.
 */

/** How a value is written and compared. */
export type ColumnKind =
  | 'integer' // whole number, no unit or one named in the description
  | 'float' // IEEE double
  | 'bytes' // whole number of bytes
  | 'milliseconds' // duration or gap
  | 'epoch-ms' // milliseconds since 1970
  | 'relative-ns' // nanoseconds since the first packet
  | 'text' // dictionary of strings
  | 'address' // dictionary of addresses
  | 'list'; // list of whole numbers: not sorted, not compared

/** Words about a column, for headers, choosers, help and documents. */
export interface ColumnDescription {
  /** Name in files and filters: NFStream's own where it has one. */
  readonly id: string;
  /** Short header on the page. */
  readonly label: string;
  readonly kind: ColumnKind;
  /** Heading under which choosers and details list it. */
  readonly group: string;
  /** "ms", "B", "packets", or "" for none. */
  readonly unit: string;
  /** One or two sentences: what it means and when it is 0 or empty. */
  readonly help: string;
  /** How it is computed, as a formula in plain text; "" where it is read, not computed. */
  readonly formula: string;
  /** Of measures of groups that count some rows only: the filter of these. */
  readonly counts?: string;
  /** For columns of flows: what they measure. */
  readonly feature?: FlowFeature;
}

/** A column of numbers. */
export interface NumberColumn {
  readonly type: 'number';
  readonly description: ColumnDescription;
  number(row: number): number;
  /** Its decimal digits, where a double does not hold them all. */
  exact?(row: number): string;
  /** The digits that files write, of the rows whose double does not hold them; undefined of all others. */
  far?(row: number): string | undefined;
  /** True if there may be fractions although the kind is one of whole numbers (times finer than milliseconds). */
  readonly fractional?: boolean;
}

/** A column of numbers into a dictionary of texts; the dictionary may grow while a capture is read. */
export interface DictionaryColumn {
  readonly type: 'dictionary';
  readonly description: ColumnDescription;
  /** Number of the row's text, or -1 for none (written as an empty text). */
  code(row: number): number;
  /** How many texts there are now. */
  size(): number;
  text(code: number): string;
  /** True if no text is ever added or changed: a search that none of them fits need not look at the column. */
  readonly fixed?: boolean;
  /** Order of two codes; without it texts are compared by code unit. */
  compare?(a: number, b: number): number;
}

/** A column of lists of whole numbers. */
export interface ListColumn {
  readonly type: 'list';
  readonly description: ColumnDescription;
  list(row: number): readonly number[];
  /** True if there may be fractions. */
  readonly fractional?: boolean;
}

export type Column = NumberColumn | DictionaryColumn | ListColumn;

/** A table as questions see it. */
export interface Rows {
  /** Number of rows now. */
  readonly length: number;
  readonly columns: ReadonlyMap<string, Column>;
}
