/** IPv4 in dotted decimal from a 32-bit word in network order. */
export function formatIpv4(word: number): string {
  return `${word >>> 24}.${(word >>> 16) & 255}.${(word >>> 8) & 255}.${word & 255}`;
}

/**
 * IPv6 from four 32-bit words as glibc's inet_ntop writes it: lower case, the first of the longest runs of at least two
 * zero groups compressed, IPv4-mapped and IPv4-compatible addresses with a dotted tail.
 */
export function formatIpv6(words: ArrayLike<number>): string {
  const groups: number[] = [];
  for (let i = 0; i < 4; i++) groups.push(words[i] >>> 16, words[i] & 0xffff);
  const [start, length] = longestZeros(groups);
  const dotted = start === 0 && (length === 6 || (length === 5 && groups[5] === 0xffff));
  const shown = dotted ? 6 : 8;
  const hex = groups.slice(0, shown).map((group) => group.toString(16));
  const tail = dotted ? formatIpv4(words[3]) : undefined;
  if (length < 2) return hex.join(':');
  const before = hex.slice(0, start).join(':');
  const after = hex.slice(start + length, shown);
  if (tail !== undefined) after.push(tail);
  return `${before}::${after.join(':')}`;
}

/** First of the longest runs of zero groups: where it begins and how long it is. */
function longestZeros(groups: readonly number[]): readonly [number, number] {
  let best: readonly [number, number] = [-1, 0];
  for (let at = 0; at < 8; at++) {
    let to = at;
    while (to < 8 && groups[to] === 0) to++;
    if (to - at > best[1]) best = [at, to - at];
    if (to > at) at = to;
  }
  return best;
}

/** MAC with colons, lower case, from its upper 16 and lower 32 bits. */
export function formatMac(high: number, low: number): string {
  const bytes = [high >>> 8, high & 255, low >>> 24, (low >>> 16) & 255, (low >>> 8) & 255, low & 255];
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}
