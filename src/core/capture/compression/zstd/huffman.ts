import { Damage } from '../inflating-stream.ts';
import { readFseTable } from './fse.ts';
import { ReverseBits } from './reverse-bits.ts';

/** A Huffman code for literals as a table: the next `bits` bits give symbol and length. */
export interface HuffmanTable {
  readonly bits: number;
  readonly symbols: Uint8Array;
  readonly lengths: Uint8Array;
}

/** Longest code (RFC 8878, section 4.2.1). */
const MOST_BITS = 11;
const MOST_WEIGHTS = 255;
const WEIGHT_ACCURACY = 6;
/** Weights up to here stand as they are; above, each has four bits. */
const DIRECT = 128;

/** Reads the description of a code (section 4.2.1) from bytes `from` to `to`, and where it ends. Throws Damage. */
export function readHuffmanTable(
  bytes: Uint8Array,
  from: number,
  to: number,
): { readonly table: HuffmanTable; readonly end: number } {
  const head = bytes[from];
  const length = head < DIRECT ? head : (head - DIRECT + 2) >> 1;
  const end = from + 1 + length;
  if (from >= to || end > to) throw new Damage('a code is cut');
  const weights =
    head < DIRECT ? packedWeights(bytes, from + 1, end) : directWeights(bytes, from + 1, head - DIRECT + 1);
  return { table: huffmanTable(weights), end };
}

function directWeights(bytes: Uint8Array, from: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => (bytes[from + (at >> 1)] >> (at % 2 === 0 ? 4 : 0)) & 15);
}

/** Two states take turns until the bits are used up; then the other one gives its symbol, too (section 4.2.1.2). */
function packedWeights(bytes: Uint8Array, from: number, to: number): number[] {
  const { table, end } = readFseTable(bytes, from, to, WEIGHT_ACCURACY, MOST_BITS + 1);
  const bits = new ReverseBits(bytes, end, to);
  const states = [bits.read(table.accuracy), bits.read(table.accuracy)];
  if (bits.left < 0) throw new Damage('a code is cut');
  const weights: number[] = [];
  for (let turn = 0; weights.length < MOST_WEIGHTS; turn ^= 1) {
    const state = states[turn];
    weights.push(table.symbols[state]);
    states[turn] = table.bases[state] + bits.read(table.bits[state]);
    if (bits.left < 0) return [...weights, table.symbols[states[turn ^ 1]]];
  }
  throw new Damage('a code has too many symbols');
}

/** The last symbol's weight is not written: it makes the sum a power of two (section 4.2.1.1). */
function huffmanTable(weights: readonly number[]): HuffmanTable {
  const sum = weights.reduce((all, weight) => all + (weight > 0 ? 1 << (weight - 1) : 0), 0);
  const bits = 32 - Math.clz32(sum);
  const left = (1 << bits) - sum;
  if (sum === 0 || bits > MOST_BITS || (left & (left - 1)) !== 0 || weights.length > MOST_WEIGHTS)
    throw new Damage('a code contradicts itself');
  const all = [...weights, 32 - Math.clz32(left)];
  const symbols = new Uint8Array(1 << bits);
  const lengths = new Uint8Array(1 << bits);
  for (let weight = 1, at = 0; weight <= bits; weight++) {
    for (const [symbol, own] of all.entries()) {
      if (own !== weight) continue;
      symbols.fill(symbol, at, at + (1 << (weight - 1)));
      lengths.fill(bits + 1 - weight, at, at + (1 << (weight - 1)));
      at += 1 << (weight - 1);
    }
  }
  return { bits, symbols, lengths };
}

/** Decodes bytes `from` to `to` into `out` from `start` to `end`. Throws Damage unless the bits are just enough. */
export function decodeHuffman(
  { bits, symbols, lengths }: HuffmanTable,
  bytes: Uint8Array,
  from: number,
  to: number,
  out: Uint8Array,
  start: number,
  end: number,
): void {
  let { left } = new ReverseBits(bytes, from, to);
  const mask = (1 << bits) - 1;
  for (let at = start; at < end; at++) {
    // Below the first bit are zeros, as far as the longest code reaches.
    const place = left - bits;
    const byte = from + (place >> 3);
    const word =
      place >= 0
        ? (bytes[byte] | (bytes[byte + 1] << 8) | (bytes[byte + 2] << 16)) >>> (place & 7)
        : (bytes[from] | (bytes[from + 1] << 8)) << -place;
    const state = word & mask;
    out[at] = symbols[state];
    left -= lengths[state];
    if (left < 0) throw new Damage('literals are cut');
  }
  if (left !== 0) throw new Damage('literals have bits to spare');
}
