/**
 * Bits of the code of each byte, and of the end of a string as the last (RFC 7541 appendix B). The code is canonical: of codes of the same
 * length that of the smaller byte is the smaller, and shorter ones come before longer ones; so lengths say all.
 */
// prettier-ignore
const LENGTHS: readonly number[] = [
  13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28,
  28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
  6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6,
  5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
  13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
  7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
  15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5,
  6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
  20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23,
  24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
  22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23,
  21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
  26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25,
  19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
  20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23,
  26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
  30,
];
const END_OF_STRING = 256;
const LONGEST = 30;
/** Bits of padding are less than a byte (RFC 7541 5.2). */
const MOST_PADDING = 7;

/** Symbols in the order of their codes, and by length the first code and where its symbol stands. */
const SYMBOLS = LENGTHS.map((_, symbol) => symbol).toSorted((a, b) => LENGTHS[a] - LENGTHS[b] || a - b);
const FIRST_CODES = new Float64Array(LONGEST + 2);
const FIRST_SYMBOLS = new Int32Array(LONGEST + 2);

for (let length = 1, code = 0, at = 0; length <= LONGEST + 1; length++) {
  code *= 2;
  FIRST_CODES[length] = code;
  FIRST_SYMBOLS[length] = at;
  const count = LENGTHS.filter((each) => each === length).length;
  code += count;
  at += count;
}

/** Text of a string in the Huffman code, a character a byte; undefined if it is not well formed. */
export function huffmanText(bytes: Uint8Array, from: number, to: number): string | undefined {
  const text: number[] = [];
  let code = 0;
  let length = 0;
  for (let at = from; at < to; at++) {
    for (let bit = 7; bit >= 0; bit--) {
      code = code * 2 + ((bytes[at] >> bit) & 1);
      length++;
      const symbol = symbolOf(code, length);
      if (symbol === END_OF_STRING || length > LONGEST) return undefined;
      if (symbol < 0) continue;
      text.push(symbol);
      code = 0;
      length = 0;
    }
  }
  // What is left are the first bits of the end of a string: ones.
  const isPadded = length <= MOST_PADDING && code === 2 ** length - 1;
  return isPadded ? textOf(text) : undefined;
}

/** The symbol of a code of so many bits; -1: none is so short. */
function symbolOf(code: number, length: number): number {
  const place = FIRST_SYMBOLS[length] + code - FIRST_CODES[length];
  return code >= FIRST_CODES[length] && place < FIRST_SYMBOLS[length + 1] ? SYMBOLS[place] : -1;
}

/** Characters of a string that are made at once. */
const PIECE = 4096;

function textOf(symbols: readonly number[]): string {
  let text = '';
  for (let at = 0; at < symbols.length; at += PIECE) text += String.fromCharCode(...symbols.slice(at, at + PIECE));
  return text;
}
