import type { PacketEvent } from '../../../src/core/model/event.ts';
import { Flow } from '../../../src/core/relational/flow.ts';
import { sequence } from '../../../src/core/relational/sequence/builder.ts';

const isSyn = (event: PacketEvent): boolean => event.syn && !event.ack;
const isSynAck = (event: PacketEvent): boolean => event.syn && event.ack;
const isAck = (event: PacketEvent): boolean => event.ack && !event.syn;

const SYN = { syn: true, ack: false } as const;
const SYN_ACK = { syn: true, ack: true } as const;
const ACK = { syn: false, ack: true } as const;

const fields = sequence('Fields').key('flow').step('syn', SYN).step('synAck', SYN_ACK).step('ack', ACK);

class Handshake extends Flow<PacketEvent> {
  static override key(event: PacketEvent): number {
    return event.flow;
  }

  override isNextEvent(event: PacketEvent): boolean {
    if (this.events.length === 0) return isSyn(event);
    return this.events.length === 1 ? isSynAck(event) : isAck(event);
  }

  override isComplete(): boolean {
    return this.events.length === 3;
  }
}

/** What is looked for: three steps, written in the ways that there are. */
export const CASES = {
  fields,
  functions: sequence('Functions').key('flow').step('syn', isSyn).step('synAck', isSynAck).step('ack', isAck),
  classes: Handshake,
  twoColumns: sequence('Two').key('flow', 'protocol').step('syn', SYN).step('synAck', SYN_ACK).step('ack', ACK),
  limits: fields.within(3600).maxGap(3600),
  textKey: sequence('Text')
    .key((event) => `${event.flow} ${event.protocol}`)
    .step('syn', SYN)
    .step('synAck', SYN_ACK)
    .step('ack', ACK),
  // The relation is the last step's: without a key, every open flow is asked.
  unkeyed: sequence('Unkeyed')
    .step('syn', SYN)
    .step('synAck', { ...SYN_ACK, flow: ({ syn }) => syn.flow })
    .step('ack', { ...ACK, flow: ({ syn }) => syn.flow }),
  expiring: fields.within(0.001),
  text: sequence('Text').step('one', (event) => event.text.length > 100_000),
  noText: sequence('NoText').step('one', (event) => event.payload.length > 100_000),
} as const;

/** The same three steps for the plain algorithm, which has no keys: each event tells its flow. */
export function isNext(event: PacketEvent, before: readonly PacketEvent[]): boolean {
  if (before.length === 0) return isSyn(event);
  return (before.length === 1 ? isSynAck(event) : isAck(event)) && event.flow === before[0].flow;
}
