/** Told by the meter of each packet and each end of a record, while the packet is at hand. */
export interface RecordWatcher {
  /** The packet at hand is the first of a record, whose number may have been used before. */
  open(record: number): void;
  /** It is a further one. */
  update(record: number): void;
  /** The record has ended, and is about to be given away. */
  ended(record: number): void;
}
