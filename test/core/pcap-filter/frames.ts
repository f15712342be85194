/** Frames written as hexadecimal bytes; spaces and line breaks mean nothing. */
export function frame(text: string): Uint8Array {
  const digits = text.replace(/\s/g, '');
  return Uint8Array.from({ length: digits.length / 2 }, (_, at) => parseInt(digits.slice(at * 2, at * 2 + 2), 16));
}

export const MACS = '0a0000000001 0a0000000002';

/** IPv4 header of 20 bytes, 10.0.0.1 to 10.0.0.2. `fragment`: flags and offset. */
export function ipv4(protocol: string, fragment = '0000'): string {
  return `4500 0028 0000 ${fragment} 40 ${protocol} 0000 0a000001 0a000002`;
}

/** IPv6 header, 2001:db8::1 to 2001:db8::2. */
export function ipv6(next: string): string {
  return `60000000 0014 ${next} 40 20010db8000000000000000000000001 20010db8000000000000000000000002`;
}

/** TCP ports 50000 to 443, SYN. */
export const TCP = 'c350 01bb 00000001 00000000 5002 ffff 0000 0000';
/** UDP ports 50000 to 53. */
export const UDP = 'c350 0035 0008 0000';
