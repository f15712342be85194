/**
 * What a definition over lines sees: one line of a log. This text is also the editor's type (docs/sequences.md).
 */
export interface LineEvent {
  /** Number of the line, from 1. */
  readonly number: number;
  /** What stands in it, without its end; of very long lines the first 16,384 bytes. */
  readonly text: string;
  /**
   * Seconds since the first time in the log. A line without a time at its start has that of the line before; in a log without
   * times it is the number of the line, so that limits count lines.
   */
  readonly time: number;
  /** The time as it is written at the start of the line; undefined if there is none. */
  readonly stamp: string | undefined;
}

/** How much of a line its event has at most, bytes. */
export const LINE_BYTES = 16_384;
