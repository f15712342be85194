/** A worker that was asked something is asked for a sign of life so often, ms. */
const ASK_EVERY_MS = 1000;
/** After so long a silence it counts as busy, ms. */
const SILENCE_MS = 4000;
/** When the time is up, a sign that already waits to be read (a computer woke up) is let through first, ms. */
const GRACE_MS = 500;

/** Watches whether a worker answers while it has questions. */
export interface Watch {
  /** A question was asked. */
  began(): void;
  /** A question was answered. */
  ended(): void;
  /** Another worker takes its place: what the one before still says does not count. */
  restart(): void;
  readonly busy: boolean;
}

/**
 * @param ask asks the worker for a sign of life
 * @param tell told when the worker has become busy, and when it answers again
 */
export function createWatch(ask: () => Promise<unknown>, tell: (busy: boolean) => void): Watch {
  let open = 0;
  let life = 0;
  let busy = false;
  /** Runs from one question for a sign of life to the next, or from a question to its answer. */
  let timer: ReturnType<typeof setTimeout> | undefined;

  const say = (next: boolean): void => {
    if (next === busy) return;
    busy = next;
    tell(next);
  };
  const after = (ms: number, then: () => void): void => {
    clearTimeout(timer);
    timer = setTimeout(then, ms);
  };
  const rest = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (open > 0) after(ASK_EVERY_MS, question);
  };
  const question = (): void => {
    if (open === 0) return rest();
    const asked = life;
    after(SILENCE_MS, () => after(GRACE_MS, () => say(true)));
    void ask().then(() => {
      if (asked !== life) return;
      say(false);
      rest();
    });
  };
  return {
    began() {
      open++;
      if (timer === undefined) rest();
    },
    ended() {
      open--;
    },
    restart() {
      life++;
      say(false);
      rest();
    },
    get busy() {
      return busy;
    },
  };
}
