/** An address as bytes: 4 (IPv4), 6 (MAC) or 16 (IPv6). */
export type AddressBytes = readonly number[];

/** A network: the bits of `bytes` after the first `bits` do not count. */
export interface Network {
  readonly bytes: AddressBytes;
  readonly bits: number;
}

/** Reads an IPv4, IPv6 or MAC address; undefined if the text is none. IPv6 as in RFC 4291, section 2.2. */
export function parseAddress(text: string): AddressBytes | undefined {
  return parseIpv4(text) ?? parseMac(text) ?? parseIpv6(text);
}

/** Reads `address/bits` (RFC 4632, section 3.1), or an address alone as a network of one. */
export function parseNetwork(text: string): Network | undefined {
  const [address, length, rest] = text.split('/');
  const bytes = parseAddress(address);
  if (bytes === undefined || rest !== undefined) return undefined;
  if (length === undefined) return { bytes, bits: bytes.length * 8 };
  if (!/^\d{1,3}$/.test(length) || Number(length) > bytes.length * 8) return undefined;
  return { bytes, bits: Number(length) };
}

/** True if an address of the same family lies in the network. */
export function isInNetwork(address: AddressBytes, { bytes, bits }: Network): boolean {
  if (address.length !== bytes.length) return false;
  const whole = bits >>> 3;
  for (let at = 0; at < whole; at++) if (address[at] !== bytes[at]) return false;
  const shift = 8 - (bits & 7);
  return shift === 8 || address[whole] >>> shift === bytes[whole] >>> shift;
}

/** Negative, zero, positive as `a` is below, equal to or above `b`; undefined for different families. */
export function compareAddresses(a: AddressBytes, b: AddressBytes): number | undefined {
  if (a.length !== b.length) return undefined;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return a[at] - b[at];
  return 0;
}

function parseIpv4(text: string): AddressBytes | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined;
  const bytes = text.split('.').map(Number);
  return bytes.every((byte) => byte < 256) ? bytes : undefined;
}

function parseMac(text: string): AddressBytes | undefined {
  if (!/^[0-9a-f]{2}([:-][0-9a-f]{2}){5}$/i.test(text)) return undefined;
  return text.split(/[:-]/).map((byte) => parseInt(byte, 16));
}

function parseIpv6(text: string): AddressBytes | undefined {
  const halves = text.split('::');
  if (!text.includes(':') || halves.length > 2) return undefined;
  const head = parseGroups(halves[0]);
  const tail = halves.length === 2 ? parseGroups(halves[1]) : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
  return [...head, ...new Array<number>(missing).fill(0), ...tail];
}

/** Groups between colons; the last may be an IPv4 address. */
function parseGroups(text: string): number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const groups = text.split(':');
  for (const [index, group] of groups.entries()) {
    const ipv4 = index === groups.length - 1 ? parseIpv4(group) : undefined;
    if (ipv4 !== undefined) bytes.push(...ipv4);
    else if (/^[0-9a-f]{1,4}$/i.test(group)) bytes.push(parseInt(group, 16) >>> 8, parseInt(group, 16) & 255);
    else return undefined;
  }
  return bytes;
}
