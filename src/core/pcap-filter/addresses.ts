/** Addresses as pcap-filter(7) writes them. */

/** Dotted numbers, one to four: the bits they fill from the left. undefined: some part is over 255. */
export function readDotted(text: string): { readonly word: number; readonly bits: number } | undefined {
  const parts = text.split('.').map(Number);
  if (parts.some((part) => !(part <= 255))) return undefined;
  const bits = parts.length * 8;
  const value = parts.reduce((sum, part) => sum * 256 + part, 0);
  return { word: (value * 2 ** (32 - bits)) >>> 0, bits };
}

/** A mask of so many ones. */
export function prefixMask(bits: number): number {
  return bits <= 0 ? 0 : (0xffffffff << (32 - Math.min(32, bits))) >>> 0;
}

/** Six bytes of any of the four spellings: by twos with `:`, `-` or `.`, by fours with `.`, or without separators. */
export function readMac(text: string): readonly number[] {
  const parts = text.split(/[:.-]/);
  const width = parts.length === 3 ? 4 : 2;
  const digits = parts.length === 1 ? text : parts.map((part) => part.padStart(width, '0')).join('');
  return Array.from({ length: 6 }, (_, at) => parseInt(digits.slice(at * 2, at * 2 + 2), 16));
}

/** An IPv6 address as four words; undefined if it is none (RFC 4291, 2.2). */
export function readIpv6(text: string): readonly number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = [groups(halves[0] ?? ''), groups(halves[1] ?? '')];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const all = [...head, ...new Array<number>(missing).fill(0), ...tail];
  return [0, 2, 4, 6].map((at) => ((all[at] << 16) | all[at + 1]) >>> 0);
}

/** Sixteen-bit groups between colons; the last may be an IPv4 address. */
function groups(text: string): readonly number[] | undefined {
  if (text === '') return [];
  const found: number[] = [];
  const parts = text.split(':');
  for (const [at, part] of parts.entries()) {
    const ipv4 = at === parts.length - 1 && /^\d+(\.\d+){3}$/.test(part) ? readDotted(part) : undefined;
    if (ipv4 !== undefined) found.push(ipv4.word >>> 16, ipv4.word & 0xffff);
    else if (/^[0-9A-Fa-f]{1,4}$/.test(part)) found.push(parseInt(part, 16));
    else return undefined;
  }
  return found;
}
