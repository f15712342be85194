/**
 * AES with 128-bit keys, encryption of single blocks (FIPS 197): all that opening a QUIC Initial needs (header protection,
 * counter mode). The keys are made of what stands in the packet itself, so nothing here is secret and time does not matter.
 */
const SBOX = makeSbox();

/** Eleven round keys of 16 bytes (FIPS 197, section 5.2). */
export function expandKey(key: Uint8Array): Uint8Array {
  const words = new Uint8Array(176);
  words.set(key.subarray(0, 16));
  let constant = 1;
  for (let at = 16; at < 176; at += 4) {
    let [a, b, c, d] = words.subarray(at - 4, at) as unknown as [number, number, number, number];
    if (at % 16 === 0) {
      [a, b, c, d] = [SBOX[b] ^ constant, SBOX[c], SBOX[d], SBOX[a]];
      constant = double(constant);
    }
    words[at] = words[at - 16] ^ a;
    words[at + 1] = words[at - 15] ^ b;
    words[at + 2] = words[at - 14] ^ c;
    words[at + 3] = words[at - 13] ^ d;
  }
  return words;
}

/** The block's cipher text (FIPS 197, section 5.1). */
export function encryptBlock(roundKeys: Uint8Array, block: Uint8Array): Uint8Array {
  let state = block.map((byte, at) => byte ^ roundKeys[at]);
  for (let round = 1; round <= 10; round++) {
    const shifted = state.map((_, at) => SBOX[state[(at * 5) % 16]]);
    if (round < 10) mixColumns(shifted);
    state = shifted.map((byte, at) => byte ^ roundKeys[round * 16 + at]);
  }
  return state;
}

/** Counter mode as GCM has it for its text (NIST SP 800-38D): blocks from 2 on. `nonce`: 12 bytes. */
export function counterMode(roundKeys: Uint8Array, nonce: Uint8Array, text: Uint8Array): Uint8Array {
  const counter = new Uint8Array(16);
  counter.set(nonce);
  const clear = new Uint8Array(text.length);
  for (let at = 0, block = 2; at < text.length; at += 16, block++) {
    new DataView(counter.buffer).setUint32(12, block);
    const pad = encryptBlock(roundKeys, counter);
    for (let index = 0; index < 16 && at + index < text.length; index++)
      clear[at + index] = text[at + index] ^ pad[index];
  }
  return clear;
}

function mixColumns(state: Uint8Array): void {
  for (let at = 0; at < 16; at += 4) {
    const [a, b, c, d] = state.slice(at, at + 4) as unknown as [number, number, number, number];
    const all = a ^ b ^ c ^ d;
    state[at] ^= all ^ double(a ^ b);
    state[at + 1] ^= all ^ double(b ^ c);
    state[at + 2] ^= all ^ double(c ^ d);
    state[at + 3] ^= all ^ double(d ^ a);
  }
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
