/** Answers of a recogniser besides "not yet", which is what it will be given with the next packet, 0 or more. */
export const Answer = {
  /** The flow is something else; it is not asked again. */
  No: -1,
  /** The flow is this, and `state.found` has been called. */
  Yes: -2,
} as const;
