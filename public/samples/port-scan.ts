import { Flow, type PacketEvent } from 'flowloom';

/** Both directions of two hosts' packets have the same key. */
const hosts = (event: PacketEvent): string | undefined =>
  event.protocol === 'TCP' ? [event.src, event.dst].sort().join(' ') : undefined;

/**
 * A port scan: one host knocks at ten different ports of another one within two seconds and is refused each time. Who
 * just visits the wrong port is refused once.
 */
export class PortScan extends Flow<PacketEvent> {
  static key = hosts;
  static within = 2;
  /** When each pair of hosts was last begun with: one flow watches two seconds, the next one takes over from it. */
  static #begun = new Map<string, number>();

  scanner = '';
  target = '';
  refused: number[] = [];
  #knocked = new Set<number>();

  isNextEvent(event: PacketEvent): boolean {
    if (event.syn && !event.ack) return this.isKnock(event);
    // The refusal of a port that was knocked at.
    if (!event.rst || event.src !== this.target || !this.#knocked.delete(event.srcPort)) return false;
    this.refused.push(event.srcPort);
    return true;
  }

  isComplete(): boolean {
    return this.refused.length === 10;
  }

  private isKnock(event: PacketEvent): boolean {
    if (this.events.length === 0 && !this.begin(event)) return false;
    if (event.src !== this.scanner || this.refused.includes(event.dstPort)) return false;
    this.#knocked.add(event.dstPort);
    return true;
  }

  private begin(event: PacketEvent): boolean {
    const pair = `${event.src} ${event.dst}`;
    if (event.time < (PortScan.#begun.get(pair) ?? -Infinity) + PortScan.within) return false;
    PortScan.#begun.set(pair, event.time);
    this.scanner = event.src;
    this.target = event.dst;
    return true;
  }
}

/** An open door that is only looked at: SYN, SYN and ACK, then at once RST instead of a connection. */
export class OpenPort extends Flow<PacketEvent> {
  static key = (event: PacketEvent) => (event.protocol === 'TCP' ? event.flow : undefined);

  target = '';
  port = -1;

  isNextEvent(event: PacketEvent): boolean {
    this.target = this.events[0]?.dst ?? event.dst;
    this.port = this.events[0]?.dstPort ?? event.dstPort;
    if (this.events.length === 0) return event.syn && !event.ack;
    if (this.events.length === 1) return event.syn && event.ack;
    return event.rst && event.src === this.events[0].src && event.number > this.events[1].number;
  }

  isComplete(): boolean {
    return this.events.length === 3;
  }
}
