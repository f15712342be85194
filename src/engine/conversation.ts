import { answered, failed, type Failure, type Reply } from '../core/model/failure.ts';
import type { SandboxReply } from '../protocol/sandbox.ts';

/** Milliseconds that the frame and its worker get to start. */
export const START_MS = 15_000;
/** Milliseconds of silence after which user code counts as stuck. */
export const SILENCE_MS = 3000;
/** When the time is up, a sign of life that already waits to be read (a computer woke up) is let through first. */
const GRACE_MS = 200;
/** Milliseconds between a request and the next one at least, while its answers are only signs of life. */
export const PACE_MS = 50;

/** A question to the sandbox. */
export interface Asking {
  /** Sends it. */
  readonly send: () => void;
  /** Whether this answers it. What does not is a sign of life: the sandbox is told to go on. */
  readonly isAnswer: (reply: SandboxReply) => boolean;
  /** What is said of its silence. */
  readonly silent: () => Failure;
  /** Milliseconds until its silence counts. */
  readonly silence?: number;
}

/**
 * One question after the other to the sandbox, with a watchdog: silence ends the conversation, and so does `end`.
 * After its end every question is answered with the failure that ended it. The sandbox is heard as often as it is told
 * to go on, and that is never more than twenty times a second, whatever it says and how quickly.
 */
export class Conversation {
  private over: Failure | undefined;
  private asking: Asking | undefined;
  private settle: ((reply: Reply<SandboxReply>) => void) | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private askedAt = 0;

  /** `goOn` tells the sandbox to go on; `onSign` hears the signs of life. */
  constructor(
    private readonly goOn: () => void,
    private readonly onSign: (reply: SandboxReply) => void,
  ) {}

  /** Asks, and waits for the answer. */
  ask(asking: Asking): Promise<Reply<SandboxReply>> {
    if (this.over !== undefined) return Promise.resolve(failed(this.over));
    return new Promise((resolve) => {
      this.settle = resolve;
      this.asking = asking;
      this.watch(asking, asking.send);
    });
  }

  /** Takes an answer of the sandbox that has been checked. */
  hear(reply: SandboxReply): void {
    const { asking } = this;
    if (asking === undefined) return;
    if (reply.type === 'failed') return this.end(reply.failure);
    if (asking.isAnswer(reply)) return this.answer(answered(reply));
    clearTimeout(this.timer);
    this.onSign(reply);
    const early = this.askedAt + PACE_MS - performance.now();
    // Honest signs are never early, so no timer is between them: those of a hidden page fire once in a second or minute.
    if (early > 0) this.timer = setTimeout(() => this.watch(asking, this.goOn), early);
    else this.watch(asking, this.goOn);
  }

  /** Ends the conversation; the first failure stays. */
  end(failure: Failure): void {
    this.over ??= failure;
    this.answer(failed(this.over));
  }

  private answer(reply: Reply<SandboxReply>): void {
    clearTimeout(this.timer);
    const { settle } = this;
    this.settle = undefined;
    this.asking = undefined;
    settle?.(reply);
  }

  private watch({ silence = SILENCE_MS, silent }: Asking, send: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = setTimeout(() => this.end(silent()), GRACE_MS);
    }, silence);
    this.askedAt = performance.now();
    send();
  }
}
