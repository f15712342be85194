import type { PacketBrief } from '../../core/model/packet-table.ts';

/**
 * What one lifeline stands for: `auto`, an address, but a host that was given its addresses while it was looked at is one by its
 * MAC address; `address`; `mac`, the next station on the wire, so that hosts behind a router are one.
 */
export const HOSTS_BY = ['auto', 'address', 'mac'] as const;

/** One of them. */
export type HostsBy = (typeof HOSTS_BY)[number];

/** Which lifeline each end of a packet has, and how it is called. */
export interface HostScheme {
  /** Key of the lifeline of the sender (0) or the receiver (1). */
  readonly keyOf: (packet: PacketBrief, end: 0 | 1) => string;
  /** What is written over the lifeline. */
  readonly nameOf: (key: string) => string;
  /** All that is known of it. */
  readonly wordsOf: (key: string) => string;
  /** Keys in the order that the person wants; others follow as they appear. */
  readonly order: readonly string[];
}

/** What the person has said of lifelines: names by their keys, and an order. */
export interface HostWishes {
  readonly by: HostsBy;
  readonly names: Readonly<Record<string, string>>;
  readonly order: readonly string[];
}

/** Nothing was said yet. */
export const NO_WISHES: HostWishes = { by: 'auto', names: {}, order: [] };

/** A host without address still has a lifeline. */
export function hostName(address: string): string {
  return address === '' ? 'unknown' : address;
}

/** Addresses that a host has before it has one (RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.2). */
const UNSPECIFIED: readonly string[] = ['0.0.0.0', '::'];

/** Makes the lifelines of some packets. */
export function hostScheme(packets: readonly PacketBrief[], { by, names, order }: HostWishes): HostScheme {
  const stations = stationsOf(packets);
  const keyOf = KEYS[by](stations);
  const addressesOf = (key: string): readonly string[] => [...(stations.get(key)?.addresses ?? [])];
  const ownName = (key: string): string => {
    const own = addressesOf(key).filter((address) => !UNSPECIFIED.includes(address));
    return own.length > 0 && own.length <= 2 ? own.join(', ') : key;
  };
  const nameOf = (key: string): string => names[key] ?? ownName(key);
  const wordsOf = (key: string): string => [...new Set([nameOf(key), key, ...addressesOf(key)])].join(' · ');
  return { keyOf, nameOf, wordsOf, order };
}

/** One lifeline for each address, without names and order of the person's own. */
export const BY_ADDRESS: HostScheme = {
  keyOf: (packet, end) => hostName(addressOf(packet, end)),
  nameOf: (key) => key,
  wordsOf: (key) => key,
  order: [],
};

/** What has one MAC address. */
interface Station {
  readonly addresses: Set<string>;
  /** It has sent before it had an address. */
  unconfigured: boolean;
}

type Stations = ReadonlyMap<string, Station>;

const KEYS: Readonly<Record<HostsBy, (stations: Stations) => HostScheme['keyOf']>> = {
  address: () => BY_ADDRESS.keyOf,
  mac: () => (packet, end) => macOf(packet, end) ?? BY_ADDRESS.keyOf(packet, end),
  auto: (stations) => {
    const given = givenAddresses(stations);
    return (packet, end) => {
      const mac = macOf(packet, end);
      const address = addressOf(packet, end);
      const station = mac === undefined ? undefined : stations.get(mac);
      if (mac === undefined || station === undefined) return given.get(address) ?? hostName(address);
      if (station.unconfigured) return mac;
      // A frame without addresses of hosts (LLDP, ARP by its MAC addresses) belongs to the one host that has that MAC address.
      const [only] = station.addresses;
      const isBare = address === '' || address === mac;
      return isBare ? (station.addresses.size === 1 && only !== undefined ? only : mac) : address;
    };
  },
};

/** MAC addresses of the hosts that were given an address while they were looked at, by it; without those that several were given. */
function givenAddresses(stations: Stations): ReadonlyMap<string, string> {
  const owners = new Map<string, Set<string>>();
  for (const [mac, { unconfigured, addresses }] of stations) {
    for (const address of unconfigured ? addresses : []) {
      if (UNSPECIFIED.includes(address)) continue;
      owners.set(address, (owners.get(address) ?? new Set()).add(mac));
    }
  }
  return new Map(
    [...owners].flatMap(([address, [mac, ...others]]) =>
      mac !== undefined && others.length === 0 ? [[address, mac]] : [],
    ),
  );
}

function stationsOf(packets: readonly PacketBrief[]): Stations {
  const stations = new Map<string, Station>();
  for (const packet of packets) {
    for (const end of [0, 1] as const) {
      const mac = macOf(packet, end);
      if (mac === undefined || isGroup(mac)) continue;
      const station = stations.get(mac) ?? { addresses: new Set<string>(), unconfigured: false };
      const address = addressOf(packet, end);
      if (address !== '' && address !== mac) station.addresses.add(address);
      if (end === 0 && UNSPECIFIED.includes(address)) station.unconfigured = true;
      stations.set(mac, station);
    }
  }
  return stations;
}

function addressOf({ source, destination }: PacketBrief, end: 0 | 1): string {
  return end === 0 ? source : destination;
}

function macOf({ macs }: PacketBrief, end: 0 | 1): string | undefined {
  return macs?.[end];
}

/** Broadcast and multicast: the lowest bit of the first byte (IEEE 802, clause 8.2). */
function isGroup(mac: string): boolean {
  return (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1;
}
