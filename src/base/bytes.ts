/** Numbers in bytes, high byte first but for those that say otherwise. */

/** 16 bits as an unsigned number; bytes beyond the array read as 0 (undefined in a bit operation). */
export function short(bytes: Uint8Array, at: number): number {
  return (bytes[at] << 8) | bytes[at + 1];
}

/** 32 bits as a signed integer. */
export function word(bytes: Uint8Array, at: number): number {
  return (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
}

/** A number of so many bytes (8 at most, exact up to 2^53), low byte first; bytes beyond the array read as 0. */
export function lowFirst(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let i = size - 1; i >= 0; i--) value = value * 256 + (at + i < bytes.length ? bytes[at + i] : 0);
  return value;
}
