import { Flow, type PacketEvent } from 'flowloom';

/** The name that a DNS message asks for: labels with a length before each, from byte 12 on. */
function askedName(event: PacketEvent): string {
  const labels: string[] = [];
  for (let at = 12; event.payload[at] > 0 && at < 250; at += 1 + event.payload[at]) {
    labels.push(event.text.slice(at + 1, at + 1 + event.payload[at]));
  }
  return labels.join('.');
}

/** The last four bytes of an answer with one IPv4 address. */
function answeredAddress(event: PacketEvent): string {
  return event.payload.slice(-4).join('.');
}

const isClientHello = (event: PacketEvent): boolean => event.payload[0] === 22 && event.payload[5] === 1;
const isServerHello = (event: PacketEvent): boolean => event.payload[0] === 22 && event.payload[5] === 2;

/**
 * A visit, from the question for a name to the server's first word. No port, no address and no connection is known
 * beforehand: each step looks for what the step before has told.
 */
export class Visit extends Flow<PacketEvent> {
  static within = 5;

  name = '';
  address = '';
  lookupMs = 0;
  connectMs = 0;
  helloMs = 0;
  #transaction = -1;

  isNextEvent(event: PacketEvent): boolean {
    switch (this.events.length) {
      case 0:
        return this.isQuestion(event);
      case 1:
        return this.isAnswer(event);
      case 2:
        return event.syn && !event.ack && event.dst === this.address && event.dstPort === 443;
      case 3:
        // SNI: the name that was asked for stands in the hello.
        return event.flow === this.events[2].flow && isClientHello(event) && event.text.includes(this.name);
      default:
        return this.isWelcome(event);
    }
  }

  isComplete(): boolean {
    return this.events.length === 5;
  }

  private isQuestion(event: PacketEvent): boolean {
    if (event.dstPort !== 53) return false;
    this.name = askedName(event);
    this.#transaction = event.payload[0] * 256 + event.payload[1];
    const type = event.payload[12 + this.name.length + 3];
    return type === 1; // A
  }

  private isAnswer(event: PacketEvent): boolean {
    const transaction = event.payload[0] * 256 + event.payload[1];
    if (event.srcPort !== 53 || transaction !== this.#transaction || event.payload[7] === 0) return false;
    this.address = answeredAddress(event);
    this.lookupMs = this.since(0, event);
    return true;
  }

  private isWelcome(event: PacketEvent): boolean {
    if (event.flow !== this.events[3].flow || !isServerHello(event)) return false;
    this.connectMs = Math.round((this.events[3].time - this.events[2].time) * 1e5) / 100;
    this.helloMs = this.since(3, event);
    return true;
  }

  private since(step: number, event: PacketEvent): number {
    return Math.round((event.time - this.events[step].time) * 1e5) / 100;
  }
}

/** A client that the server sends away: its hello is answered by an alert. Which version did it want? */
export class Refusal extends Flow<PacketEvent> {
  static key = (event: PacketEvent) => (event.payload[0] === 21 || isClientHello(event) ? event.flow : undefined);

  alert = 0;

  isNextEvent(event: PacketEvent): boolean {
    if (this.events.length === 0) return isClientHello(event);
    if (event.payload[0] !== 21 || event.src !== this.events[0].dst) return false;
    this.alert = event.payload[6];
    return event.payloadLength === 7; // a plain alert; encrypted ones are longer
  }

  isComplete(): boolean {
    return this.events.length === 2;
  }
}
