/** The bytes of an address in text: IPv4 dotted, IPv6 (RFC 4291, section 2.2), MAC with colons; none for other texts. */
export function addressBytes(text: string): readonly number[] {
  if (/^[0-9a-f]{2}(:[0-9a-f]{2}){5}(:[0-9a-f]{2}:[0-9a-f]{2})?$/i.test(text)) return hexBytes(text.split(':'));
  if (/^\d+(\.\d+){3}$/.test(text)) return text.split('.').map(Number);
  return text.includes(':') ? ipv6Bytes(text) : [];
}

function hexBytes(parts: readonly string[]): number[] {
  return parts.map((part) => Number.parseInt(part, 16));
}

/** `::` stands for as many zeros as are missing. */
function ipv6Bytes(text: string): number[] {
  const [head = '', tail] = text.split('::');
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  return [...before, ...new Array<number>(Math.max(0, 16 - before.length - after.length)).fill(0), ...after];
}

function groups(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (group.includes('.')) return group.split('.').map(Number);
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}
