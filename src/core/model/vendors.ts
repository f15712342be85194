/** What one file of vendors brought. */
export interface VendorReport {
  /** Prefixes of MAC addresses that it gives to vendors, those known before included. */
  readonly prefixes: number;
  /** Prefixes that found no room. */
  readonly omitted: number;
  /** Lines that look like entries and were not understood, and the numbers of the first of them, from 1. */
  readonly unknown: number;
  readonly unknownLines: readonly number[];
}
