import type { VendorReport } from '../model/vendors.ts';
import { readVendors } from './read-vendors.ts';

/** Prefixes kept: IEEE has given away some sixty thousand. */
const MOST = 500_000;
const MAC_BITS = 48;
/** Lines that are named in a report. */
const NAMED_LINES = 5;

/** Vendors by the first bits of MAC addresses, in memory. */
export class VendorTable {
  /** Rises with every change. */
  version = 0;
  /** Prefixes by their length in bits, each as a number; the longest lengths first. */
  private lengths: readonly (readonly [bits: number, vendors: Map<number, string>])[] = [];

  /** Takes in the text of a file; what it says of a prefix stands in place of what was said before. */
  add(text: string): VendorReport {
    let [prefixes, omitted, unknown] = [0, 0, 0];
    const unknownLines: number[] = [];
    for (const { line, entry } of readVendors(text)) {
      if (entry === undefined) {
        if (++unknown <= NAMED_LINES) unknownLines.push(line);
      } else if (this.keep(entry.prefix, entry.bits, entry.vendor)) prefixes++;
      else omitted++;
    }
    this.version++;
    return { prefixes, omitted, unknown, unknownLines };
  }

  /** Forgets all of them. */
  clear(): void {
    this.lengths = [];
    this.version++;
  }

  /** Prefixes that have a vendor. */
  get size(): number {
    return this.lengths.reduce((sum, [, vendors]) => sum + vendors.size, 0);
  }

  /** The vendor of the longest prefix that fits the six bytes; undefined: none does. */
  of(mac: ArrayLike<number>): string | undefined {
    let whole = 0;
    for (let at = 0; at < 6; at++) whole = whole * 256 + (mac[at] ?? 0);
    for (const [bits, vendors] of this.lengths) {
      const vendor = vendors.get(Math.floor(whole / 2 ** (MAC_BITS - bits)));
      if (vendor !== undefined) return vendor;
    }
    return undefined;
  }

  private keep(prefix: number, bits: number, vendor: string): boolean {
    const vendors = this.lengths.find(([length]) => length === bits)?.[1] ?? new Map<number, string>();
    if (!vendors.has(prefix) && vendors.size >= MOST) return false;
    if (vendors.size === 0) this.lengths = [...this.lengths, [bits, vendors] as const].sort(([a], [b]) => b - a);
    vendors.set(prefix, vendor);
    return true;
  }
}
