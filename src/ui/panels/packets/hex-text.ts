/** Two digits of a byte. */
export function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** A byte as ASCII; a dot where it has no picture. */
export function asciiByte(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}

/** Bytes as hex digits without spaces, for pasting into other tools. */
export function hexStream(bytes: Uint8Array): string {
  return Array.from(bytes, hexByte).join('');
}
