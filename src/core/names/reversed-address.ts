import { parseAddress } from '../../base/addresses.ts';
import { addressText } from '../../base/addresses.ts';

const NIBBLES = 32;
const BYTES = 4;

/** The address that a name below in-addr.arpa or ip6.arpa stands for (RFC 1035 section 3.5, RFC 3596 section 2.5); undefined for others. */
export function reversedAddress(name: string): string | undefined {
  const labels = name.split('.');
  const zone = labels.slice(-2).join('.');
  const digits = labels.slice(0, -2).reverse();
  if (zone === 'in-addr.arpa' && digits.length === BYTES) return textOf(digits.join('.'));
  if (zone !== 'ip6.arpa' || digits.length !== NIBBLES || !digits.every((digit) => digit.length === 1))
    return undefined;
  return textOf(digits.join('').replace(/....(?!$)/g, '$&:'));
}

function textOf(address: string): string | undefined {
  const bytes = parseAddress(address);
  return bytes && addressText(Uint8Array.from(bytes));
}
