/**
 * What the person at the command line has to set right: options, a filter, code. The message says why and what is
 * allowed. Caught by main.ts alone.
 */
export class UsageError extends Error {
  /** `advice`: what to try, for a second line. */
  constructor(
    message: string,
    readonly advice = "Try 'flowloom --help'.",
  ) {
    super(message);
  }
}
