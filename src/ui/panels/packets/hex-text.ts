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

/** Bytes as the usual dump: offset, sixteen bytes, ASCII. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = Array.from(bytes.subarray(at, at + 16));
    const hex = row.map(hexByte).join(' ').padEnd(47);
    lines.push(`${at.toString(16).padStart(4, '0')}  ${hex}  ${row.map(asciiByte).join('')}`);
  }
  return lines.join('\n');
}
