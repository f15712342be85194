/** Numbers in bytes, high byte first. */

/** 16 bits as an unsigned number; bytes beyond the array read as 0 (undefined in a bit operation). */
export function short(bytes: Uint8Array, at: number): number {
  return (bytes[at] << 8) | bytes[at + 1];
}

/** 32 bits as a signed integer. */
export function word(bytes: Uint8Array, at: number): number {
  return (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
}
