/** Values of header fields as an analyst writes them. */

/** "42" */
export function decimal(value: number): string {
  return String(value);
}

/** "0x002a" with the given number of digits. */
export function hex(value: number, digits: number): string {
  return `0x${value.toString(16).padStart(digits, '0')}`;
}

export const hex8 = (value: number): string => hex(value, 2);
export const hex16 = (value: number): string => hex(value, 4);
export const hex32 = (value: number): string => hex(value, 8);

/** "1 byte", "20 bytes" */
export function byteCount(value: number): string {
  return `${value} ${value === 1 ? 'byte' : 'bytes'}`;
}

/** "Yes" or "No" of one bit. */
export function yesNo(value: number | boolean): string {
  return value ? 'Yes' : 'No';
}

/** A formatter that adds a name to the number where it has one: "6 (TCP)". */
export function named(
  names: ReadonlyMap<number, string> | ((value: number) => string | undefined),
  format: (value: number) => string = decimal,
): (value: number) => string {
  const nameOf = typeof names === 'function' ? names : (value: number) => names.get(value);
  return (value) => {
    const name = nameOf(value);
    return name === undefined ? format(value) : `${format(value)} (${name})`;
  };
}

/** Two digits each, with colons. */
export function macText(bytes: Uint8Array, at: number, length = 6): string {
  return Array.from(bytes.subarray(at, at + length), (byte) => byte.toString(16).padStart(2, '0')).join(':');
}

/** Dotted quad. */
export function ipv4Text(bytes: Uint8Array, at: number): string {
  return bytes.subarray(at, at + 4).join('.');
}

/** RFC 5952 as inet_ntop writes it: the longest run of zero groups shortened, mapped IPv4 dotted. */
export function ipv6Text(bytes: Uint8Array, at: number): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[at + 2 * i] ?? 0) << 8) | (bytes[at + 2 * i + 1] ?? 0));
  const run = longestZeroRun(groups);
  if (isMappedIpv4(groups, run)) return `${run.length === 6 ? '::' : '::ffff:'}${ipv4Text(bytes, at + 12)}`;
  if (run.length < 2) return groups.map(group).join(':');
  const head = groups.slice(0, run.start).map(group).join(':');
  const tail = groups
    .slice(run.start + run.length)
    .map(group)
    .join(':');
  return `${head}::${tail}`;
}

interface ZeroRun {
  readonly start: number;
  readonly length: number;
}

function group(value: number): string {
  return value.toString(16);
}

function longestZeroRun(groups: readonly number[]): ZeroRun {
  let best: ZeroRun = { start: 0, length: 0 };
  let start = 0;
  for (let i = 0; i <= groups.length; i++) {
    if (i < groups.length && groups[i] === 0) continue;
    if (i - start > best.length) best = { start, length: i - start };
    start = i + 1;
  }
  return best;
}

/** ::ffff:a.b.c.d, and ::a.b.c.d as inet_ntop does it (not :: and ::1, whose runs are longer). */
function isMappedIpv4(groups: readonly number[], run: ZeroRun): boolean {
  if (run.start !== 0) return false;
  return run.length === 6 || (run.length === 5 && groups[5] === 0xffff);
}
