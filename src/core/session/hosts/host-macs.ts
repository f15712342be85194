import { NumberIndex } from '../../../base/number-index.ts';
import { addressClass } from '../../flows/tags/address-class.ts';
import type { AddressId } from '../../model/units.ts';
import { packetAddress } from '../../packets/table/packet-rows.ts';
import type { CaptureTables } from '../../tables.ts';

/** Whose a MAC address is, as far as the capture tells. */
export type MacOwner =
  /** The host's: it sent for this address alone. */
  | 'host'
  /** It sent for many addresses, as routers do. */
  | 'router'
  /** It sent for a public address in a network of private ones, so likely a router's. */
  | 'maybe-router';

/** The MAC address from which most packets of a host came. */
export interface HostMac {
  readonly mac: AddressId;
  /** Packets of the host that came from it, and those from any. */
  readonly packets: number;
  readonly sent: number;
  /** Different MAC addresses that sent for the host. */
  readonly macs: number;
  /** Addresses for which it sent. */
  readonly addresses: number;
  readonly owner: MacOwner;
}

/** By the address of the host; addresses that sent nothing with a MAC address have none. */
export type HostMacs = ReadonlyMap<AddressId, HostMac>;

/** MAC addresses have numbers below this, as all addresses. */
const SPAN = 0x4000000;
/** A host has one IPv4 address, and in IPv6 one of each of some networks: its own, a local and an old one. */
const OWN_IPV4 = 1;
const OWN_IPV6_NETWORKS = 3;

interface Pair {
  readonly host: AddressId;
  readonly mac: AddressId;
  readonly packets: number;
}

/** Which MAC address each end of a flow sent from, in the whole capture. Looks at every packet once. */
export function hostMacs(tables: CaptureTables): HostMacs {
  const pairs = sendingPairs(tables);
  const byMac = grouped(pairs, ({ mac }) => mac);
  const withPrivate = [...new Set(pairs.map(({ host }) => host))].map((id) => tables.addresses.text(id));
  const families = new Set(withPrivate.filter((text) => isLocal(text)).map(family));
  const owners = new Map<AddressId, boolean>();
  for (const [mac, of] of byMac) owners.set(mac, isRouter(of.map(({ host }) => tables.addresses.text(host))));
  const found = new Map<AddressId, HostMac>();
  for (const [host, of] of grouped(pairs, (pair) => pair.host)) {
    const [most] = [...of].sort((a, b) => b.packets - a.packets);
    const text = tables.addresses.text(host);
    const beyond = addressClass(text) === 'public' && families.has(family(text));
    found.set(host, {
      mac: most.mac,
      packets: most.packets,
      sent: of.reduce((sum, { packets }) => sum + packets, 0),
      macs: of.length,
      addresses: byMac.get(most.mac)?.length ?? 1,
      owner: owners.get(most.mac) === true ? 'router' : beyond ? 'maybe-router' : 'host',
    });
  }
  return found;
}

/** How many packets each address sent from each MAC address. */
function sendingPairs({ packets, sources, links }: CaptureTables): readonly Pair[] {
  const index = new NumberIndex();
  const keys: number[] = [];
  const counts: number[] = [];
  for (let row = 0; row < packets.length; row++) {
    const pair = packets.linkPair(row);
    const mac = pair > 0 ? links.source(pair) : -1;
    const host = mac < 0 ? -1 : packetAddress(sources, row, 0);
    if (host < 0) continue;
    const key = host * SPAN + mac;
    const at = index.add(key);
    keys[at] = key;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return keys.map((key, at) => ({ host: Math.floor(key / SPAN), mac: key % SPAN, packets: counts[at] }));
}

function grouped(pairs: readonly Pair[], by: (pair: Pair) => AddressId): ReadonlyMap<AddressId, readonly Pair[]> {
  const groups = new Map<AddressId, Pair[]>();
  for (const pair of pairs) {
    const known = groups.get(by(pair));
    if (known === undefined) groups.set(by(pair), [pair]);
    else known.push(pair);
  }
  return groups;
}

/** A MAC address that sends for so many addresses is a router's, a bridge's or a tunnel's end. */
function isRouter(addresses: readonly string[]): boolean {
  const counted = addresses.filter((text) => !isPassing(text));
  const ipv4 = counted.filter((text) => !text.includes(':')).length;
  const networks = new Set(counted.filter((text) => text.includes(':')).map(networkOf));
  return ipv4 > OWN_IPV4 || networks.size > OWN_IPV6_NETWORKS;
}

/** Addresses that hosts have beside their own, or before it: link-local and unspecified ones. */
function isPassing(text: string): boolean {
  return /^(0\.0\.0\.0$|169\.254\.|::$|fe[89ab].:)/i.test(text);
}

const isLocal = (text: string): boolean => addressClass(text) === 'own' && !isPassing(text);
const family = (text: string): 4 | 6 => (text.includes(':') ? 6 : 4);

/** The first 64 bits of an IPv6 address, as text. */
function networkOf(text: string): string {
  const [before = '', after] = text.split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const gap = after === undefined ? 0 : 8 - head.length - tail.length;
  return [...head, ...Array.from({ length: Math.max(0, gap) }, () => '0'), ...tail].slice(0, 4).join(':');
}
