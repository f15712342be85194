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
  readonly sequences: DefinitionRun[];
}

/** The classes and definitions of a module, by where their events come from. What it tells is that of one stream of all classes. */
export class SourceStreams {
  private readonly groups = new Map<string, Group>();
  private readonly byType = new Map<FlowClass<object>, RelationalStream<object>>();

  /** Throws an Error that names a source that there is not. */
  constructor(
    readonly flowTypes: readonly FlowClass<object>[],
    sequences: readonly DefinitionRun[],
    options: StreamOptions,
    host: StreamHost<object>,
  ) {
    const names = new Map(flowTypes.map((type) => [type, nameOf(type)]));
    for (const name of [...names.values(), ...sequences.map(({ source }) => source)]) {
      if (this.groups.has(name)) continue;
      const source = sourceOf(name);
      if (source === undefined) throw new Error(unknownSource('source', name));
      const types = flowTypes.filter((type) => names.get(type) === name);
      const stream = new RelationalStream(types, options, host);
      for (const type of types) this.byType.set(type, stream);
      const own = sequences.filter((one) => one.source === name);
      this.groups.set(name, { source, protocol: protocolOf(name), stream, sequences: own });
    }
  }

  /** The sources that are wanted. */
  get sources(): Source[] {
    return [...new Set([...this.groups.values()].map(({ source }) => source))];
  }

  /** Gives an event of a source to whom it is for: the number, from 1, of the packet that it stands for, and its time, ns. */
  ingest(source: Source, event: object, number: number, timeNs: number): void {
    for (const group of this.groups.values()) {
      if (group.source !== source) continue;
      if (group.protocol !== undefined && RecordCursor.member(event as RecordCursor, 'protocol') !== group.protocol)
        continue;
      group.stream.ingest(event);
      for (const sequence of group.sequences) sequence.ingest(event, number, timeNs);
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

function nameOf({ source }: FlowClass<object>): string {
  return source === undefined ? 'packets' : String(source);
}
