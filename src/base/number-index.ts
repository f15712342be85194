/** Numbers the different whole numbers that it is given, in the order in which they come: a hash table of typed arrays. */
export class NumberIndex {
  /** Different numbers so far. */
  size = 0;
  private mask: number;
  private keys: Float64Array;
  /** Number + 1; 0 where the place is free. */
  private numbers: Int32Array;

  /** @param expected how many there may be; it grows beyond */
  constructor(expected = 1024) {
    const places = 1 << (32 - Math.clz32(Math.max(expected, 8) * 2 - 1));
    this.mask = places - 1;
    this.keys = new Float64Array(places);
    this.numbers = new Int32Array(places);
  }

  /** The number of a key: whole, below 2^53. */
  add(key: number): number {
    const at = this.place(key);
    const known = this.numbers[at];
    if (known !== 0) return known - 1;
    this.keys[at] = key;
    this.numbers[at] = ++this.size;
    const number = this.size - 1;
    if (this.size * 2 > this.mask) this.grow();
    return number;
  }

  /** Where a key stands, or would. */
  private place(key: number): number {
    const high = Math.floor(key / 4294967296);
    let hash = Math.imul(key | 0, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b);
    hash ^= hash >>> 15;
    let at = Math.imul(hash, 0x2c1b3c6d) & this.mask;
    while (this.numbers[at] !== 0 && this.keys[at] !== key) at = (at + 1) & this.mask;
    return at;
  }

  private grow(): void {
    const { keys, numbers } = this;
    this.mask = this.mask * 2 + 1;
    this.keys = new Float64Array(this.mask + 1);
    this.numbers = new Int32Array(this.mask + 1);
    for (let at = 0; at < keys.length; at++) {
      if (numbers[at] === 0) continue;
      const place = this.place(keys[at]);
      this.keys[place] = keys[at];
      this.numbers[place] = numbers[at];
    }
  }
}
