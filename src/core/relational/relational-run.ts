import type { EventBatch, PacketEvent } from '../model/event.ts';
import type { RecordBatch, RecordSource, Source } from '../model/record-event.ts';
import { answered, failed, type Failure, type Reply } from '../model/failure.ts';
import type { MatchSet } from '../model/match.ts';
import type { OperatorResults } from '../model/operators.ts';
import type { TraceKeys, TraceRequest } from '../model/trace.ts';
import { failureOfThrown } from './code-failure.ts';
import { refusedAsync } from './async-methods.ts';
import { ClassErrors } from './class-errors.ts';
import { collecting, packetsOf } from './collect-matches.ts';
import { MatchRoom, PAGE_BOUNDS, type CollectionBounds } from './match-room.ts';
import type { FlowClass } from './flow.ts';
import { DefinitionRun, type AnySequence } from './sequence/definition-run.ts';
import { DefinitionTrace, RunTrace } from './sequence/trace.ts';
import { traceKeys } from './sequence/trace-keys.ts';
import { CROWD, MOST_CLASSES } from './match-bounds.ts';
import { operatorsOf, placeOfExport } from './operators/module-operators.ts';
import { chosenDefinitions, type ChosenDefinitions, type EventChoice } from './run-events.ts';
import { OperatorRun, type OperatorHost, type PacketStep } from './operators/operator-run.ts';
import { EventSource } from './packet-cursor.ts';
import { RecordEvents } from './record-cursor.ts';
import type { StreamOptions } from './relational-stream.ts';
import { SourceStreams, type PlaceOf } from './source-streams.ts';
import { classTitle, flowClassesOf, NO_CLASSES, sequencesOf } from './user-module.ts';

/** A user's module, loaded. */
export interface UserModule {
  readonly exports: Readonly<Record<string, unknown>>;
  /** Its JavaScript. */
  readonly code: string;
  /** Where it was loaded from, as stacks name it. */
  readonly address: string;
}

/** Asked after each step of work: whether to stop here, to go on later. */
export type IsLate = () => boolean;

/** Events that are looked at. */
interface Batch {
  readonly source: Source;
  readonly count: number;
  readonly timeNs: Float64Array;
  readonly packet: (row: number) => number;
  readonly event: (row: number) => object;
  /** Of chosen packets: the latest time up to each of them. */
  readonly clockNs?: Float64Array | undefined;
}

/** Of a run that only tells. */
const NO_ROOM: CollectionBounds = { matches: 0, packets: 0, text: 0 };

const NEVER: IsLate = () => false;

const OPERATORS = 'plugins, links and taggers';
const FILE_ORDER =
  'Plugins, links and taggers are given packets in the order of the file: run this code without the order of time.';

/** What a number of an event counts. */
function eventWord(source: Source): string {
  return source === 'lines' ? 'line' : 'packet';
}

function chosen(
  { exports, code }: UserModule,
  classes: readonly FlowClass<object>[],
  builders: readonly AnySequence[],
  { events }: EventChoice,
): Reply<ChosenDefinitions> {
  try {
    const choice = chosenDefinitions(classes, builders, events, (type) => classTitle(type, exports));
    const hasOperators = choice.source === 'lines' && operatorsOf(exports, code).length > 0;
    return answered(hasOperators ? { ...choice, leftOut: [...choice.leftOut, OPERATORS] } : choice);
  } catch (error) {
    return failed('code-syntax', error instanceof Error ? error.message : String(error));
  }
}

/**
 * One run of a user's flow classes over the packets of a capture, in the sandbox worker or in Node. All its work can be
 * done in portions: what has been begun goes on with the next call.
 */
export class RelationalRun {
  /** Events seen. */
  events = 0;
  private readonly packets = new EventSource();
  private readonly records = new Map<RecordSource, RecordEvents>();
  private batch: Batch | undefined;
  private row = 0;
  /** Packets up to the last that an event stood for. */
  private lookedAt = 0;
  private collection: Generator<undefined, MatchSet> | undefined;
  /** What operators do with the packet at hand, in the order of the module's text, and which of it comes next. */
  private readonly steps: readonly PacketStep[];
  private nextStep = 0;

  private readonly stream: SourceStreams;
  readonly errors: ClassErrors<object>;
  /** True if its events are lines of a log: what stands in the place of packets are lines then. */
  readonly isOverLines: boolean;
  /** What of the module wants other events than those that it goes over. */
  readonly leftOut: readonly string[];

  private constructor(
    classes: readonly FlowClass<object>[],
    readonly sequences: readonly DefinitionRun[],
    private readonly module: UserModule,
    options: StreamOptions,
    private readonly room: MatchRoom,
    private readonly operators: OperatorRun | undefined,
    placeOf: PlaceOf,
    private readonly trace: RunTrace | undefined,
    { source, leftOut }: Pick<ChosenDefinitions, 'source' | 'leftOut'>,
  ) {
    this.isOverLines = source === 'lines';
    this.leftOut = leftOut;
    this.errors = new ClassErrors(module.address, eventWord(source));
    // What is thrown where an event may be taken twice comes through, as in the original.
    const { forgot, threw } = this;
    const host = options.doubleTake === true ? { forgot } : { forgot, threw };
    this.stream = new SourceStreams(classes, sequences, options, host, { placeOf, source });
    this.steps = (operators?.steps ?? []).toSorted((a, b) => a.place - b.place);
  }

  /**
   * Starts a run. Fails if the module exports nothing that can run, very much, or a class with an async method. `trace`: it
   * tells what is asked. `host`: what plugins, links and taggers need; without it they are refused. Of an order of time only what
   * gives the events knows; here it is refused to who needs that of the file.
   */
  static start(
    module: UserModule,
    options: StreamOptions & EventChoice & { readonly trace?: TraceRequest | undefined } = {},
    bounds: CollectionBounds = options.trace === undefined ? PAGE_BOUNDS : NO_ROOM,
    host?: OperatorHost,
  ): Reply<RelationalRun> {
    const allClasses = flowClassesOf<object>(module.exports, module.code);
    const allBuilders = sequencesOf(module.exports, module.code);
    const count = allClasses.length + allBuilders.length;
    if (count > MOST_CLASSES) return failed('code-syntax', `More than ${MOST_CLASSES} classes are exported.`);
    const refused = refusedAsync(allClasses, module.code);
    if (refused !== undefined) return failed(refused);
    const choice = chosen(module, allClasses, allBuilders, options);
    if (!choice.ok) return choice;
    const { classes, sequences: builders, source, leftOut } = choice.value;
    const operators = source === 'lines' ? answered(undefined) : OperatorRun.start(module, host);
    if (!operators.ok) return operators;
    if (count === 0 && operators.value === undefined) return failed(NO_CLASSES);
    if (operators.value !== undefined && options.order === 'time') return failed('code-syntax', FILE_ORDER);
    if (classes.length + builders.length === 0 && operators.value === undefined)
      return failed('code-syntax', `No class, sequence or window of the code looks at ${source}.`);
    const { address, exports, code } = module;
    const trace = options.trace && new RunTrace(options.trace);
    const traceOf = (at: number): DefinitionTrace<PacketEvent> | undefined =>
      trace && new DefinitionTrace(trace, classes.length + at);
    try {
      const room = new MatchRoom(bounds);
      const sequences = builders.map(
        (one, at) => new DefinitionRun(one, { address, room, trace: traceOf(at), source, event: eventWord(source) }),
      );
      const places = new Map<object, number>(
        sequences.map((one, at) => [one, placeOfExport(builders[at], exports, code)]),
      );
      const placeOf: PlaceOf = (one) => places.get(one) ?? placeOfExport(one, exports, code);
      const beside = { source, leftOut };
      return answered(
        new RelationalRun(classes, sequences, module, options, room, operators.value, placeOf, trace, beside),
      );
    } catch (error) {
      return failed('code-syntax', error instanceof Error ? error.message : String(error));
    }
  }

  /** Names of the classes, in the order of the module's text. */
  get classes(): string[] {
    return [...this.stream.flowTypes.map((type) => this.nameOf(type)), ...this.sequences.map(({ name }) => name)];
  }

  /** Where the events come from that it wants. */
  get sources(): Source[] {
    const { sources } = this.stream;
    return this.operators === undefined || sources.includes('packets') ? sources : ['packets', ...sources];
  }

  /** The greatest number of flows without a key that were open at the same time, if it is great: each packet is shown to all. */
  get crowd(): number | undefined {
    const { stream, sequences } = this;
    const ofClasses = stream.flowTypes.map((type) => (type.key === undefined ? stream.mostOpenFlows(type) : 0));
    const most = Math.max(0, ...ofClasses, ...sequences.map(({ crowd = 0 }) => crowd));
    return most >= CROWD ? most : undefined;
  }

  /** What the packets share that its trace needs; undefined: it needs all. */
  get traceKeys(): TraceKeys | undefined {
    const { sequences, module, trace } = this;
    const alone = this.operators === undefined && this.stream.flowTypes.length === 0;
    return trace && alone ? traceKeys(trace.request, sequences, module.code) : undefined;
  }

  /** Complete flows so far. */
  get completed(): number {
    return this.sequences.reduce((sum, { completed }) => sum + completed, this.stream.completedCount);
  }

  /** Takes the next packets, and looks at them until it is late. The failure is what the user's code threw. */
  feed(batch: EventBatch, isLate?: IsLate): Failure | undefined {
    this.packets.open(batch);
    this.operators?.take(batch);
    const { count, firstPacket, rows, timeNs, clockNs } = batch;
    const packet = rows === undefined ? (row: number): number => firstPacket + row : (row: number): number => rows[row];
    const event = (row: number): object => this.packets.event(row, this.operators?.begin());
    return this.feedBatch({ source: 'packets', count, timeNs, packet, event, clockNs }, isLate);
  }

  /** Takes the next events of another source. */
  feedRecords(batch: RecordBatch, isLate?: IsLate): Failure | undefined {
    const events = this.recordsOf(batch.source);
    events.open(batch);
    const { source, count, timeNs, packet } = batch;
    return this.feedBatch(
      { source, count, timeNs, packet: (row) => packet[row], event: (row) => events.event(row) },
      isLate,
    );
  }

  private recordsOf(source: RecordSource): RecordEvents {
    const known = this.records.get(source);
    if (known !== undefined) return known;
    const made = new RecordEvents();
    this.records.set(source, made);
    return made;
  }

  private feedBatch(batch: Batch, isLate?: IsLate): Failure | undefined {
    this.batch = batch;
    this.row = 0;
    return this.feedMore(isLate);
  }

  /** Looks at further events of the last batch; at none if all were looked at. */
  feedMore(isLate: IsLate = NEVER): Failure | undefined {
    const { batch } = this;
    if (batch === undefined) return undefined;
    try {
      while (this.row < batch.count) {
        const { row } = this;
        this.lookedAt = Math.max(this.lookedAt, batch.packet(row) + 1);
        this.ingest(batch, row);
        this.row += 1;
        this.events += 1;
        if (isLate()) break;
      }
      return undefined;
    } catch (thrown) {
      const word = eventWord(this.isOverLines ? 'lines' : 'packets');
      return failureOfThrown(thrown, this.module.address, batch.packet(this.row) + 1, word);
    }
  }

  private ingest(batch: Batch, row: number): void {
    const { source, clockNs } = batch;
    if (clockNs !== undefined) this.advance(clockNs[row]);
    const event = batch.event(row);
    const packet = batch.packet(row) + 1;
    if (this.steps.length === 0 || source !== 'packets')
      return this.stream.ingest(source, event, packet, batch.timeNs[row]);
    this.nextStep = 0;
    const before = (place: number): void => this.doSteps(place, row, event as PacketEvent, packet);
    this.stream.ingest(source, event, packet, batch.timeNs[row], before);
    before(Infinity);
  }

  /** Takes notice of packets that are left out. The first packet of a capture is at 0. */
  private advance(clockNs: number): void {
    for (const sequence of this.sequences) {
      if (this.events === 0) sequence.advance(0);
      sequence.advance(clockNs);
    }
  }

  /** Does what operators that stand above a place do with the packet at hand. */
  private doSteps(place: number, row: number, event: PacketEvent, packet: number): void {
    for (
      let step = this.steps[this.nextStep];
      step !== undefined && step.place < place;
      step = this.steps[this.nextStep]
    ) {
      this.nextStep++;
      step.ingest(row, event, packet);
    }
  }

  /** What plugins, links and taggers left behind, once `finish` has answered; undefined if there are none. */
  operatorResults(): OperatorResults | undefined {
    return this.operators?.results();
  }

  /** True if there are plugins, links, taggers or printers. */
  get hasOperators(): boolean {
    return this.operators !== undefined;
  }

  /** True if batches must have what metering needs. */
  get needsMetering(): boolean {
    return this.operators?.needsMetering ?? false;
  }

  /** What was found, or what the user's code threw while its fields were read. */
  finish(): Reply<MatchSet> {
    return this.finishMore(NEVER) ?? failed('bug', 'Collecting stopped before its end.');
  }

  /** Collects what was found until it is late: undefined then, and the next call goes on. */
  finishMore(isLate: IsLate): Reply<MatchSet> | undefined {
    if (this.operators?.finishMore(isLate) === false) return undefined;
    const { sequences, errors, lookedAt: events, leftOut } = this;
    const beside = { sequences, errors, events, leftOut };
    this.collection ??= collecting(this.stream, (type) => this.nameOf(type), this.room, beside);
    try {
      for (;;) {
        const step = this.collection.next();
        if (step.done === true)
          return answered(this.trace ? { ...step.value, traced: this.trace.traced() } : step.value);
        if (isLate()) return undefined;
      }
    } catch (thrown) {
      return failed(failureOfThrown(thrown, this.module.address));
    }
  }

  private readonly forgot = ({ events }: InstanceType<FlowClass<object>>): void => {
    for (const packet of packetsOf(events)) this.room.matched.add(packet);
  };

  private readonly threw = (
    type: FlowClass<object>,
    error: unknown,
    flow?: InstanceType<FlowClass<object>>,
  ): boolean => {
    const { batch, row } = this;
    if (batch === undefined) throw error;
    if (flow !== undefined) this.forgot(flow);
    return this.errors.add(type, error, batch.packet(row), batch.timeNs[row], flow);
  };

  private nameOf(type: FlowClass<object>): string {
    return classTitle(type, this.module.exports);
  }
}
