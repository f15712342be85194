import { Damage } from '../inflating-stream.ts';
import { readFseTable, singleSymbol, type FseTable } from './fse.ts';
import { Literals } from './literals.ts';
import { ReverseBits } from './reverse-bits.ts';
import {
  LITERAL_LENGTH_BITS,
  LITERAL_LENGTH_CODE,
  LITERAL_LENGTHS,
  MATCH_LENGTH_BITS,
  MATCH_LENGTH_CODE,
  MATCH_LENGTHS,
  OFFSET_CODE,
  type SequenceCode,
} from './sequence-codes.ts';

/** Modes of a table (RFC 8878, section 3.1.1.3.2.1). */
const PREDEFINED = 0;
const SINGLE = 1;
const REPEAT = 3;

/** The tables of a block: of literal lengths, offsets and match lengths. */
interface Tables {
  readonly literals: FseTable;
  readonly offsets: FseTable;
  readonly matches: FseTable;
}

/** Inflates the compressed blocks of frames (RFC 8878, section 3.1.1.3), each into room that holds what came before. */
export class BlockDecoder {
  private readonly literals = new Literals();
  private tables: Tables | undefined;
  /** The last three offsets. */
  private readonly recent = [1, 4, 8];

  /** A frame begins. */
  reset(): void {
    this.literals.reset();
    this.tables = undefined;
    this.recent.splice(0, 3, 1, 4, 8);
  }

  /**
   * Inflates a block to `out` from `start` on, up to `limit` at most; matches reach back to 0. Returns where it ends.
   * Throws Damage.
   */
  decode(block: Uint8Array, out: Uint8Array, start: number, limit: number): number {
    const at = this.literals.read(block, 0);
    const [count, behind] = sequenceCount(block, at);
    if (count === 0) {
      if (behind !== block.length) throw new Damage('a block has bytes to spare');
      return this.copyRest(out, 0, start, limit);
    }
    const [tables, bits] = this.readTables(block, behind);
    this.tables = tables;
    return this.run(tables, new ReverseBits(block, bits, block.length), count, out, start, limit);
  }

  private readTables(block: Uint8Array, at: number): readonly [Tables, end: number] {
    const modes = block[at];
    if (at >= block.length || (modes & 3) !== 0) throw new Damage('a block is of no kind');
    const before = this.tables;
    const [literals, first] = readTable(block, at + 1, modes >> 6, LITERAL_LENGTH_CODE, before?.literals);
    const [offsets, second] = readTable(block, first, (modes >> 4) & 3, OFFSET_CODE, before?.offsets);
    const [matches, end] = readTable(block, second, (modes >> 2) & 3, MATCH_LENGTH_CODE, before?.matches);
    return [{ literals, offsets, matches }, end];
  }

  /** Section 3.1.1.4: for each sequence copies literals, then a match. */
  private run(
    { literals, offsets, matches }: Tables,
    bits: ReverseBits,
    count: number,
    out: Uint8Array,
    start: number,
    limit: number,
  ): number {
    const source = this.literals;
    let literalState = bits.read(literals.accuracy);
    let offsetState = bits.read(offsets.accuracy);
    let matchState = bits.read(matches.accuracy);
    let used = 0;
    let to = start;
    for (let left = count; left > 0; left--) {
      const offsetCode = offsets.symbols[offsetState];
      const matchCode = matches.symbols[matchState];
      const literalCode = literals.symbols[literalState];
      const offsetValue = 2 ** offsetCode + bits.readLong(offsetCode);
      const length = MATCH_LENGTHS[matchCode] + bits.read(MATCH_LENGTH_BITS[matchCode]);
      const plain = LITERAL_LENGTHS[literalCode] + bits.read(LITERAL_LENGTH_BITS[literalCode]);
      if (left > 1) {
        literalState = literals.bases[literalState] + bits.read(literals.bits[literalState]);
        matchState = matches.bases[matchState] + bits.read(matches.bits[matchState]);
        offsetState = offsets.bases[offsetState] + bits.read(offsets.bits[offsetState]);
      }
      if (bits.left < 0) throw new Damage('sequences are cut');
      const distance = this.offset(offsetValue, plain);
      if (used + plain > source.length) throw new Damage('a sequence has no literals');
      if (to + plain + length > limit) throw new Damage('a block is too long');
      copyLiterals(source.bytes, used, plain, out, to);
      used += plain;
      to += plain;
      if (distance > to) throw new Damage('a match reaches before the beginning');
      copyMatch(out, to, distance, length);
      to += length;
    }
    if (bits.left !== 0) throw new Damage('sequences have bits to spare');
    return this.copyRest(out, used, to, limit);
  }

  /** Section 3.1.1.5: small values stand for one of the last three offsets. */
  private offset(value: number, literals: number): number {
    const { recent } = this;
    const number = value > 3 ? 3 : value - (literals === 0 ? 0 : 1);
    if (number === 0) return recent[0];
    const offset = value > 3 ? value - 3 : number === 3 ? recent[0] - 1 : recent[number];
    if (offset === 0) throw new Damage('an offset is 0');
    if (number > 1) recent[2] = recent[1];
    recent[1] = recent[0];
    recent[0] = offset;
    return offset;
  }

  /** Literals behind the last sequence. */
  private copyRest(out: Uint8Array, used: number, to: number, limit: number): number {
    const end = to + this.literals.length - used;
    if (end > limit) throw new Damage('a block is too long');
    out.set(this.literals.bytes.subarray(used, this.literals.length), to);
    return end;
  }
}

/** Section 3.1.1.3.2.1: how many sequences there are, in one to three bytes. */
function sequenceCount(block: Uint8Array, at: number): readonly [count: number, end: number] {
  const [first, second, third] = [block[at], block[at + 1], block[at + 2]];
  const size = first < 128 ? 1 : first < 255 ? 2 : 3;
  if (at + size > block.length) throw new Damage('sequences are cut');
  if (size === 1) return [first, at + 1];
  return size === 2 ? [((first - 128) << 8) + second, at + 2] : [second + (third << 8) + 0x7f00, at + 3];
}

function readTable(
  block: Uint8Array,
  at: number,
  mode: number,
  code: SequenceCode,
  before: FseTable | undefined,
): readonly [FseTable, end: number] {
  if (mode === PREDEFINED) return [code.table, at];
  if (mode === REPEAT) {
    if (before === undefined) throw new Damage('there is no table to be used again');
    return [before, at];
  }
  if (mode === SINGLE) {
    if (at >= block.length || block[at] > code.mostSymbol) throw new Damage('a table contradicts itself');
    return [singleSymbol(block[at]), at + 1];
  }
  const { table, end } = readFseTable(block, at, block.length, code.mostAccuracy, code.mostSymbol);
  return [table, end];
}

/** Runs shorter than this are copied faster byte by byte than by a call. */
const SHORT_RUN = 32;

function copyLiterals(from: Uint8Array, at: number, length: number, out: Uint8Array, to: number): void {
  if (length >= SHORT_RUN) out.set(from.subarray(at, at + length), to);
  else for (let byte = 0; byte < length; byte++) out[to + byte] = from[at + byte];
}

/** A match may overlap its own output: bytes are copied in order. */
function copyMatch(out: Uint8Array, to: number, distance: number, length: number): void {
  if (distance >= length && length >= SHORT_RUN) out.copyWithin(to, to - distance, to - distance + length);
  else for (let at = to; at < to + length; at++) out[at] = out[at - distance];
}
