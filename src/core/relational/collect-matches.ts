import type { Match, MatchSet } from '../model/match.ts';
import { capturedFields } from './captured-fields.ts';
import type { Flow, FlowClass } from './flow.ts';
import { packetIndexOf } from './packet-cursor.ts';
import type { RelationalStream } from './relational-stream.ts';

/** Matches kept of one run unless told otherwise. */
export const MOST_MATCHES = 100_000;

/**
 * What a stream over packet events found: complete matches class by class, then incomplete ones class by class, until
 * `cap` matches are listed; the rest is counted. Incomplete flows that were forgotten count as incomplete and omitted.
 */
export function collectMatches<E>(stream: RelationalStream<E>, cap: number = MOST_MATCHES): MatchSet {
  const types = [...new Set(stream.flowTypes)];
  const collector = new Collector(types.length, cap);
  types.forEach((type, flowClass) => collector.addAll(stream.completedFlows(type), flowClass, true));
  types.forEach((type, flowClass) => {
    collector.addAll(stream.incompleteFlows(type), flowClass, false);
    collector.omitted[flowClass] += stream.droppedFlows(type);
  });
  const classes = types.map((type) => countClass(stream, type));
  return { classes, matches: collector.matches, omitted: collector.omitted };
}

function countClass<E>(stream: RelationalStream<E>, type: FlowClass<E>): MatchSet['classes'][number] {
  const incomplete = stream.incompleteFlows(type).length + stream.droppedFlows(type);
  return { name: type.name, completed: stream.completedFlows(type).length, incomplete };
}

class Collector {
  readonly matches: Match[] = [];
  readonly omitted: number[];

  constructor(
    classes: number,
    private readonly cap: number,
  ) {
    this.omitted = new Array<number>(classes).fill(0);
  }

  addAll<E>(flows: readonly Flow<E>[], flowClass: number, complete: boolean): void {
    const kept = flows.slice(0, Math.max(0, this.cap - this.matches.length));
    for (const flow of kept) {
      const packets = packetsOf(flow.events);
      this.matches.push({ flowClass, complete, packets, fields: capturedFields(flow) });
    }
    this.omitted[flowClass] += flows.length - kept.length;
  }
}

/** Packet numbers of a flow's events; the user's code may have put other things among them, which are left out. */
function packetsOf(events: readonly unknown[]): number[] {
  const packets: number[] = [];
  for (const event of events) {
    const packet = packetIndexOf(event);
    if (packet !== undefined) packets.push(packet);
  }
  return packets;
}
