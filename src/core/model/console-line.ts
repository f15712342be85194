/** How a line was written: `console.warn` is `warn`; `info` and `debug` are `log`. */
export const CONSOLE_LEVELS = ['log', 'warn', 'error'] as const;

/** A line that users' code wrote while it ran. */
export interface ConsoleLine {
  readonly level: (typeof CONSOLE_LEVELS)[number];
  readonly text: string;
  /** The packet that it was looking at, counted from 1; 0: none. */
  readonly packet: number;
}

/** What code wrote since it was last asked. */
export interface Said {
  readonly lines: readonly ConsoleLine[];
  /** Lines of the whole run so far that are not kept. */
  readonly omitted: number;
}

/** Lines of one run that are kept, and UTF-16 code units of one. */
export const MOST_LINES = 1000;
export const MOST_LINE = 500;
