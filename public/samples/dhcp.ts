import { Flow, type PacketEvent } from 'flowloom';

const DISCOVER = 1;
const OFFER = 2;
const REQUEST = 3;
const ACK = 5;
const RELEASE = 7;

/** Value of a DHCP option as a number; options begin after the magic cookie, at byte 240. */
function option(event: PacketEvent, wanted: number): number | undefined {
  const { payload } = event;
  for (let at = 240; at + 1 < payload.length && payload[at] !== 255; at += payload[at] === 0 ? 1 : 2 + payload[at + 1]) {
    if (payload[at] === wanted) return payload.slice(at + 2, at + 2 + payload[at + 1]).reduce((sum, byte) => sum * 256 + byte, 0);
  }
  return undefined;
}

const message = (event: PacketEvent): number | undefined => option(event, 53);
const address = (event: PacketEvent, at: number): string => event.payload.slice(at, at + 4).join('.');
/** The client's MAC address: all messages of one client belong together, whatever addresses they travel between. */
const client = (event: PacketEvent): string | undefined =>
  event.srcPort === 67 || event.srcPort === 68
    ? Array.from(event.payload.slice(28, 34), (byte) => byte.toString(16).padStart(2, '0')).join(':')
    : undefined;

/** A host gets its address: discover, offer, request, acknowledgement. */
export class Lease extends Flow<PacketEvent> {
  static key = client;

  host = '';
  address = '';
  leaseSeconds = 0;

  isNextEvent(event: PacketEvent): boolean {
    if (message(event) !== [DISCOVER, OFFER, REQUEST, ACK][this.events.length]) return false;
    this.host = client(event) ?? '';
    this.address = address(event, 16);
    this.leaseSeconds = option(event, 51) ?? 0;
    return true;
  }

  isComplete(): boolean {
    return this.events.length === 4;
  }
}

/** A renewal: a lease that was granted, then a request from that very address, granted again. When does the host ask? */
export class Renewal extends Flow<PacketEvent> {
  static key = client;

  address = '';
  leaseSeconds = 0;
  askedAfterSeconds = 0;
  partOfLease = 0;

  isNextEvent(event: PacketEvent): boolean {
    if (this.events.length === 0) return this.isGrant(event);
    if (this.events.length === 1) return this.isRenewal(event);
    return message(event) === ACK;
  }

  isComplete(): boolean {
    return this.events.length === 3;
  }

  private isGrant(event: PacketEvent): boolean {
    this.address = address(event, 16);
    this.leaseSeconds = option(event, 51) ?? 0;
    return message(event) === ACK;
  }

  private isRenewal(event: PacketEvent): boolean {
    if (message(event) !== REQUEST || event.src !== this.address) return false;
    this.askedAfterSeconds = Math.round(event.time - this.events[0].time);
    this.partOfLease = Math.round((this.askedAfterSeconds / this.leaseSeconds) * 100) / 100;
    return true;
  }
}

/** A host gives its address back before the lease is over. */
export class GivenBack extends Flow<PacketEvent> {
  static key = client;

  address = '';
  usedSeconds = 0;

  isNextEvent(event: PacketEvent): boolean {
    if (this.events.length === 0) return message(event) === ACK;
    this.address = event.src;
    this.usedSeconds = Math.round(event.time - this.events[0].time);
    return message(event) === RELEASE;
  }

  isComplete(): boolean {
    return this.events.length === 2;
  }
}
