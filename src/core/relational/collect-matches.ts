import { BitSet } from '../../base/bit-set.ts';
import type { CapturedField, ClassResult, Match, MatchEnd, MatchSet } from '../model/match.ts';
import { capturedFields, NOT_SHOWN } from './captured-fields.ts';
import type { ClassErrors, ErrorsOfClass } from './class-errors.ts';
import type { Flow, FlowClass } from './flow.ts';
import { CROWD, MOST_MATCHES, MOST_PACKETS, MOST_TEXT } from './match-bounds.ts';
import { packetOfEvent } from './event-packet.ts';
import type { DefinitionRun } from './sequence/definition-run.ts';

/** What is kept of one run at most. */
export interface CollectionBounds {
  /** Matches that are listed. */
  readonly matches: number;
  /** Packets of all of them. */
  readonly packets: number;
  /** UTF-16 code units of all their fields. */
  readonly text: number;
}

/** What is kept where nobody asks for more. */
export const PAGE_BOUNDS: CollectionBounds = { matches: MOST_MATCHES, packets: MOST_PACKETS, text: MOST_TEXT };

/** What was found beside the stream. */
interface FoundBeside<E> {
  readonly sequences: readonly DefinitionRun[];
  readonly errors: ClassErrors<E>;
  /** Packets that were looked at. */
  readonly events: number;
  /** Packets of flows that are kept nowhere. */
  readonly matched: BitSet;
  /** What was not run, since it wants other events. */
  readonly leftOut: readonly string[];
}

/** What a run has found of its classes. */
interface FoundFlows<E> {
  readonly flowTypes: readonly FlowClass<E>[];
  completedFlows(type: FlowClass<E>): readonly Flow<E>[];
  incompleteFlows(type: FlowClass<E>): readonly Flow<E>[];
  /** Of those that are not complete, how many were forgotten. */
  droppedFlows(type: FlowClass<E>): number;
  /** How many were open at the same time, at most. */
  mostOpenFlows?(type: FlowClass<E>): number;
}

/** In place of fields that no room is left for. */
const TOO_MUCH: readonly CapturedField[] = [{ name: NOT_SHOWN, value: 'not shown: too much text in all' }];

/**
 * What a stream over packet events found: complete matches class by class, then incomplete ones class by class, until
 * as many matches or packets are listed as are kept; the rest is counted. Incomplete flows that were forgotten count as
 * incomplete and omitted. Fields that no room is left for say so. It stops after each match, so that collecting can be
 * done in portions.
 */
export function* collecting<E>(
  stream: FoundFlows<E>,
  nameOf: (type: FlowClass<E>) => string,
  bounds: Partial<CollectionBounds> = {},
  {
    sequences = [],
    errors,
    events: packets = 0,
    matched: forgotten = new BitSet(),
    leftOut = [],
  }: Partial<FoundBeside<E>> = {},
): Generator<undefined, MatchSet> {
  const types = [...new Set(stream.flowTypes)];
  const collector = new Collector(types.length + sequences.length, { ...PAGE_BOUNDS, ...bounds });
  for (const [at, type] of types.entries()) yield* collector.addAll(stream.completedFlows(type), at, true);
  for (const [at, sequence] of sequences.entries()) {
    sequence.end();
    yield* collector.addFound(sequence.matches, types.length + at, sequence.completed);
  }
  for (const [at, type] of types.entries()) {
    yield* collector.addAll(stream.incompleteFlows(type), at, false);
    collector.omitted[at] += stream.droppedFlows(type);
    const failed = errors?.of(type);
    if (failed !== undefined) yield* collector.addFailed(failed, at);
  }
  for (const [at, sequence] of sequences.entries())
    yield* collector.addFound(sequence.nearMisses, types.length + at, sequence.incomplete);
  const classes = [
    ...types.map((type) => countClass(stream, type, nameOf(type), errors?.of(type))),
    ...sequences.map((sequence) => countSequence(sequence)),
  ];
  for (const { matched } of [...sequences, { matched: forgotten }])
    for (const packet of matched.toArray()) collector.matched.add(packet);
  const matched = collector.matched.toWords(packets);
  return {
    classes,
    matches: collector.matches,
    omitted: collector.omitted,
    matched,
    ...(leftOut.length > 0 && { leftOut }),
  };
}

function countClass<E>(
  stream: FoundFlows<E>,
  type: FlowClass<E>,
  name: string,
  failed: ErrorsOfClass<E> | undefined,
): ClassResult {
  const incomplete = stream.incompleteFlows(type).length + stream.droppedFlows(type) + (failed?.count ?? 0);
  const fault = failed?.fault;
  const mostOpen = stream.mostOpenFlows?.(type) ?? 0;
  const crowd = type.key === undefined && mostOpen >= CROWD && { crowd: mostOpen };
  return { name, completed: stream.completedFlows(type).length, incomplete, ...(fault && { fault }), ...crowd };
}

function countSequence(sequence: DefinitionRun): ClassResult {
  const { name, completed, incomplete, fault, crowd } = sequence;
  const beside = { ...(fault && { fault }), ...(crowd !== undefined && { crowd }) };
  return { name, completed, incomplete, ...beside, funnel: sequence.funnel() };
}

class Collector {
  readonly matches: Match[] = [];
  /** Packets that are in a flow, listed or not. */
  readonly matched = new BitSet();
  readonly omitted: number[];
  private packets = 0;
  private text = 0;

  constructor(
    classes: number,
    private readonly bounds: CollectionBounds,
  ) {
    this.omitted = new Array<number>(classes).fill(0);
  }

  *addAll<E>(flows: readonly Flow<E>[], flowClass: number, complete: boolean): Generator<undefined, void> {
    let hasRoom = true;
    for (const flow of flows) {
      const packets = packetsOf(flow.events);
      for (const packet of packets) this.matched.add(packet);
      hasRoom &&= this.add(flow, packets, flowClass, complete);
      if (!hasRoom) this.omitted[flowClass] += 1;
      yield;
    }
  }

  /** What a sequence has listed, out of all that it found. */
  *addFound(found: readonly Omit<Match, 'flowClass'>[], flowClass: number, all: number): Generator<undefined, void> {
    let listed = 0;
    for (const one of found) {
      if (!this.hasRoom(one.packets.length)) break;
      this.packets += one.packets.length;
      this.matches.push({ ...one, flowClass, fields: this.bounded(one.fields) });
      listed += 1;
      yield;
    }
    this.omitted[flowClass] += all - listed;
  }

  /** Flows that ended because they threw. */
  *addFailed<E>({ flows, count }: ErrorsOfClass<E>, flowClass: number): Generator<undefined, void> {
    let listed = 0;
    for (const { flow, end } of flows) {
      if (!this.add(flow, packetsOf(flow.events), flowClass, false, end)) break;
      listed += 1;
      yield;
    }
    this.omitted[flowClass] += count - listed;
  }

  private hasRoom(packets: number): boolean {
    return this.matches.length < this.bounds.matches && this.packets + packets <= this.bounds.packets;
  }

  private add(flow: object, packets: readonly number[], flowClass: number, complete: boolean, end?: MatchEnd): boolean {
    if (!this.hasRoom(packets.length)) return false;
    this.packets += packets.length;
    this.matches.push({ flowClass, complete, packets, fields: this.fieldsOf(flow), ...(end && { end }) });
    return true;
  }

  private fieldsOf(flow: object): readonly CapturedField[] {
    return this.text > this.bounds.text ? TOO_MUCH : this.bounded(capturedFields(flow));
  }

  private bounded(fields: readonly CapturedField[]): readonly CapturedField[] {
    for (const { name, value } of fields) this.text += name.length + value.length;
    return this.text > this.bounds.text ? TOO_MUCH : fields;
  }
}

/** Packet numbers of a flow's events; the user's code may have put other things among them, which are left out. */
export function packetsOf(events: readonly unknown[]): number[] {
  const packets: number[] = [];
  for (const event of events) {
    const packet = packetOfEvent(event);
    if (packet !== undefined) packets.push(packet);
  }
  return packets;
}
