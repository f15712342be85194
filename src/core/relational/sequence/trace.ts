import type { LateAnswer, TraceAnswer, Traced, TraceLine, TraceRequest, TraceRole } from '../../model/trace.ts';
import { packetOfEvent } from '../event-packet.ts';
import { clip, MOST_LATE, MOST_LINES, MOST_TAKEN } from '../match-bounds.ts';
import type { Condition } from './definition.ts';
import type { OpenSequence } from './open-sequence.ts';
import type { Taken } from './taken.ts';

/** Flows whose late answers are looked for at the same time, of one key. */
const MOST_WATCHED = 256;

/** What one run tells of what its definitions ask. */
export class RunTrace {
  private readonly lines: TraceLine[] = [];
  private readonly late: LateAnswer[] = [];
  private omitted = 0;

  constructor(readonly request: TraceRequest) {}

  line(line: TraceLine): void {
    if (this.lines.length < MOST_LINES) this.lines.push(line);
    else this.omitted += 1;
  }

  lateAnswer(answer: LateAnswer): void {
    if (this.late.length < MOST_LATE) this.late.push(answer);
    else this.omitted += 1;
  }

  /** What was told so far. */
  traced(): Traced {
    return { lines: this.lines, omitted: this.omitted, late: this.late };
  }
}

/** An event as matchers know it. */
interface Seen<E> {
  readonly event: E;
  readonly number: number;
  readonly timeNs: number;
}

/** What one definition tells of its conditions, if it is asked to. */
export class DefinitionTrace<E> {
  /** Flows that ended as too late, by their key, and the limit that they had. */
  private readonly watched = new Map<unknown, { readonly flow: OpenSequence<E>; readonly limitNs: number }[]>();
  private readonly wanted: readonly number[] | undefined;

  constructor(
    private readonly run: RunTrace,
    private readonly flowClass: number,
  ) {
    const { flow } = run.request;
    this.wanted = flow?.flowClass === flowClass ? flow.packets : undefined;
  }

  /** A condition was asked, or not because of a limit. `answer`: what it said; undefined: it threw. */
  asked(
    { event, number }: Seen<E>,
    role: TraceRole,
    name: string,
    flow: OpenSequence<E> | undefined,
    answer: TraceAnswer,
    when?: Condition<E>,
  ): void {
    const begins = flow === undefined && this.wanted?.[0] === number - 1;
    const isWanted = begins || this.run.request.packet === number - 1 || (flow !== undefined && this.isWanted(flow));
    if (!isWanted) return;
    const why = answer === 'no' ? whyNot(when, event, flow?.taken ?? { count: 0 }) : '';
    const taken = packetsOf(flow?.events ?? []).slice(-MOST_TAKEN);
    this.run.line({
      flowClass: this.flowClass,
      packet: number - 1,
      taken,
      role,
      name: clip(name),
      answer,
      why: clip(why),
    });
  }

  /** A flow ended as too late. */
  tooLate(flow: OpenSequence<E>): void {
    if (this.run.request.late !== 'all' && !this.isWanted(flow)) return;
    const { key } = flow.bucket;
    const flows = this.watched.get(key) ?? [];
    if (flows.length < MOST_WATCHED) flows.push({ flow, limitNs: flow.deadline().atNs });
    this.watched.set(key, flows);
  }

  /** An event that the definition sees: would a flow that came too late have taken it? */
  seen(key: unknown, { event, number, timeNs }: Seen<E>, steps: readonly { name: string; when: Condition<E> }[]): void {
    const flows = this.watched.get(key);
    if (flows === undefined) return;
    const left = flows.filter(({ flow, limitNs }) => {
      const step = flow.candidates().find((at) => accepts(steps[at].when, event, flow.taken));
      if (step === undefined) return true;
      const packets = packetsOf(flow.events).slice(-MOST_TAKEN);
      const { flowClass } = this;
      this.run.lateAnswer({ flowClass, packets, step: steps[step].name, packet: number - 1, byNs: timeNs - limitNs });
      return false;
    });
    if (left.length > 0) this.watched.set(key, left);
    else this.watched.delete(key);
  }

  /** What it has taken so far is the beginning of what is wanted. */
  private isWanted(flow: OpenSequence<E>): boolean {
    const { wanted } = this;
    if (wanted === undefined) return false;
    return flow.events.length <= wanted.length && flow.events.every((event, at) => packetOfEvent(event) === wanted[at]);
  }
}

/** What fields failed; conditions that are functions say no more than no, and what asking them again throws is no matter here. */
function whyNot<E>(when: Condition<E> | undefined, event: E, taken: Taken<E>): string {
  try {
    return when?.whyNot?.(event, taken) ?? '';
  } catch {
    return '';
  }
}

function packetsOf(events: readonly unknown[]): number[] {
  return events.flatMap((one) => packetOfEvent(one) ?? []);
}

function accepts<E>(when: Condition<E>, event: E, taken: Taken<E>): boolean {
  try {
    return when(event, taken) !== false;
  } catch {
    return false;
  }
}
