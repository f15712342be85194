import * as EtherType from '../../model/ethertypes.ts';
import { FRAGMENT } from '../../model/ip-protocols.ts';
import * as LinkType from '../../model/link-types.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { NONE } from '../../model/units.ts';
import { AddressFamily, type AddressStore } from './address-store.ts';
import { short, word } from '../nfstream/link-layer.ts';

/** What a packet that is in no flow shows in its row: interned addresses (-1: none) and a protocol label. */
export interface StrayNames {
  source: number;
  destination: number;
  label: string;
}

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
  if (linkType === LinkType.ETHERNET && captured >= 14) nameEthernet(bytes, start, end, addresses, names);
  else if (linkType === LinkType.COOKED && captured >= 16)
    nameByType(bytes, short(bytes, start + 14), start + 16, end, addresses, names);
  else if (linkType === LinkType.COOKED2 && captured >= 20)
    nameByType(bytes, short(bytes, start), start + 20, end, addresses, names);
  else if (linkType === LinkType.WIFI || linkType === LinkType.RADIOTAP) names.label = '802.11';
  else nameIp(bytes, networkStart(linkType, start), end, addresses, names);
  return names;
}

function reasonLabel(reason: FlowlessReason): string {
  return reason === FlowlessReason.TooShort ? 'Short' : 'Unknown';
}

/** Where an IP header may begin for link types without a type field of interest. */
function networkStart(linkType: number, start: number): number {
  switch (linkType) {
    case LinkType.NULL:
    case LinkType.LOOP:
    case LinkType.PPP_HDLC:
      return start + 4;
    case LinkType.PPP:
      return start + 2;
    default:
      return start;
  }
}

function nameEthernet(bytes: Uint8Array, start: number, end: number, addresses: AddressStore, names: StrayNames): void {
  names.destination = addresses.internMac(bytes, start);
  names.source = addresses.internMac(bytes, start + 6);
  let at = start + 12;
  while (at + 6 <= end && isTag(short(bytes, at))) at += 4;
  const type = short(bytes, at);
  if (type >= EtherType.LEAST) return nameByType(bytes, type, at + 2, end, addresses, names);
  names.label = bytes[at + 2] === 0x42 ? 'STP' : bytes[at + 2] === 0xaa ? 'SNAP' : 'LLC';
}

function isTag(type: number): boolean {
  return type === EtherType.VLAN || type === EtherType.PROVIDER_VLAN || type === EtherType.OLD_PROVIDER_VLAN;
}

function nameByType(
  bytes: Uint8Array,
  type: number,
  at: number,
  end: number,
  addresses: AddressStore,
  names: StrayNames,
): void {
  if (type === EtherType.IPV4 || type === EtherType.IPV6) return nameIp(bytes, at, end, addresses, names);
  names.label = EtherType.ethertypeName(type);
  if (type !== EtherType.ARP || at + 28 > end || short(bytes, at + 2) !== EtherType.IPV4) return;
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
    names.label = bytes[at + 6] === FRAGMENT ? 'IPv6 fragment' : 'IPv6';
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
