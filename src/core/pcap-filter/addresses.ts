import { networkWords, parseIpv6 } from '../../base/addresses.ts';

/**
 * Addresses as pcap-filter(7) writes them: IPv6 is as everywhere, IPv4 may be one to four numbers, and a MAC address has
 * four spellings.
 */

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
  const bytes = parseIpv6(text);
  return bytes === undefined ? undefined : networkWords(bytes);
}
