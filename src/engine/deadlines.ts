import type { Failure } from '../core/model/failure.ts';
import { createGuard, type Guard, type Remote } from './guard.ts';

/** Milliseconds that a worker gets to be fetched and started, beside those of its first call. */
const STARTING_MS = 60_000;

/** A worker that is ended when it does not answer in time, and started anew when it is needed again. */
export interface Watched<Api> {
  /** Whether it is there: not before the first call, not after its death. */
  isAlive(): boolean;
  /** Asks it, after starting it if it is not there; `instead` is the answer if it is late or dies. */
  ask<Answer>(
    call: (api: Api) => Promise<Answer>,
    instead: (failure: Failure, isLate: boolean) => Answer,
    ms: number,
  ): Promise<Answer>;
}

/**
 * Watches a worker whose calls should take no longer than is said with each: one that is stuck, or has died without a
 * word, would leave this call and all after it open.
 */
export function watch<Api>(start: () => Remote<Api>): Watched<Api> {
  let guard: Guard<Api> | undefined;
  let life: Life = { end: () => undefined, isAlive: false, isWarm: false };
  const begin = (): Remote<Api> => {
    const remote = start();
    const own: Life = { end: () => undefined, isAlive: true, isWarm: false };
    life = own;
    return { ...remote, onDeath: (died) => remote.onDeath((own.end = once(own, died))) };
  };
  return {
    isAlive: () => life.isAlive,
    ask(call, instead, ms) {
      if (guard === undefined) guard = createGuard(begin, () => undefined);
      else guard.revive();
      const own = life;
      let isLate = false;
      const endIt = (): void => {
        isLate = true;
        own.end(`no answer in ${ms / 1000} seconds`);
      };
      const timer = setTimeout(endIt, own.isWarm ? ms : STARTING_MS + ms);
      const asked = guard.call(call, (failure) => instead(failure, isLate));
      return asked.finally(() => {
        clearTimeout(timer);
        own.isWarm = true;
      });
    },
  };
}

interface Life {
  end: (detail: string) => void;
  isAlive: boolean;
  /** It has answered. */
  isWarm: boolean;
}

function once(life: Life, died: (detail: string) => void): (detail: string) => void {
  return (detail) => {
    if (!life.isAlive) return;
    life.isAlive = false;
    died(detail);
  };
}
