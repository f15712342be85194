import { parseAddress } from '../../base/addresses.ts';

/** More than a domain name can have (RFC 1035, section 2.3.4). */
const LONGEST = 255;

/** A name as names are compared: lower case, without the final dot; undefined if it is none, an address, or cut. */
export function hostName(text: string): string | undefined {
  const name = text.toLowerCase().replace(/\.$/, '');
  if (name === '' || name.length > LONGEST || name.includes('…') || name === '<root>') return undefined;
  return parseAddress(name) === undefined ? name : undefined;
}
