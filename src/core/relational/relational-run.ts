import type { EventBatch, PacketEvent } from '../model/event.ts';
import { answered, failed, type Failure, type Reply } from '../model/failure.ts';
import type { MatchSet } from '../model/match.ts';
import { failureOfThrown } from './code-failure.ts';
import { collectMatches } from './collect-matches.ts';
import { EventSource } from './packet-cursor.ts';
import { RelationalStream, type StreamOptions } from './relational-stream.ts';
import { flowClassesOf } from './user-module.ts';

/** A user's module, loaded. */
export interface UserModule {
  readonly exports: Readonly<Record<string, unknown>>;
  /** Its JavaScript. */
  readonly code: string;
  /** Where it was loaded from, as stacks name it. */
  readonly address: string;
}

/** Events handled between two looks at the clock. */
const SLICE = 1024;

/** One run of a user's flow classes over the packets of a capture, in the sandbox worker or in Node. */
export class RelationalRun {
  /** Packets seen. */
  events = 0;
  private readonly source = new EventSource();

  private constructor(
    private readonly stream: RelationalStream<PacketEvent>,
    private readonly address: string,
  ) {}

  /** Starts a run. Fails if the module exports no class of flows. */
  static start(module: UserModule, options?: StreamOptions): Reply<RelationalRun> {
    const classes = flowClassesOf<PacketEvent>(module.exports, module.code);
    if (classes.length === 0) return failed(NO_CLASSES);
    return answered(new RelationalRun(new RelationalStream(classes, options), module.address));
  }

  /** Names of the classes, in the order of the module's text. */
  get classes(): string[] {
    return this.stream.flowTypes.map((type) => type.name);
  }

  /** Complete flows so far. */
  get completed(): number {
    return this.stream.completedCount;
  }

  /** Takes the next packets; calls `onSlice` now and then. The failure is what the user's code threw. */
  feed(batch: EventBatch, onSlice: () => void): Failure | undefined {
    this.source.open(batch);
    for (let row = 0; row < batch.count;) {
      const end = Math.min(row + SLICE, batch.count);
      const failure = this.feedSlice(batch, row, end);
      if (failure !== undefined) return failure;
      this.events += end - row;
      row = end;
      onSlice();
    }
    return undefined;
  }

  /** What was found, or what the user's code threw while its fields were read. */
  finish(): Reply<MatchSet> {
    try {
      return answered(collectMatches(this.stream));
    } catch (thrown) {
      return failed(failureOfThrown(thrown, this.address));
    }
  }

  private feedSlice(batch: EventBatch, from: number, end: number): Failure | undefined {
    let row = from;
    try {
      for (; row < end; row += 1) this.stream.ingest(this.source.event(row));
      return undefined;
    } catch (thrown) {
      return failureOfThrown(thrown, this.address, batch.firstPacket + row + 1);
    }
  }
}

const NO_CLASSES: Failure = {
  code: 'code-syntax',
  detail: 'The code exports no class that extends Flow. Write: export class MyFlow extends Flow<PacketEvent> { … }',
};
