import { grown } from '../../base/growable.ts';
import { mix, spread } from '../../base/hash.ts';
import { NONE } from '../model/units.ts';

/** Words per conversation: the two ends as they are compared, ports, key, open record, the ends' addresses. */
const STRIDE = 8;
const RECORD = 4;
const ADDRESSES = 5;

/**
 * The direction-agnostic flow keys of a capture (NFStream `get_flow_key`: addresses, ports, protocol, VLAN id, tunnel
 * id, endpoints in canonical order), each with the flow record that is open for it, or -1. Ends are compared by one word:
 * an IPv4 address itself, the number of an interned IPv6 address; the key tells which.
 */
export class Conversations {
  length = 0;
  /** Of the last `find`: whether the packet's source is the second endpoint. */
  swapped = 0;
  /** Of the last `find`: the conversation is new; `setAddresses` is due. */
  added = false;
  private words = new Int32Array(STRIDE * 2048);
  /** Orientation of the flow that was cut last, by conversation; holes where none was. */
  private readonly kept: number[] = [];
  private slots = new Int32Array(4096).fill(-1);
  /** The last conversation found: packets come in trains. */
  private last = -1;

  /** Number of the packet's conversation; a new one is added. Ports of 16 bits, key as `packKey` makes it. */
  find(source: number, destination: number, sourcePort: number, destinationPort: number, key: number): number {
    const swap = source > destination || (source === destination && sourcePort > destinationPort);
    const a = swap ? destination : source;
    const b = swap ? source : destination;
    const ports = swap ? (destinationPort << 16) | sourcePort : (sourcePort << 16) | destinationPort;
    this.swapped = swap ? 1 : 0;
    this.added = false;
    if (this.last >= 0 && this.equals(this.last, a, b, ports, key)) return this.last;
    return (this.last = this.lookUp(a, b, ports, key));
  }

  /** Gives the conversation found last its addresses, interned numbers of the packet's source and destination. */
  setAddresses(conversation: number, source: number, destination: number): void {
    const at = conversation * STRIDE + ADDRESSES;
    this.words[at] = this.swapped === 1 ? destination : source;
    this.words[at + 1] = this.swapped === 1 ? source : destination;
  }

  /** Interned address of the first (0) or second (1) endpoint. */
  address(conversation: number, end: number): number {
    return this.words[conversation * STRIDE + ADDRESSES + end];
  }

  /** Port of the first (0) or second (1) endpoint. */
  port(conversation: number, end: number): number {
    const ports = this.words[conversation * STRIDE + 2];
    return end === 0 ? ports >>> 16 : ports & 0xffff;
  }

  key(conversation: number): number {
    return this.words[conversation * STRIDE + 3];
  }

  openRecord(conversation: number): number {
    return this.words[conversation * STRIDE + RECORD];
  }

  setOpenRecord(conversation: number, record: number): void {
    this.words[conversation * STRIDE + RECORD] = record;
  }

  /** The end that was source of a flow before its cut; -1 if the conversation was not cut just before. */
  keptOrientation(conversation: number): number {
    return this.kept[conversation] ?? NONE;
  }

  keepOrientation(conversation: number, orientation: number): void {
    if (orientation >= 0 || this.kept[conversation] !== undefined) this.kept[conversation] = orientation;
  }

  /** Forgets which records are open and what was kept: the same packets are metered again. */
  restart(): void {
    for (let conversation = 0; conversation < this.length; conversation++) this.setOpenRecord(conversation, NONE);
    this.kept.length = 0;
  }

  /** The same conversations, none of them open: their packets can be metered once more beside this metering. */
  copy(): Conversations {
    const copy = new Conversations();
    copy.length = this.length;
    copy.words = this.words.slice();
    copy.slots = this.slots.slice();
    copy.restart();
    return copy;
  }

  private lookUp(a: number, b: number, ports: number, key: number): number {
    const mask = this.slots.length - 1;
    let slot = spread(mix(mix(mix(a, b), ports), key)) & mask;
    for (;;) {
      const conversation = this.slots[slot];
      if (conversation < 0) return this.add(slot, a, b, ports, key);
      if (this.equals(conversation, a, b, ports, key)) return conversation;
      slot = (slot + 1) & mask;
    }
  }

  private equals(conversation: number, a: number, b: number, ports: number, key: number): boolean {
    const { words } = this;
    const at = conversation * STRIDE;
    return words[at] === a && words[at + 1] === b && words[at + 2] === ports && words[at + 3] === key;
  }

  private add(slot: number, a: number, b: number, ports: number, key: number): number {
    const conversation = this.length++;
    this.added = true;
    const at = conversation * STRIDE;
    this.words[at] = a;
    this.words[at + 1] = b;
    this.words[at + 2] = ports;
    this.words[at + 3] = key;
    this.words[at + RECORD] = -1;
    this.slots[slot] = conversation;
    if (this.length * 2 >= this.slots.length) this.grow();
    return conversation;
  }

  /** Doubles everything; the table is at most half full. */
  private grow(): void {
    this.words = grown(this.words, this.words.length * 2);
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    const { words, slots } = this;
    const mask = slots.length - 1;
    for (let conversation = 0; conversation < this.length; conversation++) {
      const at = conversation * STRIDE;
      let slot = spread(mix(mix(mix(words[at], words[at + 1]), words[at + 2]), words[at + 3])) & mask;
      while (slots[slot] >= 0) slot = (slot + 1) & mask;
      slots[slot] = conversation;
    }
  }
}

/** Protocol, IP version, VLAN and tunnel in one word: 8 bits, 1 bit (IPv6), 12 bits, 4 bits. */
export function packKey(protocol: number, ipVersion: number, vlan: number, tunnel: number): number {
  return protocol | (ipVersion === 6 ? 0x100 : 0) | (vlan << 9) | (tunnel << 21);
}

/** The parts of a packed key. */
export const keyProtocol = (key: number): number => key & 0xff;
export const keyIpVersion = (key: number): number => ((key & 0x100) === 0 ? 4 : 6);
export const keyVlan = (key: number): number => (key >>> 9) & 0xfff;
export const keyTunnel = (key: number): number => (key >>> 21) & 15;
