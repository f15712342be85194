const BITS = 5;
const MASK = 31;

/** A set of whole numbers from 0, one bit each; grows to whatever is added. */
export class BitSet {
  private words: Uint32Array;

  /** `capacity`: numbers below it need no growing. */
  constructor(capacity = 0) {
    this.words = new Uint32Array((capacity + MASK) >>> BITS);
  }

  /** A set of the numbers whose bits are set; it keeps the words. */
  static of(words: Uint32Array): BitSet {
    const set = new BitSet();
    set.words = words;
    return set;
  }

  /** The bits of all numbers below `end`, as `of` takes them. */
  toWords(end: number): Uint32Array<ArrayBuffer> {
    const words = new Uint32Array((end + MASK) >>> BITS);
    words.set(this.words.subarray(0, words.length));
    if (words.length > 0 && (end & MASK) !== 0) words[words.length - 1] &= (1 << (end & MASK)) - 1;
    return words;
  }

  add(value: number): void {
    const word = value >>> BITS;
    if (word >= this.words.length) this.grow(word + 1);
    this.words[word] |= 1 << (value & MASK);
  }

  delete(value: number): void {
    const word = value >>> BITS;
    if (word < this.words.length) this.words[word] &= ~(1 << (value & MASK));
  }

  /** False for everything that was never added, negative numbers included. */
  has(value: number): boolean {
    const word = value >>> BITS;
    return word < this.words.length && (this.words[word] & (1 << (value & MASK))) !== 0;
  }

  /** How many numbers are in the set. */
  count(): number {
    let sum = 0;
    for (const word of this.words) sum += countBits(word);
    return sum;
  }

  clear(): void {
    this.words.fill(0);
  }

  /** The members in rising order. */
  toArray(): Int32Array<ArrayBuffer> {
    const members = new Int32Array(this.count());
    let at = 0;
    for (const [index, bits] of this.words.entries()) {
      for (let rest = bits; rest !== 0; rest = (rest & (rest - 1)) >>> 0) {
        members[at++] = (index << BITS) + 31 - Math.clz32(rest & -rest);
      }
    }
    return members;
  }

  private grow(words: number): void {
    const grown = new Uint32Array(Math.max(words, this.words.length * 2));
    grown.set(this.words);
    this.words = grown;
  }
}

/** Ones in a 32-bit word (Hacker's Delight, 5-1). */
function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
