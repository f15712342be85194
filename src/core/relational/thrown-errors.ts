import { wordsOfThrown } from './code-failure.ts';
import { clip, MOST_CHARACTERS } from './match-bounds.ts';

/** Code that has thrown as often as this is ended: it would only go on throwing. */
const MOST_ERRORS = 1000;
/** Characters that are kept for the words behind the first error. */
const ROOM = 100;

/** What the code of one class or sequence threw: the first is told, the others are counted, and a thousand end it. */
export class ThrownErrors {
  private count = 0;
  private first = '';
  private lastPacket = 0;

  /** Whether it is ended. */
  get areTooMany(): boolean {
    return this.count >= MOST_ERRORS;
  }

  /** Takes what was thrown at a packet, by its number. */
  add(error: unknown, packet: number): void {
    this.count++;
    this.lastPacket = packet;
    if (this.count === 1) this.first = `At packet ${packet}: ${wordsOfThrown(error)}`;
  }

  /** What there is to say, in as many characters as a value may have; "" if nothing was thrown. */
  words(): string {
    if (this.count <= 1) return clip(this.first);
    return `${clip(this.first, MOST_CHARACTERS - ROOM)}. ${this.areTooMany ? this.ended() : `${this.count - 1} more followed.`}`;
  }

  private ended(): string {
    return `The last of ${MOST_ERRORS}, at packet ${this.lastPacket}, ended it: it saw nothing behind that.`;
  }
}
