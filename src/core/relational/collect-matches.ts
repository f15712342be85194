import type { CapturedField, ClassResult, MatchEnd, MatchSet } from '../model/match.ts';
import { capturedFields } from './captured-fields.ts';
import type { ClassErrors, ErrorsOfClass } from './class-errors.ts';
import type { Flow, FlowClass } from './flow.ts';
import { CROWD } from './match-bounds.ts';
import { ColumnMatches } from './match-list.ts';
import type { MatchRoom } from './match-room.ts';
import { MatchWriter } from './match-writer.ts';
import { packetOfEvent } from './event-packet.ts';
import type { DefinitionRun } from './sequence/definition-run.ts';

/** What was found beside the stream. */
interface FoundBeside<E> {
  readonly sequences: readonly DefinitionRun[];
  readonly errors: ClassErrors<E>;
  /** Packets that were looked at. */
  readonly events: number;
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

/**
 * What a stream over packet events found: complete matches class by class, then incomplete ones class by class, until
 * as many matches or packets are listed as are kept; the rest is counted. Incomplete flows that were forgotten count as
 * incomplete and omitted. Fields that no room is left for say so. It stops after each match, so that collecting can be
 * done in portions.
 */
export function* collecting<E>(
  stream: FoundFlows<E>,
  nameOf: (type: FlowClass<E>) => string,
  room: MatchRoom,
  { sequences = [], errors, events: packets = 0, leftOut = [] }: Partial<FoundBeside<E>> = {},
): Generator<undefined, MatchSet> {
  const types = [...new Set(stream.flowTypes)];
  const collector = new Collector(types.length + sequences.length, room);
  for (const [at, type] of types.entries()) yield* collector.addAll(stream.completedFlows(type), at, true);
  for (const [at, sequence] of sequences.entries()) {
    sequence.end();
    collector.addFound(sequence.matches, types.length + at, sequence.completed);
    yield;
  }
  for (const [at, type] of types.entries()) {
    yield* collector.addAll(stream.incompleteFlows(type), at, false);
    collector.omitted[at] += stream.droppedFlows(type);
    const failed = errors?.of(type);
    if (failed !== undefined) yield* collector.addFailed(failed, at);
  }
  for (const [at, sequence] of sequences.entries())
    collector.addMisses(sequence.nearMisses, types.length + at, sequence.incomplete);
  const classes = [
    ...types.map((type) => countClass(stream, type, nameOf(type), errors?.of(type))),
    ...sequences.map((sequence) => countSequence(sequence)),
  ];
  const matched = room.matched.toWords(packets);
  const unlisted = room.unlisted.counts();
  return {
    classes,
    matches: new ColumnMatches(collector.writer.take()),
    omitted: collector.omitted,
    matched,
    ...(unlisted && { unlisted }),
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
  readonly writer: MatchWriter;
  readonly omitted: number[];

  constructor(
    classes: number,
    private readonly room: MatchRoom,
  ) {
    this.omitted = new Array<number>(classes).fill(0);
    this.writer = new MatchWriter(room.texts);
  }

  *addAll<E>(flows: readonly Flow<E>[], flowClass: number, complete: boolean): Generator<undefined, void> {
    let hasRoom = true;
    for (const flow of flows) {
      const packets = packetsOf(flow.events);
      for (const packet of packets) this.room.matched.add(packet);
      hasRoom &&= this.add(flow, packets, flowClass, complete);
      if (!hasRoom) {
        this.omitted[flowClass] += 1;
        if (complete) this.room.unlisted.add(flow.events);
      }
      yield;
    }
  }

  /** What a sequence has listed, out of all that it found: its room is taken. */
  addFound(found: MatchWriter, flowClass: number, all: number): void {
    this.omitted[flowClass] += all - found.length;
    this.writer.append(found, found.length, flowClass);
    found.clear();
  }

  /** Flows of a sequence that became no match, as far as there is room. */
  addMisses(misses: MatchWriter, flowClass: number, all: number): void {
    let listed = 0;
    while (listed < misses.length && this.room.take(misses.packetsIn(listed))) listed += 1;
    this.omitted[flowClass] += all - listed;
    this.writer.append(misses, listed, flowClass);
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

  private add(flow: object, packets: readonly number[], flowClass: number, complete: boolean, end?: MatchEnd): boolean {
    if (!this.room.take(packets.length)) return false;
    this.writer.add({ flowClass, complete, packets, fields: this.fieldsOf(flow), ...(end && { end }) });
    return true;
  }

  /** User code need not be asked for what no room is left for. */
  private fieldsOf(flow: object): readonly CapturedField[] {
    return this.room.texts.isFull ? [] : capturedFields(flow);
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
