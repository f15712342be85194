import { BitSet } from '../../base/bit-set.ts';
import type { EventBatch, PacketEvent } from '../model/event.ts';
import { answered, failed, type Failure, type Reply } from '../model/failure.ts';
import type { MatchSet } from '../model/match.ts';
import type { OperatorResults } from '../model/operators.ts';
import { failureOfThrown } from './code-failure.ts';
import { refusedAsync } from './async-methods.ts';
import { ClassErrors } from './class-errors.ts';
import { collecting, packetsOf, PAGE_BOUNDS, type CollectionBounds } from './collect-matches.ts';
import type { FlowClass } from './flow.ts';
import { DefinitionRun } from './sequence/definition-run.ts';
import { MOST_CLASSES } from './match-bounds.ts';
import { placeOfExport } from './operators/module-operators.ts';
import { OperatorRun, type OperatorHost, type PacketStep } from './operators/operator-run.ts';
import { EventSource } from './packet-cursor.ts';
import { RelationalStream, type StreamOptions } from './relational-stream.ts';
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

const NEVER: IsLate = () => false;

/** Where classes, all together, and sequences stand in the module's text. */
interface DefinitionPlaces {
  readonly classes: number;
  readonly sequences: readonly number[];
}

/**
 * One run of a user's flow classes over the packets of a capture, in the sandbox worker or in Node. All its work can be
 * done in portions: what has been begun goes on with the next call.
 */
export class RelationalRun {
  /** Packets seen. */
  events = 0;
  private readonly source = new EventSource();
  private batch: EventBatch | undefined;
  private row = 0;
  private collection: Generator<undefined, MatchSet> | undefined;
  /** What is done with each packet, in the order of the module's text. */
  private readonly steps: readonly PacketStep[];

  private readonly stream: RelationalStream<PacketEvent>;
  /** Packets of flows that are not kept. */
  readonly matched = new BitSet();
  readonly errors: ClassErrors<PacketEvent>;

  private constructor(
    classes: readonly FlowClass<PacketEvent>[],
    readonly sequences: readonly DefinitionRun[],
    private readonly module: UserModule,
    options: StreamOptions,
    private readonly bounds: CollectionBounds,
    private readonly operators: OperatorRun | undefined,
    places: DefinitionPlaces,
  ) {
    this.errors = new ClassErrors(module.address);
    // What is thrown where an event may be taken twice comes through, as in the original.
    const { forgot, threw } = this;
    this.stream = new RelationalStream(classes, options, options.doubleTake === true ? { forgot } : { forgot, threw });
    this.steps = this.stepsInOrder(places);
  }

  /**
   * Starts a run. Fails if the module exports nothing that can run, very much, or a class with an async method. `host`: what
   * plugins, links and taggers need; without it they are refused.
   */
  static start(
    module: UserModule,
    options: StreamOptions = {},
    bounds: CollectionBounds = PAGE_BOUNDS,
    host?: OperatorHost,
  ): Reply<RelationalRun> {
    const classes = flowClassesOf<PacketEvent>(module.exports, module.code);
    const builders = sequencesOf(module.exports, module.code);
    const count = classes.length + builders.length;
    const operators = OperatorRun.start(module, host);
    if (!operators.ok) return operators;
    if (count === 0 && operators.value === undefined) return failed(NO_CLASSES);
    if (count > MOST_CLASSES) return failed('code-syntax', `More than ${MOST_CLASSES} classes are exported.`);
    const refused = refusedAsync(classes, module.code);
    if (refused !== undefined) return failed(refused);
    const { address, exports, code } = module;
    const places = {
      classes: classes.reduce((last, type) => Math.max(last, placeOfExport(type, exports, code)), -1),
      sequences: builders.map((one) => placeOfExport(one, exports, code)),
    };
    try {
      const sequences = builders.map((one) => new DefinitionRun(one, { address, mostMatches: bounds.matches }));
      return answered(new RelationalRun(classes, sequences, module, options, bounds, operators.value, places));
    } catch (error) {
      return failed('code-syntax', error instanceof Error ? error.message : String(error));
    }
  }

  /** Names of the classes, in the order of the module's text. */
  get classes(): string[] {
    return [...this.stream.flowTypes.map((type) => this.nameOf(type)), ...this.sequences.map(({ name }) => name)];
  }

  /** Complete flows so far. */
  get completed(): number {
    return this.sequences.reduce((sum, { completed }) => sum + completed, this.stream.completedCount);
  }

  /** Takes the next packets, and looks at them until it is late. The failure is what the user's code threw. */
  feed(batch: EventBatch, isLate?: IsLate): Failure | undefined {
    this.source.open(batch);
    this.operators?.take(batch);
    this.batch = batch;
    this.row = 0;
    return this.feedMore(isLate);
  }

  /** Looks at further packets of the last batch; at none if all were looked at. */
  feedMore(isLate: IsLate = NEVER): Failure | undefined {
    const { batch } = this;
    if (batch === undefined) return undefined;
    try {
      while (this.row < batch.count) {
        this.ingest(this.source.event(this.row, this.operators?.begin()), batch.firstPacket + this.row + 1);
        this.row += 1;
        this.events += 1;
        if (isLate()) break;
      }
      return undefined;
    } catch (thrown) {
      return failureOfThrown(thrown, this.module.address, batch.firstPacket + this.row + 1);
    }
  }

  private ingest(event: PacketEvent, packet: number): void {
    for (const { ingest } of this.steps) ingest(this.row, event, packet);
  }

  /** Classes see packets together, where the last of them stands. */
  private stepsInOrder(places: DefinitionPlaces): PacketStep[] {
    const steps = this.sequences.map((sequence, at): PacketStep => ({
      place: places.sequences[at],
      ingest: (row, event, packet) => sequence.ingest(event, packet, this.batch?.timeNs[row] ?? 0),
    }));
    const classes: PacketStep = { place: places.classes, ingest: (_, event) => this.stream.ingest(event) };
    const hasClasses = this.stream.flowTypes.length > 0;
    return [...(hasClasses ? [classes] : []), ...steps, ...(this.operators?.steps ?? [])].sort(
      (a, b) => a.place - b.place,
    );
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
    this.collection ??= collecting(this.stream, (type) => this.nameOf(type), this.bounds, this);
    try {
      for (;;) {
        const step = this.collection.next();
        if (step.done === true) return answered(step.value);
        if (isLate()) return undefined;
      }
    } catch (thrown) {
      return failed(failureOfThrown(thrown, this.module.address));
    }
  }

  private readonly forgot = ({ events }: InstanceType<FlowClass<PacketEvent>>): void => {
    for (const packet of packetsOf(events)) this.matched.add(packet);
  };

  private readonly threw = (
    type: FlowClass<PacketEvent>,
    error: unknown,
    flow?: InstanceType<FlowClass<PacketEvent>>,
  ): boolean => {
    const { batch, row } = this;
    if (batch === undefined) throw error;
    if (flow !== undefined) this.forgot(flow);
    return this.errors.add(type, error, batch.firstPacket + row, batch.timeNs[row], flow);
  };

  private nameOf(type: FlowClass<PacketEvent>): string {
    return classTitle(type, this.module.exports);
  }
}
