import type { Failure } from '../model/failure.ts';
import { failureOfThrown } from './code-failure.ts';
import { clip } from './match-bounds.ts';

/** Code that has thrown as often as this is ended: it would only go on throwing. */
const MOST_ERRORS = 1000;

/** UTF-16 code units of the first, where others followed. */
const ROOM_FOR_FIRST = 1800;

/** What the code of one class or sequence threw: the first is told, the others are counted, and a thousand end it. */
export class ThrownErrors {
  private count = 0;
  private first: Failure | undefined;
  private lastPacket = 0;

  /** `address`: where the code was loaded from, as stacks name it; `event`: what numbers of events count. */
  constructor(
    private readonly address: string,
    private readonly event = 'packet',
  ) {}

  /** Whether it is ended. */
  get areTooMany(): boolean {
    return this.count >= MOST_ERRORS;
  }

  /** Takes what was thrown at a packet, by its number. */
  add(error: unknown, packet: number): void {
    this.count++;
    this.lastPacket = packet;
    this.first ??= failureOfThrown(error, this.address, packet, this.event);
  }

  /** The first with its place, and how many followed; undefined if nothing was thrown. */
  fault(): Failure | undefined {
    const { first, count } = this;
    if (first === undefined || count === 1) return first;
    const words = clip(first.detail ?? '', ROOM_FOR_FIRST);
    return { ...first, detail: `${words}. ${this.areTooMany ? this.ended() : `${count - 1} more followed.`}` };
  }

  private ended(): string {
    return `The last of ${MOST_ERRORS}, at ${this.event} ${this.lastPacket}, ended it: it saw nothing behind that.`;
  }
}
