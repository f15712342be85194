/** What an address stands for, as far as tags ask. */
export type AddressClass = 'own' | 'multicast' | 'broadcast' | 'public';

/**
 * IPv4: private (RFC 1918), shared (RFC 6598), link-local (RFC 3927), loopback and "this host" (RFC 1122). IPv6: unique local
 * (RFC 4193), link-local, loopback and unspecified (RFC 4291).
 */
export function addressClass(text: string): AddressClass {
  return text.includes(':') ? classOfIpv6(text) : classOfIpv4(text);
}

function classOfIpv4(text: string): AddressClass {
  const [a = 0, b = 0] = text.split('.').map(Number);
  if (text === '255.255.255.255') return 'broadcast';
  if (a >= 224 && a < 240) return 'multicast';
  const own =
    a === 10 ||
    a === 127 ||
    a === 0 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b < 128);
  return own ? 'own' : 'public';
}

function classOfIpv6(text: string): AddressClass {
  if (text.startsWith('ff')) return 'multicast';
  const mapped = /^::(?:ffff:)?(\d+\.\d+\.\d+\.\d+)$/.exec(text)?.[1];
  if (mapped !== undefined) return classOfIpv4(mapped);
  return /^(f[cd]..:|fe[89ab].:|::1?$)/.test(text) ? 'own' : 'public';
}
