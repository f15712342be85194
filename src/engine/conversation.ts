import { answered, failed, type Failure, type Reply } from '../core/model/failure.ts';
import type { CheckedReply } from './check-reply.ts';

/** Milliseconds that the frame and its worker get to start. */
export const START_MS = 15_000;
/** Milliseconds of silence after which user code counts as stuck. */
export const SILENCE_MS = 3000;
/** When the time is up, a sign of life that already waits to be read (a computer woke up) is let through first. */
const GRACE_MS = 200;

/**
 * One question after the other to the sandbox, with a watchdog: silence ends the conversation, and so does `end`.
 * After its end every question is answered with the failure that ended it.
 */
export class Conversation {
  private over: Failure | undefined;
  private settle: ((reply: Reply<CheckedReply>) => void) | undefined;
  private isAnswer: (reply: CheckedReply) => boolean = () => false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private silence = START_MS;

  constructor(private readonly onSign: (reply: CheckedReply) => void) {}

  /** Waits for the answer to what `send` sends. What comes before it counts as a sign of life. */
  ask(
    send: () => void,
    isAnswer: (reply: CheckedReply) => boolean,
    silence = SILENCE_MS,
  ): Promise<Reply<CheckedReply>> {
    if (this.over !== undefined) return Promise.resolve(failed(this.over));
    return new Promise((resolve) => {
      this.settle = resolve;
      this.isAnswer = isAnswer;
      this.silence = silence;
      this.watch();
      send();
    });
  }

  /** Takes a checked message of the sandbox. */
  hear(reply: CheckedReply): void {
    if (this.settle === undefined) return;
    if (reply.type === 'failed') return this.end(reply.failure);
    if (this.isAnswer(reply)) return this.answer(answered(reply));
    this.watch();
    this.onSign(reply);
  }

  /** Ends the conversation; the first failure stays. */
  end(failure: Failure): void {
    this.over ??= failure;
    this.answer(failed(this.over));
  }

  private answer(reply: Reply<CheckedReply>): void {
    clearTimeout(this.timer);
    const settle = this.settle;
    this.settle = undefined;
    settle?.(reply);
  }

  private watch(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = setTimeout(() => this.end({ code: 'code-timeout' }), GRACE_MS);
    }, this.silence);
  }
}
