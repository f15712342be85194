import type { EventColumn } from '../../model/event.ts';

/** A member of the events of a source; its value by the row of the table behind them, a text by its number, NaN for none. */
export interface RecordColumn extends EventColumn {
  readonly value: (row: number) => number;
}

/** Events that are no packets, as rows of a table. */
export interface RecordTable {
  /** Rows in the order of the events; a row may stand twice. */
  readonly rows: Int32Array;
  /** The packet that the event at a place of `rows` stands for. */
  readonly packet: (place: number) => number;
  /** Those that the code names. `value` is given the place of the event. */
  readonly columns: readonly RecordColumn[];
}
