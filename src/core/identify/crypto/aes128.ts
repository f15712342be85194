/**
 * AES with 128-bit keys, encryption of single blocks (FIPS 197): all that opening a QUIC Initial needs (header protection,
 * counter mode), in a third of the time of a general cipher (short-hmac.ts has the measure). The keys are made of what stands in
 * the packet itself, so nothing here is secret and time does not matter. Words are 32 bits, high byte first, a word a column of
 * the state.
 */
const SBOX = makeSbox();
/**
 * One round's substitution and mixing of a byte that stands first in its column; of those behind it the same, turned by 8, 16 and 24
 * bits.
 */
const MIXED = [0, 8, 16, 24].map((by) => Int32Array.from(SBOX, (byte) => turnedWord(mixedColumn(byte), by)));
const [MIXED_0, MIXED_1, MIXED_2, MIXED_3] = MIXED as [Int32Array, Int32Array, Int32Array, Int32Array];

/** Words of eleven round keys. */
export const ROUND_KEYS = 44;

/** The words of eleven round keys (FIPS 197, section 5.2), into `words`. `key`: 4 words. */
export function expandKey(key: Int32Array, words = new Int32Array(ROUND_KEYS)): Int32Array {
  for (let index = 0; index < 4; index++) words[index] = key[index];
  let constant = 1;
  for (let index = 4; index < ROUND_KEYS; index++) {
    let word = words[index - 1];
    if ((index & 3) === 0) {
      word = substituted((word << 8) | (word >>> 24)) ^ (constant << 24);
      constant = double(constant);
    }
    words[index] = words[index - 4] ^ word;
  }
  return words;
}

/** Replaces a block of four words by its cipher text (FIPS 197, section 5.1). Plain and long: it runs for each 16 bytes. */
export function encryptBlock(keys: Int32Array, block: Int32Array): void {
  let a = block[0] ^ keys[0];
  let b = block[1] ^ keys[1];
  let c = block[2] ^ keys[2];
  let d = block[3] ^ keys[3];
  let at = 4;
  for (; at < 40; at += 4) {
    const a1 = MIXED_0[a >>> 24] ^ MIXED_1[(b >>> 16) & 255] ^ MIXED_2[(c >>> 8) & 255] ^ MIXED_3[d & 255] ^ keys[at];
    const b1 =
      MIXED_0[b >>> 24] ^ MIXED_1[(c >>> 16) & 255] ^ MIXED_2[(d >>> 8) & 255] ^ MIXED_3[a & 255] ^ keys[at + 1];
    const c1 =
      MIXED_0[c >>> 24] ^ MIXED_1[(d >>> 16) & 255] ^ MIXED_2[(a >>> 8) & 255] ^ MIXED_3[b & 255] ^ keys[at + 2];
    d = MIXED_0[d >>> 24] ^ MIXED_1[(a >>> 16) & 255] ^ MIXED_2[(b >>> 8) & 255] ^ MIXED_3[c & 255] ^ keys[at + 3];
    a = a1;
    b = b1;
    c = c1;
  }
  block[0] = lastRound(a, b, c, d) ^ keys[40];
  block[1] = lastRound(b, c, d, a) ^ keys[41];
  block[2] = lastRound(c, d, a, b) ^ keys[42];
  block[3] = lastRound(d, a, b, c) ^ keys[43];
}

/** The key stream of the block at hand. */
const block = new Int32Array(4);
const BYTES = 16;

/**
 * Counter mode as GCM has it for its text (NIST SP 800-38D): blocks from 2 on. `nonce`: 3 words. bytes[from..to) in clear go to the
 * beginning of `clear`.
 */
export function counterMode(
  keys: Int32Array,
  nonce: Int32Array,
  bytes: Uint8Array,
  from: number,
  to: number,
  clear: Uint8Array,
): void {
  const size = to - from;
  for (let at = 0, count = 2; at < size; at += BYTES, count++) {
    block[0] = nonce[0];
    block[1] = nonce[1];
    block[2] = nonce[2];
    block[3] = count;
    encryptBlock(keys, block);
    if (at + BYTES <= size) clearBlock(bytes, from + at, clear, at);
    else for (let rest = at; rest < size; rest++) clear[rest] = bytes[from + rest] ^ keyByte(rest - at);
  }
}

/** A byte of `block`. */
function keyByte(at: number): number {
  return block[at >> 2] >>> (24 - (at & 3) * 8);
}

function clearBlock(bytes: Uint8Array, from: number, clear: Uint8Array, to: number): void {
  for (let word = 0; word < 4; word++) {
    const key = block[word];
    const place = from + word * 4;
    const target = to + word * 4;
    clear[target] = bytes[place] ^ (key >>> 24);
    clear[target + 1] = bytes[place + 1] ^ (key >>> 16);
    clear[target + 2] = bytes[place + 2] ^ (key >>> 8);
    clear[target + 3] = bytes[place + 3] ^ key;
  }
}

/** Four bytes as a word. */
export function wordAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
}

function lastRound(a: number, b: number, c: number, d: number): number {
  return (SBOX[a >>> 24] << 24) | (SBOX[(b >>> 16) & 255] << 16) | (SBOX[(c >>> 8) & 255] << 8) | SBOX[d & 255];
}

function substituted(word: number): number {
  return lastRound(word, word, word, word);
}

/** MixColumns (FIPS 197, section 5.1.3) of a column that has this byte first and else nothing. */
function mixedColumn(byte: number): number {
  return (double(byte) << 24) | (byte << 16) | (byte << 8) | (double(byte) ^ byte);
}

function turnedWord(word: number, by: number): number {
  return by === 0 ? word : (word >>> by) | (word << (32 - by));
}

/** Times x in the field of FIPS 197, section 4.2. */
function double(byte: number): number {
  return ((byte << 1) ^ (byte & 0x80 ? 0x1b : 0)) & 0xff;
}

/** The substitution of FIPS 197, section 5.1.1: inverses in the field, then an affine map. */
function makeSbox(): Uint8Array {
  const box = new Uint8Array(256);
  let p = 1;
  let q = 1;
  do {
    p = p ^ double(p);
    q ^= q << 1;
    q ^= q << 2;
    q ^= q << 4;
    q &= 0xff;
    if (q & 0x80) q ^= 0x09;
    box[p] = 0x63 ^ q ^ turned(q, 1) ^ turned(q, 2) ^ turned(q, 3) ^ turned(q, 4);
  } while (p !== 1);
  box[0] = 0x63;
  return box;
}

function turned(byte: number, by: number): number {
  return ((byte << by) | (byte >> (8 - by))) & 0xff;
}
