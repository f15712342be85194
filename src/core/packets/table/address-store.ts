import { addressText, networkBytes } from '../../../base/addresses.ts';
import { grown } from '../../../base/growable.ts';
import { mix, spread } from '../../../base/hash.ts';
import type { AddressTable } from '../../model/packet-table.ts';
import type { AddressId } from '../../model/units.ts';

/** Kind of an interned address. The order is the order of sorting. */
export const AddressFamily = { Ipv4: 0, Ipv6: 1, Mac: 2 } as const;
export type AddressFamily = (typeof AddressFamily)[keyof typeof AddressFamily];

/**
 * Interns addresses: equal addresses get equal numbers. Four 32-bit words each (IPv4 uses one, MAC two), an open hash
 * over them, texts made when first asked for.
 */
export class AddressStore implements AddressTable {
  length = 0;
  private words = new Int32Array(4 * 2048);
  /** AddressFamily of each. */
  private families: Uint8Array = new Uint8Array(2048);
  private slots = new Int32Array(4096).fill(-1);
  private readonly texts: (string | undefined)[] = [];

  /** Number of an address given as words in network order (signed). */
  intern(family: AddressFamily, w0: number, w1: number, w2: number, w3: number): AddressId {
    const mask = this.slots.length - 1;
    let slot = hashWords(family, w0, w1, w2, w3) & mask;
    for (;;) {
      const id = this.slots[slot];
      if (id < 0) return this.add(slot, family, w0, w1, w2, w3);
      const at = id * 4;
      const { words } = this;
      if (
        words[at] === w0 &&
        words[at + 1] === w1 &&
        words[at + 2] === w2 &&
        words[at + 3] === w3 &&
        this.families[id] === family
      ) {
        return id;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** Number of an IPv4 address: the same as `intern` gives, with the one comparison that nearly every packet needs. */
  internIpv4(word: number): AddressId {
    const slot = spread(mix(AddressFamily.Ipv4, word)) & (this.slots.length - 1);
    const id = this.slots[slot];
    if (id >= 0 && this.words[id * 4] === word && this.families[id] === AddressFamily.Ipv4) return id;
    return this.intern(AddressFamily.Ipv4, word, 0, 0, 0);
  }

  /** Number of the MAC address at bytes[at..at+6). */
  internMac(bytes: Uint8Array, at: number): AddressId {
    const high = (bytes[at] << 8) | bytes[at + 1];
    const low = (bytes[at + 2] << 24) | (bytes[at + 3] << 16) | (bytes[at + 4] << 8) | bytes[at + 5];
    return this.intern(AddressFamily.Mac, high, low, 0, 0);
  }

  text(id: AddressId): string {
    return (this.texts[id] ??= addressText(this.bytes(id)));
  }

  bytes(id: AddressId): Uint8Array {
    const at = id * 4;
    switch (this.family(id)) {
      case AddressFamily.Ipv4:
        return networkBytes(this.words, at, at + 1);
      case AddressFamily.Ipv6:
        return networkBytes(this.words, at, at + 4);
      case AddressFamily.Mac:
        // Two bytes in the first word, four in the second.
        return networkBytes(this.words, at, at + 2).subarray(2);
    }
  }

  family(id: AddressId): AddressFamily {
    return this.families[id] as AddressFamily;
  }

  compare(a: AddressId, b: AddressId): number {
    const family = this.families[a] - this.families[b];
    if (family !== 0) return family;
    for (let word = 0; word < 4; word++) {
      const difference = (this.words[a * 4 + word] >>> 0) - (this.words[b * 4 + word] >>> 0);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  private add(slot: number, family: AddressFamily, w0: number, w1: number, w2: number, w3: number): AddressId {
    const id = this.length++;
    this.words[id * 4] = w0;
    this.words[id * 4 + 1] = w1;
    this.words[id * 4 + 2] = w2;
    this.words[id * 4 + 3] = w3;
    this.families[id] = family;
    this.slots[slot] = id;
    if (this.length * 2 >= this.slots.length) this.grow();
    return id;
  }

  /** Doubles everything; the table is at most half full. */
  private grow(): void {
    this.words = grown(this.words, this.words.length * 2);
    this.families = grown(this.families, this.families.length * 2);
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    for (let id = 0; id < this.length; id++) this.place(id);
  }

  private place(id: AddressId): void {
    const { words } = this;
    const at = id * 4;
    const mask = this.slots.length - 1;
    let slot = hashWords(this.family(id), words[at], words[at + 1], words[at + 2], words[at + 3]) & mask;
    while (this.slots[slot] >= 0) slot = (slot + 1) & mask;
    this.slots[slot] = id;
  }
}

/** IPv4 has one word: the others are not mixed in. */
function hashWords(family: AddressFamily, w0: number, w1: number, w2: number, w3: number): number {
  const hash = mix(family, w0);
  return spread(family === AddressFamily.Ipv4 ? hash : mix(mix(mix(hash, w1), w2), w3));
}
