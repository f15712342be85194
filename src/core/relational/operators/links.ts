import type { PacketEvent } from '../../model/event.ts';
import type { PluginFlow, PluginPacket } from './flow-plugin.ts';

/** What a link says of a packet or a flow: a column `link.NAME` for each name. */
export type LinkValues = Readonly<
  Record<string, number | string | boolean | readonly (number | string | boolean)[] | undefined>
>;

/** What a tagger says: a tag, several, or none. */
export type Tags = string | readonly string[] | undefined;

/** A packet as links, taggers and printers see it: with what those before them have said. */
export type LinkedPacket = PacketEvent;

/** A flow as `linkFlows` and `tagFlows` see it: ended, with all its numbers, and what plugins have said of it. */
export type EndedFlow = Omit<PluginFlow, 'expirationId' | 'expiration_id'> & {
  readonly expirationId: number;
  readonly expiration_id: number;
};

/** One step over packets or flows: what it is, and the function that it calls. */
export interface OperatorStep {
  readonly kind: 'link' | 'tagger' | 'flow link' | 'flow tagger' | 'printer';
  readonly call: (row: never) => unknown;
}

/** What `link`, `tagger`, `linkFlows`, `tagFlows` and `.to(…)` give: to be exported. */
export class Operator<Row> {
  /** For the engine. */
  readonly steps: readonly OperatorStep[];
  /** Only for types: an operator of packets is none of flows. */
  declare readonly row?: (row: Row) => void;

  constructor(steps: readonly OperatorStep[]) {
    this.steps = steps;
  }
}

/** Adds columns to packets: each name of what `values` gives becomes the column `link.NAME`, and `packet.x.NAME` for what comes after. */
export function link(values: (packet: LinkedPacket) => LinkValues | undefined): Operator<PacketEvent> {
  return new Operator([{ kind: 'link', call: values }]);
}

/** Adds tags to packets. */
export function tagger(tags: (packet: LinkedPacket) => Tags): Operator<PacketEvent> {
  return new Operator([{ kind: 'tagger', call: tags }]);
}

/** Adds columns to flows, after all packets. */
export function linkFlows(values: (flow: EndedFlow) => LinkValues | undefined): Operator<EndedFlow> {
  return new Operator([{ kind: 'flow link', call: values }]);
}

/** Adds tags to flows, after all packets: beside those that every flow has. */
export function tagFlows(tags: (flow: EndedFlow) => Tags): Operator<EndedFlow> {
  return new Operator([{ kind: 'flow tagger', call: tags }]);
}

/** Where a chain ends: in the table, or in lines of text. */
export class Sink {
  /** For the engine: what is written of a packet. */
  readonly lines: ((packet: PluginPacket) => unknown) | undefined;

  constructor(lines?: (packet: PluginPacket) => unknown) {
    this.lines = lines;
  }
}

/** Columns and tags in the table of packets. */
export const table = new Sink();

/** What a packet is written as: a line, or several; nothing for undefined. */
type Lines = (packet: PluginPacket) => string | undefined;

/** Chains' way of writing: a source, links, a sink. Nothing is done before `to`. */
export class PacketChain {
  constructor(private readonly steps: readonly OperatorStep[] = []) {}

  /** A link, or the function of one. */
  link(step: Operator<PacketEvent> | ((packet: LinkedPacket) => LinkValues | undefined)): PacketChain {
    return new PacketChain([...this.steps, ...stepsOf(step, 'link')]);
  }

  /** A tagger, or the function of one. */
  tag(step: Operator<PacketEvent> | ((packet: LinkedPacket) => Tags)): PacketChain {
    return new PacketChain([...this.steps, ...stepsOf(step, 'tagger')]);
  }

  /** Where it ends: `table`, `printer`, `summary`, or a function that writes lines. */
  to(sink: Sink | Lines): Operator<PacketEvent> {
    const lines = sink instanceof Sink ? sink.lines : sink;
    return new Operator(lines === undefined ? this.steps : [...this.steps, { kind: 'printer', call: lines }]);
  }
}

/** The same over flows. */
export class FlowChain {
  constructor(private readonly steps: readonly OperatorStep[] = []) {}

  /** A link of flows, or the function of one. */
  link(step: Operator<EndedFlow> | ((flow: EndedFlow) => LinkValues | undefined)): FlowChain {
    return new FlowChain([...this.steps, ...stepsOf(step, 'flow link')]);
  }

  /** A tagger of flows, or the function of one. */
  tag(step: Operator<EndedFlow> | ((flow: EndedFlow) => Tags)): FlowChain {
    return new FlowChain([...this.steps, ...stepsOf(step, 'flow tagger')]);
  }

  /** Where it ends. */
  to(_sink: typeof table): Operator<EndedFlow> {
    return new Operator(this.steps);
  }
}

/** What chains begin with. */
export const source = {
  packets: (): PacketChain => new PacketChain(),
  flows: (): FlowChain => new FlowChain(),
};

function stepsOf<Row>(
  step: Operator<Row> | ((row: never) => unknown),
  kind: OperatorStep['kind'],
): readonly OperatorStep[] {
  return step instanceof Operator ? step.steps : [{ kind, call: step }];
}
