import { Flow, type PacketEvent } from 'flowloom';

const SYNC = 0;
const DELAY_REQUEST = 1;
const FOLLOW_UP = 8;
const DELAY_RESPONSE = 9;

const isPtp = (event: PacketEvent): boolean => event.dstPort === 319 || event.dstPort === 320;
const kind = (event: PacketEvent): number => event.payload[0] & 15;
const sequence = (event: PacketEvent): number => event.payload[30] * 256 + event.payload[31];

/** Bytes as one number, high byte first. */
function number(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** The time stamp that a message carries (byte 34: 48 bits of seconds, 32 of nanoseconds), in ns after a given second. */
function stamp(event: PacketEvent, second: number): number {
  return (number(event.payload.slice(34, 40)) - second) * 1e9 + number(event.payload.slice(40, 44));
}

/**
 * The four time stamps of PTP (IEEE 1588, 11.3): t1 sync sent, t2 sync received, t3 delay request sent, t4 delay request
 * received. t1 and t4 are told by the leader in messages, t2 and t3 are when this capture saw the packets. Both clocks
 * may be wrong by any amount: it cancels out, and the time that a packet is under way is left.
 */
export class PathDelay extends Flow<PacketEvent> {
  static key = (event: PacketEvent) => (isPtp(event) ? 'ptp' : undefined);
  static within = 1;

  syncSequence = -1;
  delayMicroseconds = 0;
  #second = 0;
  #leaderNs = 0;

  isNextEvent(event: PacketEvent): boolean {
    switch (this.events.length) {
      case 0:
        this.syncSequence = sequence(event);
        return kind(event) === SYNC;
      case 1:
        return kind(event) === FOLLOW_UP && sequence(event) === this.syncSequence && this.takeSyncTime(event);
      case 2:
        return kind(event) === DELAY_REQUEST;
      default:
        return kind(event) === DELAY_RESPONSE && sequence(event) === sequence(this.events[2]) && this.takeDelay(event);
    }
  }

  isComplete(): boolean {
    return this.events.length === 4;
  }

  private takeSyncTime(event: PacketEvent): boolean {
    this.#second = number(event.payload.slice(34, 40));
    this.#leaderNs = stamp(event, this.#second);
    return true;
  }

  /** ((t4 - t1) - (t3 - t2)) / 2 */
  private takeDelay(event: PacketEvent): boolean {
    const betweenAtLeader = stamp(event, this.#second) - this.#leaderNs;
    const betweenHere = (this.events[2].time - this.events[0].time) * 1e9;
    this.delayMicroseconds = Math.round((betweenAtLeader - betweenHere) / 2 / 100) / 10;
    return true;
  }
}
