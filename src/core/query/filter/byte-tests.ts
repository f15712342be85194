import type { KnownField } from '../../model/field.ts';
import type { Column, Rows } from '../../model/column.ts';
import type { Reply } from '../../model/failure.ts';
import type { Comparison, RowPredicate } from './syntax.ts';

/** Tests of rows that need the bytes of packets: given by who has them. */
export interface ByteTests {
  /** The rows whose packets pass a pcap-filter, where that can be asked. Failure: `offset` is a character of it. */
  pcap?(expression: string): Reply<RowPredicate>;
  /** The rows with a packet whose Info, or bytes, fit a comparison, where that can be asked. */
  whole?(comparison: Comparison): Reply<RowPredicate>;
  /** The decoded fields that a name means: one, or two for a pair (`tcp.port`); none if it is no field. */
  fields(name: string): readonly FieldSource[];
  /** All fields that may be named, pairs among them. */
  readonly known: readonly KnownField[];
}

/** The values of one decoded field. */
export interface FieldSource {
  /** One row a value: the column `value`, and where its numbers have names `value_name`. */
  readonly values: Rows;
  /** Wireshark's name of the same value; undefined where it has none. */
  readonly wireshark: string | undefined;
  /** The column in `values` that has them. */
  readonly column: Column;
  /** Rows of the table with a packet that has a value for which the test holds; undefined: any value. */
  having(test: RowPredicate | undefined): RowPredicate;
}
