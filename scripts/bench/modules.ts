import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../run.ts';

/** The first six of the menu that came with the page from the beginning: handshakes, refusals, DNS, HTTP, stalls, half-open ones. */
export const SHIPPED = [
  'tcp-handshake',
  'unanswered',
  'dns-then-connection',
  'http-exchange',
  'stalled-transfer',
  'half-open',
] as const;

/** The text of an example of the page's menu. */
export function example(name: string): string {
  return readFileSync(join(root, `src/ui/panels/sequences/examples/${name}.ts.txt`), 'utf8');
}

/** Three steps with a key: the TCP handshake, as a sequence. */
export const HANDSHAKE = `import { sequence } from 'flowloom';
export const handshake = sequence('Handshake').key('flow')
  .step('syn', { syn: true, ack: false }).step('synAck', { syn: true, ack: true }).step('ack', { syn: false, ack: true });
`;

/** Any three packets of a flow in turn: as many matches as there are packets, but for two of each flow. */
export const MANY_MATCHES = `import { sequence } from 'flowloom';
export const threes = sequence('Threes').key('flow').step('one', {}).step('two', {}, { strict: true }).step('three', {}, { strict: true });
`;

/** Three steps with a key: the TCP handshake, as a class. */
export const CLASS_CODE = `import { Flow, type PacketEvent } from 'flowloom';

export class Handshake extends Flow<PacketEvent> {
  static key(event: PacketEvent) {
    return event.flow;
  }

  isNextEvent(event: PacketEvent): boolean {
    if (this.events.length === 0) return event.syn && !event.ack;
    if (this.events.length === 1) return event.syn && event.ack;
    return event.ack && !event.syn;
  }

  isComplete(): boolean {
    return this.events.length === 3;
  }
}
`;
