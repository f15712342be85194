import { withOwnImports } from './examples.ts';

/** A beginning for an empty editor: it runs as it is, and its comments say what to change. */
export interface Template {
  readonly id: string;
  readonly title: string;
  /** What question it answers. */
  readonly note: string;
  readonly code: string;
}

/** What an empty editor offers, the commonest kinds of question first. */
export const TEMPLATES: readonly Template[] = [
  {
    id: 'steps',
    title: 'One packet after another',
    note: 'A, then B, in the same connection',
    code: withOwnImports(`// Two packets of the same connection, in this order.
export const mine = sequence('My sequence')
  .key('flow') // the same connection; hosts: the same two addresses
  .starts('one') // one at a time in each connection
  .step('first', { syn: true, ack: false }) // what the first packet must be
  .step('second', { syn: true, ack: true }, { within: 3 }) // at most 3 s later
  .columns((m) => ({ client: m.first.src, waitMs: (m.second.time - m.first.time) * 1000 }));`),
  },
  {
    id: 'absence',
    title: 'A question without an answer',
    note: 'A, and no B within so many seconds',
    code: withOwnImports(`// A DNS query, and no answer with its number for 2 s. Fields in quotes are decoded ones, as in filters.
export const mine = sequence('No answer')
  .key('flow')
  .step('query', { dstPort: 53, 'dns.flags.response': false })
  .without('answer', { srcPort: 53, 'dns.id': (m) => m.query.field('dns.id') }, { for: 2 })
  .columns((m) => ({ client: m.query.src, server: m.query.dst, number: m.query.field('dns.id') }));`),
  },
  {
    id: 'repeat',
    title: 'The same thing again and again',
    note: 'A, and A again three times or more',
    code: withOwnImports(`// A SYN, and three further ones of the same connection.
export const mine = sequence('Sent again')
  .key('flow')
  .starts('one')
  .step('first', { syn: true, ack: false })
  .repeat('again', [3, Infinity], { syn: true, ack: false, src: (m) => m.first.src })
  .longest() // as many as there are, not only three
  .columns((m) => ({ client: m.first.src, port: m.first.dstPort, times: m.again.length }));`),
  },
  {
    id: 'slow',
    title: 'An answer that is slow',
    note: 'A, then B, but later than a limit',
    code: withOwnImports(`// The first data of the server, later than 100 ms after the first data of the client.
export const mine = sequence('Slow answer')
  .key('flow')
  .where({ payloadLength: { min: 1 } }) // only packets with data
  .step('question', { forward: true })
  .step('answer', { forward: false }, { strict: true, after: 0.1 }) // the very next one
  .columns((m) => ({ server: m.question.dst, waitMs: (m.answer.time - m.question.time) * 1000 }));`),
  },
  {
    id: 'window',
    title: 'Many in a short time',
    note: 'A count, a sum or different values in a sliding window',
    code: withOwnImports(`// One host that tries ten different ports of another within 2 s.
// Also: .count(10) packets, or .sum((packet) => packet.length, 10_000) bytes.
export const mine = window('Many ports')
  .key('src', 'dst')
  .where({ syn: true, ack: false })
  .within(2)
  .distinct((packet) => packet.dstPort, 10);`),
  },
  {
    id: 'class',
    title: 'A class, for what steps cannot say',
    note: 'Your own code for each packet',
    code: withOwnImports(`// Each packet is shown to isNextEvent: is it the one that is wanted next?
export class Mine extends Flow<PacketEvent> {
  static override key(packet: PacketEvent) {
    return packet.flow < 0 ? undefined : packet.flow;
  }

  client?: string; // fields are columns of the results

  isNextEvent(packet: PacketEvent): boolean {
    if (this.events.length > 0) return packet.syn && packet.ack;
    this.client = packet.src;
    return packet.syn && !packet.ack;
  }

  isComplete(): boolean {
    return this.events.length === 2;
  }
}`),
  },
];
