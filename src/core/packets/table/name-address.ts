import { formatIpv4, formatIpv6 } from './address-text.ts';

/** An address as tables write it, from its bytes in network order: 4 IPv4, 16 IPv6, others (MAC) with colons. */
export function nameAddress(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length === 4) return formatIpv4(view.getUint32(0));
  if (bytes.length === 16) return formatIpv6([0, 4, 8, 12].map((at) => view.getUint32(at)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(':');
}
