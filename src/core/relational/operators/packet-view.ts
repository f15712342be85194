import type { PacketEvent } from '../../model/event.ts';
import { CWR, ECE } from '../../model/tcp-flags.ts';
import { eventNames } from '../packet-cursor.ts';
import { defineNamed } from './camel-names.ts';
import type { PluginPacket } from './flow-plugin.ts';

/** What NFStream's names of a packet are read from. Of packets in no flow only the time is known. */
export interface PacketFacts {
  readonly time_ms: number;
  /** Milliseconds since the flow's packet before; 0 for its first. */
  readonly delta_time?: number;
  /** 0 from the flow's source, 1 back. */
  readonly direction?: number;
  readonly raw_size?: number;
  readonly ip_size?: number;
  readonly transport_size?: number;
  readonly payload_size?: number;
  /** IP protocol number. */
  readonly ip_protocol?: number;
  readonly tcpFlags?: number;
  readonly vlan_id?: number;
  readonly ip_version?: number;
  readonly tunnel_id?: number;
  /** The sender's and the receiver's MAC address. */
  mac?(end: 0 | 1): string;
}

/** A packet as plugins and printers see it: all that the event has, and NFStream's names. */
class PacketView {
  readonly #event: PacketEvent;
  readonly #facts: PacketFacts;

  constructor(event: PacketEvent, facts: PacketFacts) {
    this.#event = event;
    this.#facts = facts;
  }

  static event(view: PacketView): PacketEvent {
    return view.#event;
  }

  static facts(view: PacketView): PacketFacts {
    return view.#facts;
  }
}

/** Characters of a MAC address that name its vendor. */
const OUI = 8;

const FROM_FACTS = [
  'time_ms',
  'delta_time',
  'direction',
  'raw_size',
  'ip_size',
  'transport_size',
  'payload_size',
  'ip_protocol',
  'vlan_id',
  'ip_version',
  'tunnel_id',
] as const;

// MAC addresses are known of every packet in a flow; events have them for code that names them.
for (const name of eventNames().filter((one) => one !== 'srcMac' && one !== 'dstMac'))
  Object.defineProperty(PacketView.prototype, name, {
    get(this: PacketView) {
      const event = PacketView.event(this);
      const member: unknown = event[name];
      return typeof member === 'function' ? (member as (id: string) => unknown).bind(event) : member;
    },
    enumerable: true,
  });
for (const name of FROM_FACTS) define(name, (facts) => facts[name]);
for (const [name, bit] of [
  ['cwr', CWR],
  ['ece', ECE],
] as const)
  define(name, ({ tcpFlags = 0 }) => (tcpFlags & bit) !== 0);
for (const [at, end] of (['src', 'dst'] as const).entries()) {
  const way = at === 0 ? 0 : 1;
  define(`${end}_ip`, (_facts, event) => event[end]);
  define(`${end}_port`, (_facts, event) => Math.max(0, event[`${end}Port`]));
  define(`${end}_mac`, (facts, event) => macOf(facts, event, way));
  define(`${end}_oui`, (facts, event) => macOf(facts, event, way).slice(0, OUI));
}

function macOf(facts: PacketFacts, { srcMac, dstMac }: PacketEvent, end: 0 | 1): string {
  return facts.mac?.(end) ?? (end === 0 ? srcMac : dstMac) ?? '';
}

function define(name: string, read: (facts: PacketFacts, event: PacketEvent) => unknown): void {
  defineNamed(PacketView.prototype, name, function (this: PacketView) {
    return read(PacketView.facts(this), PacketView.event(this));
  });
}

/** The view of a packet event. */
export function viewPacket(event: PacketEvent, facts: PacketFacts): PluginPacket {
  return new PacketView(event, facts) as unknown as PluginPacket;
}
