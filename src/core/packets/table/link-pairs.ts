import { nextCapacity, grown } from '../../../base/growable.ts';
import type { AddressId } from '../../model/units.ts';
import { NONE } from '../../model/units.ts';
import type { AddressStore } from './address-store.ts';
import { word } from '../../../base/bytes.ts';

/** Places of the cache; a power of two. */
const CACHED = 256;
/** Words of a cached pair: four of the two addresses, its number. */
const STRIDE = 5;

/**
 * Pairs of MAC addresses, sender first, numbered from 1; 0 stands for none. A small cache by the addresses' last bytes
 * answers for nearly every packet.
 */
export class LinkPairs {
  private length = 1;
  private sources = Int32Array.of(NONE);
  private destinations = Int32Array.of(NONE);
  private readonly cache = new Int32Array(CACHED * STRIDE);
  private readonly numbers = new Map<number, number>();

  constructor(private readonly addresses: AddressStore) {}

  /** Number of the pair whose addresses begin at these bytes. */
  find(bytes: Uint8Array, source: number, destination: number): number {
    const s0 = word(bytes, source);
    const s1 = (bytes[source + 4] << 8) | bytes[source + 5];
    const d0 = word(bytes, destination);
    const d1 = (bytes[destination + 4] << 8) | bytes[destination + 5];
    const { cache } = this;
    const at = ((s1 ^ (d1 * 5)) & (CACHED - 1)) * STRIDE;
    const hit = cache[at] === s0 && cache[at + 1] === d0 && cache[at + 2] === s1 && cache[at + 3] === d1;
    if (hit && cache[at + 4] > 0) return cache[at + 4];
    const number = this.number(this.addresses.internMac(bytes, source), this.addresses.internMac(bytes, destination));
    cache[at] = s0;
    cache[at + 1] = d0;
    cache[at + 2] = s1;
    cache[at + 3] = d1;
    cache[at + 4] = number;
    return number;
  }

  /** Address of the sender, or -1. */
  source(pair: number): AddressId {
    return this.sources[pair];
  }

  /** Address of the receiver, or -1. */
  destination(pair: number): AddressId {
    return this.destinations[pair];
  }

  private number(source: AddressId, destination: AddressId): number {
    // Address numbers are below 2^26, so the product is exact.
    const key = source * 0x4000000 + destination;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    if (this.length === this.sources.length) {
      const capacity = nextCapacity(this.length, 64);
      this.sources = grown(this.sources, capacity);
      this.destinations = grown(this.destinations, capacity);
    }
    this.sources[this.length] = source;
    this.destinations[this.length] = destination;
    this.numbers.set(key, this.length);
    return this.length++;
  }
}
