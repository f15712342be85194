/** Shortest match; the token counts what is beyond it. */
const LEAST_MATCH = 4;
/** A length of the token that goes on in further bytes, each of them 255 but the last. */
const GOES_ON = 15;
/** Runs shorter than this are copied faster byte by byte than by a call. */
const SHORT_RUN = 32;

/**
 * Decodes blocks of LZ4 sequences (LZ4 Block Format Description): a token, literals, and a match that repeats earlier
 * output; the last sequence of a block has literals only.
 */
export class Lz4Block {
  /** What was wrong with the last block, or undefined. */
  fault: string | undefined;
  private input: Uint8Array = new Uint8Array(0);
  private from = 0;
  private to = 0;
  private limit = 0;

  /** `out`: room for all output, history included. */
  constructor(readonly out: Uint8Array) {}

  /**
   * Decodes a block behind `start`, up to `limit`; matches reach back to 0. Returns where the output ends: at damage or
   * a cut, behind what could be decoded, with `fault` set.
   */
  decode(input: Uint8Array, start: number, limit: number): number {
    this.input = input;
    this.from = 0;
    this.to = start;
    this.limit = limit;
    this.fault = undefined;
    while (this.sequence());
    return this.to;
  }

  /** True if another sequence follows. */
  private sequence(): boolean {
    const { input } = this;
    if (this.from >= input.length) return this.fail('the block ends inside a sequence');
    const token = input[this.from++];
    if (!this.literals(this.length(token >> 4))) return false;
    if (this.from === input.length) return false;
    if (this.from + 2 > input.length) return this.fail('the block ends inside a sequence');
    const distance = input[this.from] | (input[this.from + 1] << 8);
    this.from += 2;
    return this.match(distance, this.length(token & 15) + LEAST_MATCH);
  }

  private length(nibble: number): number {
    if (nibble < GOES_ON) return nibble;
    let length = nibble;
    let more = 255;
    while (more === 255 && this.from < this.input.length) {
      more = this.input[this.from++];
      length += more;
    }
    // Cut: no room is this large, so what follows fails.
    return more === 255 ? Infinity : length;
  }

  private literals(length: number): boolean {
    const { input, out, from, to } = this;
    const there = Math.min(length, input.length - from, this.limit - to);
    if (there >= SHORT_RUN) out.set(input.subarray(from, from + there), to);
    else for (let at = 0; at < there; at++) out[to + at] = input[from + at];
    this.from += there;
    this.to += there;
    if (there === length) return true;
    return this.fail(this.from === input.length ? 'the block ends inside a sequence' : 'the block is too long');
  }

  /** A match may overlap its own output: bytes are copied in order. */
  private match(distance: number, length: number): boolean {
    const { out, to } = this;
    if (distance === 0 || distance > to) return this.fail('a match reaches before the beginning');
    if (length === Infinity) return this.fail('the block ends inside a sequence');
    const end = Math.min(to + length, this.limit);
    if (distance >= end - to && length >= SHORT_RUN) out.copyWithin(to, to - distance, end - distance);
    else for (let at = to; at < end; at++) out[at] = out[at - distance];
    this.to = end;
    return end - to === length || this.fail('the block is too long');
  }

  private fail(fault: string): false {
    this.fault = fault;
    return false;
  }
}
