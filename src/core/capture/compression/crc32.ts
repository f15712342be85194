/** CRC-32 as gzip has it (RFC 1952, section 8): reflected polynomial 0xedb88320. */

const POLYNOMIAL = 0xedb88320;

/** Tables for four bytes at a time: entry n of table k is the remainder of byte n followed by k zero bytes. */
const TABLES = makeTables();

function makeTables(): readonly [Int32Array, Int32Array, Int32Array, Int32Array] {
  const tables = [0, 1, 2, 3].map(() => new Int32Array(256));
  for (let n = 0; n < 256; n++) {
    let remainder = n;
    for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? POLYNOMIAL : 0);
    tables[0][n] = remainder;
  }
  for (let n = 0; n < 256; n++) {
    for (let k = 1; k < 4; k++) tables[k][n] = (tables[k - 1][n] >>> 8) ^ tables[0][tables[k - 1][n] & 255];
  }
  return [tables[0], tables[1], tables[2], tables[3]];
}

/** The CRC-32 of bytes that follow those whose CRC-32 is `before` (0: none), unsigned. */
export function crc32(bytes: Uint8Array, before = 0): number {
  const [one, two, three, four] = TABLES;
  const whole = bytes.length - (bytes.length % 4);
  let crc = ~before;
  let at = 0;
  for (; at < whole; at += 4) {
    const word = crc ^ (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24));
    crc = four[word & 255] ^ three[(word >>> 8) & 255] ^ two[(word >>> 16) & 255] ^ one[word >>> 24];
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ one[(crc ^ bytes[at]) & 255];
  return ~crc >>> 0;
}
