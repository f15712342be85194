import type { Flow, FlowClass } from './flow.ts';
import { RecordCursor } from './record-cursor.ts';
import { RelationalStream, type StreamOptions } from './relational-stream.ts';
import type { DefinitionRun } from './sequence/definition-run.ts';
import { protocolOf, sourceOf, unknownSource } from './sources.ts';
import type { Source } from '../model/record-event.ts';
import type { StreamHost } from './stream-host.ts';

/** Those whose events are the same. */
interface Group {
  readonly source: Source;
  /** Only messages of this protocol. */
  readonly protocol: string | undefined;
  readonly stream: RelationalStream<object>;
  /** Its classes together, and each of its sequences, in the order of the module's text. */
  readonly members: readonly Member[];
}

/** Who is given events, and where that stands in the module's text. */
interface Member {
  readonly place: number;
  readonly ingest: (event: object, number: number, timeNs: number) => void;
}

/** Where classes and sequences stand in a module's text; classes are taken together, where the last of them stands. */
export type PlaceOf = (one: object) => number;

const NOWHERE: PlaceOf = () => 0;

/** The classes and definitions of a module, by where their events come from. What it tells is that of one stream of all classes. */
export class SourceStreams {
  private readonly groups = new Map<string, Group>();
  private readonly bySource = new Map<Source, Group[]>();
  private readonly byType = new Map<FlowClass<object>, RelationalStream<object>>();

  /** Throws an Error that names a source that there is not. `source`: that of classes that do not say it. */
  constructor(
    readonly flowTypes: readonly FlowClass<object>[],
    sequences: readonly DefinitionRun[],
    options: StreamOptions,
    host: StreamHost<object>,
    { placeOf = NOWHERE, source: unsaid = 'packets' }: { readonly placeOf?: PlaceOf; readonly source?: Source } = {},
  ) {
    const names = new Map(flowTypes.map((type) => [type, nameOf(type, unsaid)]));
    for (const name of [...names.values(), ...sequences.map(({ source }) => source)]) {
      if (this.groups.has(name)) continue;
      const source = sourceOf(name);
      if (source === undefined) throw new Error(unknownSource('source', name));
      const types = flowTypes.filter((type) => names.get(type) === name);
      const stream = new RelationalStream(types, options, host);
      for (const type of types) this.byType.set(type, stream);
      const own = sequences.filter((one) => one.source === name);
      const members = membersOf(stream, types, own, placeOf);
      const group = { source, protocol: protocolOf(name), stream, members };
      this.groups.set(name, group);
      this.bySource.set(source, [...(this.bySource.get(source) ?? []), group]);
    }
  }

  /** The sources that are wanted. */
  get sources(): Source[] {
    return [...new Set([...this.groups.values()].map(({ source }) => source))];
  }

  /**
   * Gives an event of a source to whom it is for: the number, from 1, of the packet that it stands for, and its time, ns. `before`
   * is called with the place in the module's text of each who gets it.
   */
  ingest(source: Source, event: object, number: number, timeNs: number, before?: (place: number) => void): void {
    for (const group of this.bySource.get(source) ?? []) {
      if (group.protocol !== undefined && RecordCursor.member(event as RecordCursor, 'protocol') !== group.protocol)
        continue;
      for (const { place, ingest } of group.members) {
        before?.(place);
        ingest(event, number, timeNs);
      }
    }
  }

  /** As RelationalStream’s. */
  completedFlows(type: FlowClass<object>): readonly Flow<object>[] {
    return this.streamOf(type).completedFlows(type);
  }

  incompleteFlows(type: FlowClass<object>): readonly Flow<object>[] {
    return this.streamOf(type).incompleteFlows(type);
  }

  droppedFlows(type: FlowClass<object>): number {
    return this.streamOf(type).droppedFlows(type);
  }

  get completedCount(): number {
    let count = 0;
    for (const { stream } of this.groups.values()) count += stream.completedCount;
    return count;
  }

  private streamOf(type: FlowClass<object>): RelationalStream<object> {
    const stream = this.byType.get(type);
    if (stream === undefined) throw new Error(`The run was not made with the class ${type.name}.`);
    return stream;
  }
}

function membersOf(
  stream: RelationalStream<object>,
  types: readonly FlowClass<object>[],
  sequences: readonly DefinitionRun[],
  placeOf: PlaceOf,
): readonly Member[] {
  const place = types.reduce((last, type) => Math.max(last, placeOf(type)), -1);
  const classes: Member = { place, ingest: (event) => stream.ingest(event) };
  const own = sequences.map((sequence): Member => ({
    place: placeOf(sequence),
    ingest: (event, number, timeNs) => sequence.ingest(event, number, timeNs),
  }));
  return [...(types.length > 0 ? [classes] : []), ...own].sort((a, b) => a.place - b.place);
}

function nameOf({ source }: FlowClass<object>, unsaid: Source): string {
  return source === undefined ? unsaid : String(source);
}
