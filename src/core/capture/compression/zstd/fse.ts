import { Damage } from '../inflating-stream.ts';

/** A table of finite state entropy (RFC 8878, section 4.1): for each state its symbol and how the next one is found. */
export interface FseTable {
  /** Bits of the first state. */
  readonly accuracy: number;
  readonly symbols: Uint8Array;
  /** Bits to read for the next state, and what to add to them. */
  readonly bits: Uint8Array;
  readonly bases: Uint16Array;
}

/** A table whose description was read, and the byte behind it. */
export interface ReadTable {
  readonly table: FseTable;
  readonly end: number;
}

const LEAST_ACCURACY = 5;

/** Reads the description of a table (section 4.1.1) from bytes `from` to `to`. Throws Damage. */
export function readFseTable(
  bytes: Uint8Array,
  from: number,
  to: number,
  mostAccuracy: number,
  mostSymbol: number,
): ReadTable {
  const bits = new ForwardBits(bytes, from, to);
  const accuracy = bits.read(4) + LEAST_ACCURACY;
  if (accuracy > mostAccuracy) throw new Damage('a table is too fine');
  const counts: number[] = [];
  let left = 1 << accuracy;
  while (left > 0) {
    if (counts.length > mostSymbol) throw new Damage('a table has too many symbols');
    const count = readCount(bits, left);
    counts.push(count);
    left -= Math.abs(count);
    if (count === 0) for (let more = 3; more === 3;) more = pushZeros(counts, bits.read(2), mostSymbol);
  }
  if (left < 0 || counts.length > mostSymbol + 1) throw new Damage('a table contradicts itself');
  return { table: fseTable(counts, accuracy), end: bits.end() };
}

/** A count is written in as many bits as the largest that is still possible takes, small ones in one less. */
function readCount(bits: ForwardBits, left: number): number {
  const long = 32 - Math.clz32(left + 1);
  const shortOnes = (1 << long) - 1 - (left + 1);
  const low = bits.read(long - 1);
  if (low < shortOnes) return low - 1;
  const value = low + (bits.read(1) << (long - 1));
  return (value >= 1 << (long - 1) ? value - shortOnes : value) - 1;
}

function pushZeros(counts: number[], times: number, mostSymbol: number): number {
  for (let zero = 0; zero < times; zero++) counts.push(0);
  if (counts.length > mostSymbol + 1) throw new Damage('a table has too many symbols');
  return times;
}

/** Makes a table from the count of each symbol; -1: less than one state, which gets one of the last (section 4.1.1). */
export function fseTable(counts: readonly number[], accuracy: number): FseTable {
  const size = 1 << accuracy;
  const symbols = new Uint8Array(size);
  const next = Uint16Array.from(counts, (count) => Math.abs(count));
  let high = size;
  for (const [symbol, count] of counts.entries()) if (count === -1) symbols[--high] = symbol;
  spread(symbols, counts, high);
  const bits = new Uint8Array(size);
  const bases = new Uint16Array(size);
  for (let state = 0; state < size; state++) {
    const number = next[symbols[state]]++;
    bits[state] = accuracy - (31 - Math.clz32(number));
    bases[state] = (number << bits[state]) - size;
  }
  return { accuracy, symbols, bits, bases };
}

function spread(symbols: Uint8Array, counts: readonly number[], high: number): void {
  const size = symbols.length;
  const step = (size >> 1) + (size >> 3) + 3;
  let at = 0;
  for (const [symbol, count] of counts.entries()) {
    for (let left = count; left > 0; left--) {
      symbols[at] = symbol;
      do at = (at + step) & (size - 1);
      while (at >= high);
    }
  }
}

/** The table of a single symbol, which takes no bits. */
export function singleSymbol(symbol: number): FseTable {
  return { accuracy: 0, symbols: Uint8Array.of(symbol), bits: Uint8Array.of(0), bases: Uint16Array.of(0) };
}

/** Reads bits from the beginning on, lowest first. */
class ForwardBits {
  private at: number;

  constructor(
    private readonly bytes: Uint8Array,
    from: number,
    private readonly to: number,
  ) {
    this.at = from * 8;
  }

  /** At most 16 bits. Throws Damage behind the last byte. */
  read(bits: number): number {
    const byte = this.at >>> 3;
    const word = this.bytes[byte] | (this.bytes[byte + 1] << 8) | (this.bytes[byte + 2] << 16);
    const value = (word >>> (this.at & 7)) & ((1 << bits) - 1);
    this.at += bits;
    if (this.at > this.to * 8) throw new Damage('a table is cut');
    return value;
  }

  /** The byte behind the last one of which bits were read. */
  end(): number {
    return (this.at + 7) >>> 3;
  }
}
