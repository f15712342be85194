import { hexBytes } from './text.ts';

/** IPv4, IPv6 and MAC addresses and networks: read from text, compared, and written. */

/** An address in network order: 4 bytes (IPv4), 6 (MAC) or 16 (IPv6). */
export type AddressBytes = readonly number[];

/** A network: the bits of `bytes` after the first `bits` do not count. */
export interface Network {
  readonly bytes: AddressBytes;
  readonly bits: number;
}

/** Reads an IPv4, MAC or IPv6 address; undefined if the text is none. */
export function parseAddress(text: string): AddressBytes | undefined {
  return parseIpv4(text) ?? parseMac(text) ?? parseIpv6(text);
}

/** Reads `address/bits` (RFC 4632, section 3.1), or an address alone as a network of one. */
export function parseNetwork(text: string): Network | undefined {
  const [address = '', length, rest] = text.split('/');
  const bytes = parseAddress(address);
  if (bytes === undefined || rest !== undefined) return undefined;
  if (length === undefined) return { bytes, bits: bytes.length * 8 };
  if (!/^\d{1,3}$/.test(length) || Number(length) > bytes.length * 8) return undefined;
  return { bytes, bits: Number(length) };
}

/** Four decimal numbers; zeros before them mean nothing, where inet_aton takes such a number for octal. */
function parseIpv4(text: string): AddressBytes | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined;
  const bytes = text.split('.').map(Number);
  return bytes.every((byte) => byte < 256) ? bytes : undefined;
}

/** Six times two digits, with colons or hyphens. */
function parseMac(text: string): AddressBytes | undefined {
  if (!/^[0-9a-f]{2}([:-][0-9a-f]{2}){5}$/i.test(text)) return undefined;
  return text.split(/[:-]/).map((byte) => parseInt(byte, 16));
}

/** Reads an IPv6 address (RFC 4291, section 2.2), without zone; undefined if the text is none. */
export function parseIpv6(text: string): AddressBytes | undefined {
  const halves = text.split('::');
  if (!text.includes(':') || halves.length > 2) return undefined;
  const head = parseGroups(halves[0] ?? '', halves.length === 1);
  const tail = parseGroups(halves[1] ?? '', true);
  if (head === undefined || tail === undefined) return undefined;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
  return [...head, ...new Array<number>(missing).fill(0), ...tail];
}

/** Groups between colons as bytes; the last one of an address may be an IPv4 address. */
function parseGroups(text: string, ends: boolean): AddressBytes | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const groups = text.split(':');
  for (const [at, group] of groups.entries()) {
    const ipv4 = ends && at === groups.length - 1 ? parseIpv4(group) : undefined;
    if (ipv4 !== undefined) bytes.push(...ipv4);
    else if (/^[0-9a-f]{1,4}$/i.test(group)) bytes.push(parseInt(group, 16) >>> 8, parseInt(group, 16) & 255);
    else return undefined;
  }
  return bytes;
}

/** True if an address of the same family lies in the network. */
export function isInNetwork(address: AddressBytes, { bytes, bits }: Network): boolean {
  if (address.length !== bytes.length) return false;
  return bytes.every((byte, at) => ((byte ^ (address[at] ?? 0)) & maskByte(bits, at)) === 0);
}

/** Byte `at` of a mask of so many ones. */
export function maskByte(bits: number, at: number): number {
  return (0xff00 >> Math.max(0, Math.min(8, bits - at * 8))) & 0xff;
}

/** Negative, zero, positive as `a` is below, equal to or above `b`; undefined for different families. */
export function compareAddresses(a: AddressBytes, b: AddressBytes): number | undefined {
  if (a.length !== b.length) return undefined;
  const at = a.findIndex((byte, index) => byte !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** An address by its length: IPv4 dotted, IPv6 as inet_ntop writes it, all else (MAC, EUI-64) with colons. */
export function addressText(bytes: ArrayLike<number>): string {
  if (bytes.length === 4) return ipv4Text(bytes);
  return bytes.length === 16 ? ipv6Text(bytes) : macText(bytes);
}

/** Dotted decimal. */
export function ipv4Text(bytes: ArrayLike<number>, at = 0): string {
  return `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`;
}

/** Two digits a byte, with colons. */
export function macText(bytes: ArrayLike<number>): string {
  return hexBytes(bytes, 0, bytes.length, ':');
}

/**
 * IPv6 as RFC 5952 recommends and glibc's inet_ntop does it: lower case, the first of the longest runs of at least two
 * zero groups left out, IPv4-mapped and IPv4-compatible addresses with a dotted tail.
 * @param dotted false: no dotted tails
 */
export function ipv6Text(bytes: ArrayLike<number>, dotted = true): string {
  const groups: number[] = [];
  for (let at = 0; at < 16; at += 2) groups.push(((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
  const [start, length] = longestZeros(groups);
  const mapped = start === 0 && (length === 6 || (length === 5 && groups[5] === 0xffff));
  const words = groups.map((group) => group.toString(16));
  if (dotted && mapped) words.splice(6, 2, ipv4Text(bytes, 12));
  if (length < 2) return words.join(':');
  return `${words.slice(0, start).join(':')}::${words.slice(start + length).join(':')}`;
}

/** First of the longest runs of zero groups: where it begins and how long it is. */
function longestZeros(groups: readonly number[]): readonly [number, number] {
  let [start, length] = [0, 0];
  for (let at = 0, from = 0; at < groups.length; at++) {
    if (groups[at] !== 0) from = at + 1;
    else if (at + 1 - from > length) [start, length] = [from, at + 1 - from];
  }
  return [start, length];
}

/** 32-bit words `from` to `to`, signed or not, as bytes in network order. */
export function networkBytes(words: ArrayLike<number>, from = 0, to = words.length): Uint8Array {
  const bytes = new Uint8Array((to - from) * 4);
  for (let at = 0; at < bytes.length; at++) bytes[at] = (words[from + (at >> 2)] ?? 0) >>> (24 - (at & 3) * 8);
  return bytes;
}

/** Bytes in network order as 32-bit words without sign. */
export function networkWords(bytes: ArrayLike<number>): readonly number[] {
  const word = (at: number): number => [0, 1, 2, 3].reduce((sum, byte) => sum * 256 + (bytes[at + byte] ?? 0), 0);
  return Array.from({ length: bytes.length / 4 }, (_, index) => word(index * 4));
}
