/** Names that hosts give themselves with DHCP (RFC 2131, 2132, 4702), for the addresses that they are given. */
import type { NameRecord } from '../model/names.ts';
import { hostName } from './host-names.ts';
import { valueOf, type NamePacket, type Said } from './read-message.ts';

/** What is read of a message. */
export const DHCP_FIELDS: readonly string[] = [
  'dhcp.id',
  'dhcp.ip.your',
  'dhcp.hw.mac_addr',
  'dhcp.type',
  'dhcp.option.hostname',
  'dhcp.option.fqdn',
  'dhcp.option.lease_time',
];

const REQUEST = 3;
const ACK = 5;
const SECOND = 1e9;
/** Lease without an end. */
const FOR_EVER = 0xffffffff;
/** A lease that is not told. */
const A_DAY = 86_400;
/** Requests that wait for their answer; older ones are forgotten. */
const MOST_WAITING = 4096;

/** Follows requests to their answers, by transaction and hardware address. */
export class DhcpNames {
  private readonly waiting = new Map<string, string>();

  /** The name of the address that an answer gives; undefined without. */
  take(packet: NamePacket, said: readonly Said[]): NameRecord | undefined {
    const type = valueOf(said, 'dhcp.type');
    const key = `${valueOf(said, 'dhcp.id') ?? ''} ${valueOf(said, 'dhcp.hw.mac_addr') ?? ''}`;
    if (type === REQUEST) this.keep(key, said);
    if (type !== ACK) return undefined;
    const name = this.waiting.get(key);
    const address = String(valueOf(said, 'dhcp.ip.your') ?? '');
    if (name === undefined || address === '' || address === '0.0.0.0') return undefined;
    const lease = Number(valueOf(said, 'dhcp.option.lease_time') ?? A_DAY);
    return {
      address,
      name,
      source: 'dhcp',
      client: '',
      firstNs: packet.timeNs,
      lastNs: lease === FOR_EVER ? Infinity : packet.timeNs + lease * SECOND,
      packet: packet.packet,
      chain: [],
    };
  }

  private keep(key: string, said: readonly Said[]): void {
    const text = valueOf(said, 'dhcp.option.fqdn') ?? valueOf(said, 'dhcp.option.hostname');
    const name = text === undefined ? undefined : hostName(String(text));
    this.waiting.delete(key);
    if (name === undefined) return;
    const [oldest] = this.waiting.keys();
    if (this.waiting.size >= MOST_WAITING && oldest !== undefined) this.waiting.delete(oldest);
    this.waiting.set(key, name);
  }
}
