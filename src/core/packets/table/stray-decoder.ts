import { short, word } from '../../../base/bytes.ts';
import * as EtherType from '../../model/ethertypes.ts';
import type { FlowlessReason } from '../../model/packet-table.ts';
import { NONE } from '../../model/units.ts';
import { By } from '../../protocols/headers/next.ts';
import { AddressFamily, type AddressStore } from './address-store.ts';
import { HeaderWalk } from './header-walk.ts';
import { headerLabel } from './stray-label.ts';
import { findWifiEnds } from './wifi-ends.ts';

/** What a packet that is in no flow shows in its row: interned addresses (-1: none) and a protocol label. */
export interface StrayNames {
  source: number;
  destination: number;
  label: string;
  /** There is an IP header in it, as far as the readers of all options come. */
  hasIp: boolean;
}

const IPV4_BYTES = 4;
const MAC_BYTES = 6;

/** All packets use one after the other. */
const walk = new HeaderWalk();
const names: StrayNames = { source: NONE, destination: NONE, label: '', hasIp: false };

/**
 * Names a packet that is in no flow, for the packet table: by the last header that is read in it. Its addresses are those
 * of the innermost IP packet, those that ARP asks and tells of, or else MAC addresses. The object is the next packet's
 * too. Nothing outside bytes[start..start+captured) is read; nothing is allocated but new names, as there may be millions.
 */
export function nameStray(
  bytes: Uint8Array,
  start: number,
  captured: number,
  linkType: number,
  reason: FlowlessReason,
  addresses: AddressStore,
): Readonly<StrayNames> {
  const end = start + captured;
  walk.run(bytes, start, end, linkType);
  const { next, network } = walk;
  const isIp = network >= 0 && network === next.at;
  names.source = NONE;
  names.destination = NONE;
  names.hasIp = network >= 0;
  names.label = isIp ? ipLabel(bytes) : headerLabel(bytes, next, reason);
  if (isArpOfIpv4(bytes)) nameByArp(bytes, addresses);
  else if (network >= 0) nameByIp(bytes, addresses);
  else nameByMac(bytes, end, addresses);
  return names;
}

function ipLabel(bytes: Uint8Array): string {
  const version = bytes[walk.network] >> 4 === 4 ? 'IPv4' : 'IPv6';
  return walk.fragment ? `${version} fragment` : version;
}

/** The last header is an ARP message that is there as a whole, about IPv4 addresses. */
function isArpOfIpv4(bytes: Uint8Array): boolean {
  const { by, number, at, end } = walk.next;
  if (by !== By.Ethertype || number !== EtherType.ARP || at + 8 > end) return false;
  const isIpv4 = short(bytes, at + 2) === EtherType.IPV4 && bytes[at + 5] === IPV4_BYTES;
  return isIpv4 && at + 8 + 2 * (bytes[at + 4] + IPV4_BYTES) <= end;
}

/** Sender and target, each behind its hardware address. */
function nameByArp(bytes: Uint8Array, addresses: AddressStore): void {
  const { at } = walk.next;
  const hardware = bytes[at + 4];
  names.source = addresses.internIpv4(word(bytes, at + 8 + hardware));
  names.destination = addresses.internIpv4(word(bytes, at + 8 + 2 * hardware + IPV4_BYTES));
}

function nameByIp(bytes: Uint8Array, addresses: AddressStore): void {
  const at = walk.network;
  const v4 = bytes[at] >> 4 === 4;
  names.source = v4 ? addresses.internIpv4(word(bytes, at + 12)) : internIpv6(bytes, at + 8, addresses);
  names.destination = v4 ? addresses.internIpv4(word(bytes, at + 16)) : internIpv6(bytes, at + 24, addresses);
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

function nameByMac(bytes: Uint8Array, end: number, addresses: AddressStore): void {
  const { next, packet } = walk;
  if (next.by === By.Wifi) findWifiEnds(bytes, next.at, next.end, packet);
  const { sourceMac, destinationMac } = packet;
  if (sourceMac >= 0 && sourceMac + MAC_BYTES <= end) names.source = addresses.internMac(bytes, sourceMac);
  if (destinationMac >= 0 && destinationMac + MAC_BYTES <= end)
    names.destination = addresses.internMac(bytes, destinationMac);
}
