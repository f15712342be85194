import type { Nanoseconds } from './units.ts';

/** What the times of a log count from: 1970, an unnamed year, an unnamed day, or the start of a machine. */
export type StampScale = 'utc' | 'year' | 'day' | 'boot';

/** What is known of the times in a log. */
export interface LogTimes {
  /** How they are written: "ISO 8601". */
  readonly format: string;
  readonly scale: StampScale;
  /** Time of the first one, since 1970; undefined if the log does not say the day or the year. */
  readonly epochNs: bigint | undefined;
  /** Lines that begin with one. */
  readonly lines: number;
  /** Lines whose time is before that of a line above. */
  readonly backwards: number;
}

/** An open log, as it is told. */
export interface LogSummary {
  readonly name: string;
  /** Of the text, inflated. */
  readonly bytes: number;
  readonly lines: number;
  /** Undefined: no time was found at the start of a line. */
  readonly times: LogTimes | undefined;
  /** Lines that are longer than an event has room for. */
  readonly longLines: number;
  /** Why what comes behind is missing: more than is kept, or bytes that could not be inflated; undefined: all is there. */
  readonly cutOff: 'lines' | 'bytes' | 'damaged' | undefined;
}

/** A line of a match. */
export interface MatchLine {
  /** From 0. */
  readonly line: number;
  readonly text: string;
  /** Since the first time of the log; undefined in a log without times. */
  readonly timeNs: Nanoseconds | undefined;
  /** The step that took it. */
  readonly step?: string;
}

/** Bounds of what is kept of one log. */
export const MOST_LINES = 5_000_000;
export const MOST_LOG_BYTES = 512 * 1024 * 1024;
