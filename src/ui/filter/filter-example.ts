/** A filter to try, and what it keeps. */
export interface FilterExample {
  readonly filter: string;
  readonly keeps: string;
}
