import type { EventBatch, PacketEvent } from '../../model/event.ts';
import { answered, failed, type Reply } from '../../model/failure.ts';
import type { OperatorResults, RunMetering } from '../../model/operators.ts';
import { failureOfThrown } from '../code-failure.ts';
import type { Said } from '../packet-cursor.ts';
import { ColumnSet } from './column-set.ts';
import { noLosses } from './column-writer.ts';
import { FlowOperators } from './flow-operators.ts';
import { LineWriter, type TakeLine } from './line-writer.ts';
import { operatorsOf, type FoundFunction, type FoundPlugin } from './module-operators.ts';
import { MOST_OPERATORS } from './operator-bounds.ts';
import { OperatorState } from './operator-errors.ts';
import type { MakeMeter } from './plugin-meter.ts';

/** What is done with a packet, and where that stands in the module's text. */
export interface PacketStep {
  readonly place: number;
  /** `packet`: its number, from 1. */
  readonly ingest: (row: number, event: PacketEvent, packet: number) => void;
}

/** What operators need beside the module. */
export interface OperatorHost {
  readonly makeMeter: MakeMeter;
  readonly metering: RunMetering;
  /** Takes lines as they are written; without it as many are kept as the page takes. */
  readonly takeLine?: TakeLine;
}

interface UserCode {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly code: string;
  readonly address: string;
}

interface Started<Found> {
  readonly found: Found;
  readonly state: OperatorState;
}

/** All operators of a module on their way through a capture. */
export class OperatorRun {
  /** In the order of the module's text. */
  readonly steps: readonly PacketStep[];
  /** Where operators write what the packet at hand is said to be; undefined if none says anything of packets. */
  private said: Said | undefined;
  private readonly losses = noLosses();
  private readonly packets = new ColumnSet('packets', this.losses);
  private readonly flowColumns = new ColumnSet('flows', this.losses);
  private readonly lines: LineWriter;
  private readonly flows: FlowOperators | undefined;
  private readonly saysOfPackets: boolean;
  private seen = 0;

  private constructor(
    private readonly plugins: readonly Started<FoundPlugin>[],
    private readonly functions: readonly Started<FoundFunction>[],
    { code }: UserCode,
    { makeMeter, metering, takeLine }: OperatorHost,
  ) {
    this.lines = new LineWriter(takeLine);
    const of = (...kinds: readonly FoundFunction['kind'][]): readonly Started<FoundFunction>[] =>
      functions.filter(({ found }) => kinds.includes(found.kind));
    const ofFlows = of('flow link', 'flow tagger');
    const metered = plugins.length + ofFlows.length > 0;
    this.saysOfPackets = of('link', 'tagger').length > 0;
    // Printers tell a packet's NFStream names as well.
    if (metered || of('printer').length > 0) {
      const running = plugins.map(({ found, state }) => ({ plugin: found.plugin(), state }));
      this.flows = new FlowOperators(running, ofFlows, this.flowColumns, makeMeter, metering, code);
    }
    this.steps = [...functions.flatMap((each) => this.packetStep(each)), ...this.meteringStep(metered)];
  }

  /** The operators of a module; undefined if it has none. Fails if there are very many, or a plugin cannot be made. */
  static start(module: UserCode, host: OperatorHost | undefined): Reply<OperatorRun | undefined> {
    const found = operatorsOf(module.exports, module.code);
    if (found.length === 0) return answered(undefined);
    if (host === undefined) return failed('code-syntax', 'Plugins, links and taggers cannot run here.');
    if (found.length > MOST_OPERATORS)
      return failed('code-syntax', `More than ${MOST_OPERATORS} operators are exported.`);
    const { address } = module;
    const start = <Found extends FoundPlugin | FoundFunction>(one: Found): Started<Found> => ({
      found: one,
      state: new OperatorState(one.name, one.kind, address),
    });
    const plugins = found.flatMap((one) => (one.kind === 'plugin' ? start(one) : []));
    const functions = found.flatMap((one) => (one.kind === 'plugin' ? [] : start(one)));
    try {
      return answered(new OperatorRun(plugins, functions, module, host));
    } catch (thrown) {
      return failed(failureOfThrown(thrown, address));
    }
  }

  /** True if batches must have what metering needs. */
  get needsMetering(): boolean {
    return this.flows !== undefined;
  }

  /** Takes the next batch. */
  take(batch: EventBatch): void {
    this.flows?.take(batch);
    this.seen = batch.firstPacket + batch.count;
  }

  /** Where the next packet's links and tags are kept; undefined: nobody says anything of packets. */
  begin(): Said | undefined {
    this.said = this.saysOfPackets ? { x: NOTHING, tags: NO_TAGS } : undefined;
    return this.said;
  }

  /** Does what is left when all packets were seen, until it is late; true once all is done. */
  finishMore(isLate: () => boolean): boolean {
    return this.flows?.finishMore(isLate) ?? true;
  }

  /** What came of it. */
  results(): OperatorResults {
    const starts = this.flows?.starts() ?? new Int32Array(0);
    return {
      columns: [...this.packets.finish(this.seen), ...this.flowColumns.finish(starts.length)],
      starts,
      cuts: this.flows?.cuts.toArray() ?? new Int32Array(0),
      operators: [...this.plugins, ...this.functions].map(({ state }) => state.report()),
      losses: { ...this.losses },
      lines: this.lines.finish(),
    };
  }

  private packetStep({ found, state }: Started<FoundFunction>): PacketStep[] {
    const { place, kind } = found;
    const call = found.call as (packet: unknown) => unknown;
    switch (kind) {
      case 'link':
        return [{ place, ingest: (_, event, packet) => this.link(state, call, event, packet) }];
      case 'tagger':
        return [{ place, ingest: (_, event, packet) => this.tag(state, call, event, packet) }];
      case 'printer':
        return [{ place, ingest: (row, event, packet) => this.print(state, call, row, event, packet) }];
      default:
        return [];
    }
  }

  /** Plugins see packets together: where the last of them stands. */
  private meteringStep(isWanted: boolean): PacketStep[] {
    const { flows } = this;
    if (flows === undefined || !isWanted) return [];
    const place = this.plugins.reduce((last, { found }) => Math.max(last, found.place), -1);
    return [{ place, ingest: (row, event, packet) => flows.ingest(row, event, packet) }];
  }

  private link(state: OperatorState, call: (packet: unknown) => unknown, event: PacketEvent, packet: number): void {
    const { said } = this;
    const given = state.call(packet, () => call(event));
    if (given === undefined || given === null || said === undefined) return;
    state.call(packet, () => {
      const values = Object(given) as Said['x'];
      this.packets.put('link', packet - 1, values);
      said.x = said.x === NOTHING ? values : { ...said.x, ...values };
    });
  }

  private tag(state: OperatorState, call: (packet: unknown) => unknown, event: PacketEvent, packet: number): void {
    const { said } = this;
    const given = state.call(packet, () => call(event));
    if (given === undefined || given === null || said === undefined) return;
    state.call(packet, () => this.packets.tags.add(packet - 1, given));
    said.tags = this.packets.tags.of(packet - 1);
  }

  private print(
    state: OperatorState,
    call: (packet: unknown) => unknown,
    row: number,
    event: PacketEvent,
    packet: number,
  ): void {
    const text = state.call(packet, () => call(this.flows?.view(row, event)));
    if (text === undefined || text === null) return;
    if (typeof text === 'string') this.lines.add(packet - 1, text);
    else this.losses.refused++;
  }
}

const NOTHING: Said['x'] = Object.freeze({});
const NO_TAGS: readonly string[] = Object.freeze([]);
