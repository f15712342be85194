import { FlowlessReason } from '../../model/packet-table.ts';
import { NONE } from '../../model/units.ts';
import { AddressFamily, type AddressStore } from './address-store.ts';
import { short, word } from '../../../base/bytes.ts';

/** What a packet that is in no flow shows in its row: interned addresses (-1: none) and a protocol label. */
export interface StrayNames {
  source: number;
  destination: number;
  label: string;
}

const ETHERTYPES: ReadonlyMap<number, string> = new Map([
  [0x0806, 'ARP'],
  [0x8035, 'RARP'],
  [0x88cc, 'LLDP'],
  [0x888e, 'EAPOL'],
  [0x8809, 'Slow protocols'],
  [0x8863, 'PPPoE discovery'],
  [0x88f7, 'PTP'],
  [0x88a8, '802.1ad'],
  [0x9100, 'QinQ'],
  [0x8902, 'CFM'],
  [0x9000, 'Loopback'],
  [0x88e5, 'MACsec'],
  [0x88b8, 'GOOSE'],
  [0x8892, 'PROFINET'],
  [0x88a4, 'EtherCAT'],
  [0x8137, 'IPX'],
  [0x809b, 'AppleTalk'],
]);

/**
 * Names packets that NFStream leaves out, for the packet table: ARP with its protocol addresses, IP with its own, all
 * else on Ethernet with MACs and the ethertype's name. Not on the hot path; strays are few.
 */
export function nameStray(
  bytes: Uint8Array,
  start: number,
  captured: number,
  linkType: number,
  reason: FlowlessReason,
  addresses: AddressStore,
): StrayNames {
  const end = start + captured;
  const names: StrayNames = { source: NONE, destination: NONE, label: reasonLabel(reason) };
  if (linkType === 1 && captured >= 14) nameEthernet(bytes, start, end, addresses, names);
  else if (linkType === 113 && captured >= 16)
    nameByType(bytes, short(bytes, start + 14), start + 16, end, addresses, names);
  else if (linkType === 276 && captured >= 20)
    nameByType(bytes, short(bytes, start), start + 20, end, addresses, names);
  else if (linkType === 105 || linkType === 127) names.label = '802.11';
  else nameIp(bytes, networkStart(linkType, start), end, addresses, names);
  return names;
}

function reasonLabel(reason: FlowlessReason): string {
  return reason === FlowlessReason.TooShort ? 'Short' : 'Unknown';
}

/** Where an IP header may begin for link types without a type field of interest. */
function networkStart(linkType: number, start: number): number {
  return linkType === 0 || linkType === 108 || linkType === 50 ? start + 4 : linkType === 9 ? start + 2 : start;
}

function nameEthernet(bytes: Uint8Array, start: number, end: number, addresses: AddressStore, names: StrayNames): void {
  names.destination = addresses.internMac(bytes, start);
  names.source = addresses.internMac(bytes, start + 6);
  let at = start + 12;
  while (at + 6 <= end && isTag(short(bytes, at))) at += 4;
  const type = short(bytes, at);
  if (type >= 1536) return nameByType(bytes, type, at + 2, end, addresses, names);
  names.label = bytes[at + 2] === 0x42 ? 'STP' : bytes[at + 2] === 0xaa ? 'SNAP' : 'LLC';
}

function isTag(type: number): boolean {
  return type === 0x8100 || type === 0x88a8 || type === 0x9100;
}

function nameByType(
  bytes: Uint8Array,
  type: number,
  at: number,
  end: number,
  addresses: AddressStore,
  names: StrayNames,
): void {
  if (type === 0x0800 || type === 0x86dd) return nameIp(bytes, at, end, addresses, names);
  names.label = ETHERTYPES.get(type) ?? `0x${type.toString(16).padStart(4, '0')}`;
  if (type !== 0x0806 || at + 28 > end || short(bytes, at + 2) !== 0x0800) return;
  names.source = addresses.intern(AddressFamily.Ipv4, word(bytes, at + 14), 0, 0, 0);
  names.destination = addresses.intern(AddressFamily.Ipv4, word(bytes, at + 24), 0, 0, 0);
}

function nameIp(bytes: Uint8Array, at: number, end: number, addresses: AddressStore, names: StrayNames): void {
  const version = at < end ? bytes[at] >> 4 : 0;
  if (version === 4 && at + 20 <= end) {
    names.source = addresses.intern(AddressFamily.Ipv4, word(bytes, at + 12), 0, 0, 0);
    names.destination = addresses.intern(AddressFamily.Ipv4, word(bytes, at + 16), 0, 0, 0);
    names.label = (short(bytes, at + 6) & 0x1fff) !== 0 ? 'IPv4 fragment' : 'IPv4';
  } else if (version === 6 && at + 40 <= end) {
    names.source = internIpv6(bytes, at + 8, addresses);
    names.destination = internIpv6(bytes, at + 24, addresses);
    names.label = bytes[at + 6] === 44 ? 'IPv6 fragment' : 'IPv6';
  }
}

function internIpv6(bytes: Uint8Array, at: number, addresses: AddressStore): number {
  return addresses.intern(
    AddressFamily.Ipv6,
    word(bytes, at),
    word(bytes, at + 4),
    word(bytes, at + 8),
    word(bytes, at + 12),
  );
}
