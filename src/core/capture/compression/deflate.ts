import type { InputBytes } from '../input-bytes.ts';
import {
  CodeTable,
  DISTANCE_BITS,
  DISTANCES,
  FIXED_DISTANCES,
  FIXED_LITERALS,
  LENGTH_BITS,
  LENGTHS,
} from './deflate-codes.ts';
import { cutData, Damage } from './inflating-stream.ts';

/** How far matches reach back. */
const WINDOW = 1 << 15;
/** Bytes that are given at once. */
const PIECE = 1 << 16;
const LONGEST_MATCH = 258;
/** Where the room is full: a match more has place. */
const LIMIT = WINDOW + PIECE;
/** Bytes of input that the head of a block takes at most (14 bits, 19 lengths of 3, 320 of 14), and that a match does. */
const HEAD = 640;
const MATCH = 12;
const END_OF_BLOCK = 256;
/** Largest symbols that mean anything. */
const LAST_LENGTH = 285;
const LAST_DISTANCE = 29;
/** Order in which the lengths of the code for lengths stand (RFC 1951, section 3.2.7). */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Why decoding has stopped: the block is at its end, there is too little input, or too little room. */
enum Stop {
  BlockEnd,
  Input,
  Room,
}

/**
 * Inflates DEFLATE data (RFC 1951), stretch by stretch: no more than a piece of 64 KiB is made at once, whatever the input
 * says. At damage or a cut it gives what comes before, then throws Damage.
 */
export class Deflate {
  private readonly out = new Uint8Array(LIMIT + LONGEST_MATCH);
  /** Written up to here, given up to `from`. */
  private to = 0;
  private from = 0;
  /** Bits taken from the input and not yet used, lowest first. */
  private bits = 0;
  private count = 0;
  private bytes: Uint8Array = new Uint8Array(0);
  private at = 0;
  private ended = false;
  private damage: Damage | undefined;
  private readonly ownLiterals = new CodeTable();
  private readonly ownDistances = new CodeTable();
  /** The codes of the block. */
  private literals = this.ownLiterals;
  private distances = this.ownDistances;
  private readonly lengthCode = new CodeTable();
  private readonly lengths = new Uint8Array(320);

  constructor(private readonly input: InputBytes) {}

  /** Inflates one stretch of data from the input's next byte on; the input goes on behind its last byte. */
  async *inflate(): AsyncGenerator<Uint8Array, void> {
    this.begin();
    let damage: Damage | undefined;
    try {
      yield* this.blocks();
    } catch (error) {
      if (!(error instanceof Damage)) throw error;
      damage = error;
    }
    if (this.to > this.from) yield this.out.subarray(this.from, this.to);
    if (damage !== undefined) throw damage;
    this.giveBack();
    // What is left of the last byte is padding.
    this.bits = 0;
    this.count = 0;
  }

  private async *blocks(): AsyncGenerator<Uint8Array, void> {
    for (let isLast = false; !isLast;) {
      await this.ahead(HEAD);
      isLast = this.take(1) === 1;
      const kind = this.take(2);
      if (kind === 0) yield* this.stored();
      else yield* this.compressed(kind);
    }
  }

  private begin(): void {
    this.to = 0;
    this.from = 0;
    this.bits = 0;
    this.count = 0;
    this.bytes = this.input.there;
    this.at = 0;
    this.ended = false;
    this.damage = undefined;
  }

  /** Hands back whole bytes that were taken from the input and not used, and drops those that were. */
  private giveBack(): void {
    this.at -= this.count >> 3;
    this.count &= 7;
    this.bits &= (1 << this.count) - 1;
    this.input.drop(this.at);
    this.at = 0;
    this.bytes = this.input.there;
  }

  /** Lets so many bytes be there, or all that come. */
  private async ahead(bytes: number): Promise<void> {
    while (this.bytes.length - this.at < bytes && !this.ended) {
      this.giveBack();
      this.ended = !(await this.input.lengthen());
      this.bytes = this.input.there;
    }
  }

  /** The next bits as a number, at most 16. Throws at the end of the data. */
  private take(bits: number): number {
    while (this.count < bits) {
      if (this.at >= this.bytes.length) throw cutData();
      this.bits |= this.bytes[this.at++] << this.count;
      this.count += 8;
    }
    const value = this.bits & ((1 << bits) - 1);
    this.bits >>>= bits;
    this.count -= bits;
    return value;
  }

  /** Section 3.2.4: from the next byte on, length, its complement, bytes. */
  private async *stored(): AsyncGenerator<Uint8Array, void> {
    this.take(this.count & 7);
    const length = this.take(16);
    if ((this.take(16) ^ length) !== 0xffff) throw new Damage('a stored block contradicts its length');
    this.giveBack();
    for (let left = length; left > 0;) {
      const most = Math.min(left, LIMIT - this.to);
      const bytes = await this.input.take(most);
      this.out.set(bytes, this.to);
      this.to += bytes.length;
      if (bytes.length < most) throw cutData();
      left -= bytes.length;
      if (this.to >= LIMIT) yield* this.give();
    }
    this.bytes = this.input.there;
  }

  private async *compressed(kind: number): AsyncGenerator<Uint8Array, void> {
    this.readCodes(kind);
    for (let stop = this.symbols(); stop !== Stop.BlockEnd; stop = this.symbols()) {
      if (stop === Stop.Room) yield* this.give();
      else await this.ahead(MATCH);
    }
    if (this.damage !== undefined) throw this.damage;
  }

  /** Gives what is ready; when it has been used, the window behind it goes to the beginning of the room. */
  private *give(): Generator<Uint8Array, void> {
    yield this.out.subarray(this.from, this.to);
    this.out.copyWithin(0, this.to - WINDOW, this.to);
    this.to = WINDOW;
    this.from = WINDOW;
  }

  private readCodes(kind: number): void {
    if (kind === 3) throw new Damage('a block is of no kind');
    if (kind === 1) {
      this.literals = FIXED_LITERALS;
      this.distances = FIXED_DISTANCES;
      return;
    }
    const literals = this.take(5) + 257;
    const distances = this.take(5) + 1;
    if (literals > LAST_LENGTH + 1 || distances > LAST_DISTANCE + 1) throw new Damage('a code has too many symbols');
    this.readLengthCode(this.take(4) + 4);
    this.readLengths(literals + distances);
    if (this.lengths[END_OF_BLOCK] === 0) throw new Damage('a block has no end');
    this.literals = this.ownLiterals.build(this.lengths.subarray(0, literals));
    this.distances = this.ownDistances.build(this.lengths.subarray(literals, literals + distances));
  }

  private readLengthCode(count: number): void {
    const lengths = new Uint8Array(ORDER.length);
    for (let at = 0; at < count; at++) lengths[ORDER[at]] = this.take(3);
    this.lengthCode.build(lengths, false);
  }

  /** Section 3.2.7: lengths, or how often the last one, or 0, is repeated. */
  private readLengths(count: number): void {
    const { lengths } = this;
    for (let at = 0; at < count;) {
      const symbol = this.symbol(this.lengthCode);
      if (symbol < 16) {
        lengths[at++] = symbol;
        continue;
      }
      const times = symbol === 16 ? 3 + this.take(2) : symbol === 17 ? 3 + this.take(3) : 11 + this.take(7);
      if ((symbol === 16 && at === 0) || at + times > count) throw new Damage('a code repeats too much');
      lengths.fill(symbol === 16 ? lengths[at - 1] : 0, at, at + times);
      at += times;
    }
  }

  /** One symbol of the code for lengths. */
  private symbol({ entries, mask }: CodeTable): number {
    while (this.count < 16 && this.at < this.bytes.length) {
      this.bits |= this.bytes[this.at++] << this.count;
      this.count += 8;
    }
    const entry = entries[this.bits & mask];
    if (entry === 0) throw new Damage('a code is not known');
    this.take(entry & 15);
    return entry >> 4;
  }

  /**
   * Decodes symbols as long as there is input and room. Of damage it tells nothing but the end of the block; `damage` has
   * it. Bits are taken bytewise: at most 32 are held, 25 are there for the asking.
   */
  private symbols(): Stop {
    const { out, bytes, ended } = this;
    const { entries: literalCodes, mask: literalMask } = this.literals;
    const { entries: distanceCodes, mask: distanceMask } = this.distances;
    const lastStart = ended ? Infinity : bytes.length - MATCH;
    let { to, bits, count, at } = this;
    let stop = Stop.BlockEnd;
    let damage: string | undefined;
    for (;;) {
      if (at > lastStart) {
        stop = Stop.Input;
        break;
      }
      if (to >= LIMIT) {
        stop = Stop.Room;
        break;
      }
      while (count < 25) {
        bits |= bytes[at++] << count;
        count += 8;
      }
      const entry = literalCodes[bits & literalMask];
      bits >>>= entry & 15;
      count -= entry & 15;
      if (at - (count >> 3) > bytes.length || entry === 0) {
        damage = at - (count >> 3) > bytes.length ? '' : 'a code is not known';
        break;
      }
      const symbol = entry >> 4;
      if (symbol < END_OF_BLOCK) {
        out[to++] = symbol;
        continue;
      }
      if (symbol === END_OF_BLOCK) break;
      if (symbol > LAST_LENGTH) {
        damage = 'a length is not known';
        break;
      }
      const lengthBits = LENGTH_BITS[symbol - 257];
      const length = LENGTHS[symbol - 257] + (bits & ((1 << lengthBits) - 1));
      bits >>>= lengthBits;
      count -= lengthBits;
      while (count < 25) {
        bits |= bytes[at++] << count;
        count += 8;
      }
      const distanceEntry = distanceCodes[bits & distanceMask];
      const distanceSymbol = distanceEntry >> 4;
      bits >>>= distanceEntry & 15;
      count -= distanceEntry & 15;
      if (distanceEntry === 0 || distanceSymbol > LAST_DISTANCE) {
        damage = 'a distance is not known';
        break;
      }
      while (count < 25) {
        bits |= bytes[at++] << count;
        count += 8;
      }
      const distanceBits = DISTANCE_BITS[distanceSymbol];
      const distance = DISTANCES[distanceSymbol] + (bits & ((1 << distanceBits) - 1));
      bits >>>= distanceBits;
      count -= distanceBits;
      if (at - (count >> 3) > bytes.length) {
        damage = '';
        break;
      }
      if (distance > to) {
        damage = 'a match reaches before the beginning';
        break;
      }
      const end = to + length;
      for (let copied = to - distance; to < end;) out[to++] = out[copied++];
    }
    this.to = to;
    this.bits = bits;
    this.count = count;
    this.at = at;
    if (damage !== undefined) this.damage = damage === '' ? cutData() : new Damage(damage);
    return stop;
  }
}
