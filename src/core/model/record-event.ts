import type { EventColumn } from './event.ts';

/** Where the events of a definition come from, besides packets. */
export const RECORD_SOURCES = ['flows', 'messages', 'lines'] as const;
export type RecordSource = (typeof RECORD_SOURCES)[number];

/** All sources, in the order in which they are gone through. */
export const SOURCES = ['packets', ...RECORD_SOURCES] as const;
export type Source = (typeof SOURCES)[number];

/** A batch of events that are no packets, as columns, moved by transfer. Texts are interned for the run, source by source. */
export interface RecordBatch {
  readonly source: RecordSource;
  readonly count: number;
  readonly timeNs: Float64Array<ArrayBuffer>;
  /** The packet that each stands for, which stands behind the record before in the order of the file; of lines their own row. */
  readonly packet: Int32Array<ArrayBuffer>;
  /** The flow of that packet; -1: none. */
  readonly flow: Int32Array<ArrayBuffer>;
  /** Members of the events that the code names, `count` values each, one column behind the other; NaN: none. */
  readonly columns: readonly EventColumn[];
  readonly values: Float64Array<ArrayBuffer>;
  readonly newTexts: readonly string[];
  /** No records come behind these. */
  readonly isLast: boolean;
}
