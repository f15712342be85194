import { formatCount, formatCountOf } from '../../../base/format.ts';
import { addressClass, type AddressClass } from '../../flows/tags/address-class.ts';
import type { VendorTable } from '../../names/vendor-table.ts';
import type { CaptureTables } from '../../tables.ts';
import type { HostMac } from './host-macs.ts';

const SCOPES: Readonly<Record<AddressClass, string>> = {
  own: 'private',
  public: 'public',
  multicast: 'multicast',
  broadcast: 'broadcast',
};

/** What an address is for, in a word. */
export function scopeText(address: string): string {
  return SCOPES[addressClass(address)];
}

/** All names of an address: that which stands for it, then the others as they were said, then those of the file. */
export function namesOfHost({ flowNames, names, facts }: CaptureTables, address: string): readonly string[] {
  const best = flowNames.toldOfAddress(address)?.name;
  return [
    ...(best === undefined ? [] : [best]),
    ...names.of(address).map(({ name }) => name),
    ...(facts.names.get(address) ?? []),
  ];
}

/** Bit of the first byte: given by software, not by a maker (IEEE 802, section 8.4). */
const LOCAL_BIT = 2;

/** The vendor of a host whose own MAC address is known; "" of all others. */
export function vendorText(mac: HostMac | undefined, bytes: Uint8Array, vendors: VendorTable | undefined): string {
  return mac?.owner === 'host' && isGiven(bytes) ? (vendors?.of(bytes) ?? '') : '';
}

/** True of addresses that a maker can have given. */
function isGiven(bytes: Uint8Array): boolean {
  return ((bytes[0] ?? 0) & LOCAL_BIT) === 0 && bytes.some((byte) => byte !== 0);
}

/** By how many packets a MAC address is that of a host, and what speaks against it. */
export function macWords(mac: HostMac, bytes: Uint8Array, vendors: VendorTable | undefined): string {
  const others = mac.macs > 1 ? `, others in ${formatCount(mac.sent - mac.packets)}` : '';
  const told = `by MAC in ${formatCountOf(mac.packets, 'packet')}${others}`;
  const vendor = mac.owner === 'host' || !isGiven(bytes) ? undefined : vendors?.of(bytes);
  const whose = OWNER_WORDS[mac.owner](mac) + (vendor === undefined ? '' : `, ${vendor}`);
  const software = mac.owner === 'host' && !isGiven(bytes) ? 'set by software: it tells no vendor' : whose;
  return software === '' ? told : `${told}; ${software}`;
}

const OWNER_WORDS: Readonly<Record<HostMac['owner'], (mac: HostMac) => string>> = {
  host: () => '',
  router: ({ addresses }) => `a router’s: it sends for ${formatCountOf(addresses, 'address', 'addresses')}`,
  'maybe-router': () => 'perhaps a router’s: the address is public, others are private',
};
