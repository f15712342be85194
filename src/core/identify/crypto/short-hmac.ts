/**
 * HMAC-SHA-256 (RFC 2104, FIPS 180-4) of keys up to 64 bytes and messages up to 55, one block each: what deriving QUIC's Initial keys
 * hashes, seven times a connection while a capture is read. A general hash spends most of that time on making its state.
 */

/** The states of both hashes behind the block of the key. */
export interface HmacKey {
  readonly inner: Int32Array;
  readonly outer: Int32Array;
}

/** Most bytes of a message. */
const MOST = 55;
const PRIMES = primes(64);
const CONSTANTS = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
const START = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const words = new Int32Array(64);
const block = new Uint8Array(64);

/** Prepares a key of at most 64 bytes. */
export function hmacKey(key: Uint8Array): HmacKey {
  const state = (pad: number): Int32Array => {
    block.fill(pad);
    for (let at = 0; at < key.length; at++) block[at] = key[at] ^ pad;
    const made = START.slice();
    compress(made);
    return made;
  };
  return { inner: state(0x36), outer: state(0x5c) };
}

/** The 32 bytes for a message. Throws if it has more than 55 bytes. */
export function hmac(key: HmacKey, message: Uint8Array): Uint8Array {
  if (message.length > MOST) throw new RangeError(`a message of ${message.length} bytes`);
  const first = hashed(key.inner, message);
  return hashed(key.outer, first);
}

/** The hash that ends with this message, behind one block that is in `state`. */
function hashed(state: Int32Array, message: Uint8Array): Uint8Array {
  block.fill(0);
  block.set(message);
  block[message.length] = 0x80;
  const bits = (64 + message.length) * 8;
  block[62] = bits >> 8;
  block[63] = bits & 255;
  const end = state.slice();
  compress(end);
  const bytes = new Uint8Array(32);
  for (let at = 0; at < 32; at++) bytes[at] = end[at >> 2] >>> (24 - (at & 3) * 8);
  return bytes;
}

/** FIPS 180-4, section 6.2.2, of `block` into `state`. Plain and long: it runs for each block. */
function compress(state: Int32Array): void {
  for (let at = 0; at < 16; at++) {
    const from = at * 4;
    words[at] = (block[from] << 24) | (block[from + 1] << 16) | (block[from + 2] << 8) | block[from + 3];
  }
  for (let at = 16; at < 64; at++) {
    const late = words[at - 2];
    const early = words[at - 15];
    const mixedLate = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    const mixedEarly = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    words[at] = mixedLate + words[at - 7] + mixedEarly + words[at - 16];
  }
  let [a, b, c, d] = [state[0], state[1], state[2], state[3]];
  let [e, f, g, h] = [state[4], state[5], state[6], state[7]];
  for (let at = 0; at < 64; at++) {
    const high = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const one = (h + high + ((e & f) ^ (~e & g)) + CONSTANTS[at] + words[at]) | 0;
    const low = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const two = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

function turned(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

/** The first 32 bits of what stands behind the point. */
function fraction(value: number): number {
  return Math.floor((value - Math.floor(value)) * 0x1_0000_0000) | 0;
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let number = 2; found.length < count; number++) {
    if (found.every((prime) => number % prime !== 0)) found.push(number);
  }
  return found;
}
