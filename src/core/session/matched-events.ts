/** What matches are made of: packets, or lines of a log, which are in no flow. */
export interface MatchedEvents {
  readonly length: number;
  /** NaN: there is none. */
  readonly timeNs: ArrayLike<number>;
  /** Of each packet; lines have none. */
  readonly flow?: ArrayLike<number>;
}
