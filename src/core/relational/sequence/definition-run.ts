import type { PacketEvent } from '../../model/event.ts';
import type { Failure } from '../../model/failure.ts';
import {
  OUTCOMES,
  type CapturedField,
  type Funnel,
  type Match,
  type MatchEnd,
  type Outcome,
} from '../../model/match.ts';
import { capturedFields } from '../captured-fields.ts';
import { wordsOfThrown } from '../code-failure.ts';
import { clip, CROWD, MOST_NEAR_MISSES } from '../match-bounds.ts';
import { MatchRoom } from '../match-room.ts';
import { MatchWriter } from '../match-writer.ts';
import { packetOfEvent } from '../event-packet.ts';
import type { Definition } from './definition.ts';
import { definitionOf, SequenceBuilder, type MatchColumns } from './builder.ts';
import { ThrownErrors } from '../thrown-errors.ts';
import type { Outcomes, ToldFlow } from './outcomes.ts';
import { SequenceMatcher } from './sequence-matcher.ts';
import type { DefinitionTrace } from './trace.ts';
import { windowOf, WindowBuilder } from './window-builder.ts';
import { WindowMatcher } from './window-matcher.ts';

/** What a module may export beside classes. */
export type AnySequence = SequenceBuilder<PacketEvent, object> | WindowBuilder<PacketEvent>;

/** True of sequences and windows. */
export function isSequence(value: unknown): value is AnySequence {
  return value instanceof SequenceBuilder || value instanceof WindowBuilder;
}

interface Matcher {
  advance(timeNs: number): void;
  ingest(event: object, number: number, timeNs: number): void;
  end(absent: boolean): void;
}

/** Where the code is from, and how much of what it finds is listed. */
interface RunOf {
  /** Of the module, as stacks name it. */
  readonly address?: string;
  readonly room?: MatchRoom;
  /** Where its events come from if it does not say it; packets unless told. */
  readonly source?: string;
  /** What the number of an event counts. */
  readonly event?: string;
  /** What of its conditions is to be told; windows have none. */
  readonly trace?: DefinitionTrace<PacketEvent> | undefined;
}

/** One sequence or window on its way through a capture, and what it has found. */
export class DefinitionRun implements Outcomes<object> {
  readonly name: string;
  /** Where its events come from. */
  readonly source: string;
  /** Matches in the order in which they were complete, the first ones; then flows that became none. */
  readonly matches: MatchWriter;
  readonly nearMisses: MatchWriter;
  completed = 0;
  /** Of sequences. */
  readonly definition: Definition<PacketEvent> | undefined;
  private readonly matcher: Matcher;
  private readonly unkeyed: SequenceMatcher<PacketEvent> | undefined;
  private readonly steps: readonly string[];
  private readonly columns: ((taken: never) => MatchColumns) | undefined;
  private readonly reachedBy: number[];
  private readonly ends = new Map<Outcome, number>();
  private readonly listed = new Map<string, number>();
  private readonly errors: ThrownErrors;
  private lastNs = 0;

  private readonly room: MatchRoom;

  /** Throws an Error that names the definition if it cannot be one. */
  constructor(
    builder: AnySequence,
    { address = '', room = new MatchRoom(), trace, source = 'packets', event }: RunOf = {},
  ) {
    this.errors = new ThrownErrors(address, event);
    this.room = room;
    this.matches = new MatchWriter(room.texts);
    this.nearMisses = new MatchWriter(room.texts);
    this.name = clip(builder.parts.name);
    this.source = builder.parts.source ?? source;
    this.definition = undefined;
    this.unkeyed = undefined;
    if (builder instanceof SequenceBuilder) {
      const definition = definitionOf(builder);
      const matcher = new SequenceMatcher(definition, this, trace);
      this.matcher = matcher;
      if (definition.key === undefined) this.unkeyed = matcher;
      this.definition = definition;
      this.steps = definition.steps.map(({ name }) => clip(name));
      this.columns = builder.parts.columns;
    } else {
      this.matcher = new WindowMatcher(windowOf(builder), this);
      this.steps = [];
    }
    this.reachedBy = this.steps.map(() => 0);
  }

  /** Flows that became no match. */
  get incomplete(): number {
    let flows = 0;
    for (const [outcome, count] of this.ends) if (outcome !== 'match' && outcome !== 'cut') flows += count;
    return flows;
  }

  /** Takes an event: the number, from 1, of the packet that it is or stands for, and its time, ns. */
  ingest(event: object, number: number, timeNs: number): void {
    if (this.errors.areTooMany) return;
    this.lastNs = timeNs;
    this.matcher.ingest(event, number, timeNs);
  }

  /** The clock goes on, by packets that are left out. */
  advance(timeNs: number): void {
    this.matcher.advance(timeNs);
  }

  /** The capture is over: what is open stays undecided. */
  end(): void {
    this.matcher.end(false);
  }

  /** Of a sequence without a key: flows that were open at the same time, if they were many. */
  get crowd(): number | undefined {
    const { mostOpen = 0 } = this.unkeyed ?? {};
    return mostOpen >= CROWD ? mostOpen : undefined;
  }

  /** What its code threw. */
  get fault(): Failure | undefined {
    return this.errors.fault();
  }

  /** How far its flows came. */
  funnel(): Funnel {
    return {
      steps: this.steps.map((name, at) => ({ name, reached: this.reachedBy[at] })),
      ends: OUTCOMES.flatMap((outcome) => {
        const flows = this.ends.get(outcome);
        return flows === undefined ? [] : [{ outcome, flows }];
      }),
    };
  }

  match(flow: ToldFlow<object>, atNs: number, more: { readonly cut?: true; readonly peak?: number } = {}): void {
    const outcome = more.cut === true ? 'cut' : 'match';
    this.count(outcome, flow);
    this.completed++;
    const { room } = this;
    if (!room.take(flow.events.length)) return room.unlisted.add(flow.events);
    const told = room.texts.isFull ? this.packetsOf(flow) : this.told(flow);
    this.matches.add({ ...told, flowClass: 0, complete: true, end: { outcome, atNs, what: '' } });
  }

  ended(
    flow: ToldFlow<object>,
    outcome: Exclude<Outcome, 'match' | 'cut' | 'open'>,
    atNs: number,
    { by, limit, without }: { readonly by?: number; readonly limit?: 'within' | 'gap'; readonly without?: string },
    waitsFor: readonly string[] = [],
  ): void {
    this.miss(flow, {
      outcome,
      atNs,
      what: clip(without ?? waitsFor.join(' or ')),
      ...(by !== undefined && { by: by - 1 }),
      ...(limit !== undefined && { limit }),
    });
  }

  open(flow: ToldFlow<object>, waitsFor: readonly string[]): void {
    this.miss(flow, { outcome: 'open', atNs: this.lastNs, what: clip(waitsFor.join(' or ')) });
  }

  reached(step: number): void {
    this.reachedBy[step]++;
  }

  threw(error: unknown, number: number): void {
    this.errors.add(error, number);
  }

  private miss(flow: ToldFlow<object>, end: MatchEnd): void {
    this.count(end.outcome, flow);
    const kind = `${flow.place} ${end.outcome} ${end.limit ?? end.what}`;
    const listed = this.listed.get(kind) ?? 0;
    if (listed >= MOST_NEAR_MISSES) return;
    this.listed.set(kind, listed + 1);
    this.nearMisses.add({ ...this.told(flow, false), flowClass: 0, complete: false, end });
  }

  private count(outcome: Outcome, { events }: ToldFlow<object>): void {
    this.ends.set(outcome, (this.ends.get(outcome) ?? 0) + 1);
    for (const event of events) {
      const packet = packetOfEvent(event);
      if (packet !== undefined) this.room.matched.add(packet);
    }
  }

  private told(flow: ToldFlow<object>, isMatch = true): Pick<Match, 'packets' | 'steps' | 'fields'> {
    return {
      ...this.packetsOf(flow),
      fields: isMatch && this.columns !== undefined ? this.columnsOf(flow.taken) : this.captured(flow),
    };
  }

  private packetsOf({ events, places }: ToldFlow<object>): Pick<Match, 'packets' | 'steps' | 'fields'> {
    const packets = events.flatMap((event) => packetOfEvent(event) ?? []);
    return { packets, ...(places?.length === packets.length && { steps: places }), fields: [] };
  }

  private columnsOf(taken: Readonly<Record<string, unknown>>): readonly CapturedField[] {
    try {
      return capturedFields(this.columns?.(taken as never) ?? {});
    } catch (error) {
      return [{ name: 'columns', value: clip(`threw: ${wordsOfThrown(error)}`) }];
    }
  }

  /** What conditions gave to be remembered: without the steps and what is told of them anyhow. */
  private captured(flow: ToldFlow<object>): readonly CapturedField[] {
    if (flow.hasCaptures === false) return [];
    const own = Object.entries(flow.taken).filter(([name]) => !TOLD.has(name) && !this.steps.includes(name));
    return own.length === 0 ? [] : capturedFields(Object.fromEntries(own));
  }
}

const TOLD = new Set(['first', 'last', 'count']);
