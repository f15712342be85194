import { parseAddress } from '../../base/addresses.ts';

/** The bytes of an address in text: IPv4, IPv6, MAC, and EUI-64, which only name records have; none for other texts. */
export function addressBytes(text: string): readonly number[] {
  if (/^[0-9a-f]{2}(:[0-9a-f]{2}){7}$/i.test(text)) return text.split(':').map((part) => Number.parseInt(part, 16));
  return parseAddress(text) ?? [];
}
