/** A command line that cannot be understood; the message says why and what is allowed. Caught by main.ts alone. */
export class UsageError extends Error {}
