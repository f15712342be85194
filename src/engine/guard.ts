import type { Failure } from '../core/model/failure.ts';

/** A worker with its comlink remote, or a stand-in of a test. */
export interface Remote<Api> {
  readonly api: Api;
  /** Calls back at most once, when the worker can answer no more; with what is known of the reason. */
  onDeath(died: (detail: string) => void): void;
  terminate(): void;
}

/** Calls that are answered even if the worker dies. */
export interface Guard<Api> {
  /** Asks the worker; its death and its defects become failures. */
  call<Answer>(ask: (api: Api) => Promise<Answer>, failed: (failure: Failure) => Answer): Promise<Answer>;
  /** Starts another worker if the one before has died. */
  revive(): void;
  /** Ends the worker: calls under way are answered with the failure, and so are all others until it is revived. */
  end(failure: Failure): void;
}

interface Life<Api> {
  readonly remote: Remote<Api>;
  /** What is to be told to the calls under way if the worker dies. */
  readonly pending: Set<(failure: Failure) => void>;
  dead: Failure | undefined;
}

/**
 * Watches a worker's life. comlink leaves calls to a dead worker open for ever and strips thrown errors of their
 * fields, so every call under way is kept to be answered by the worker's death, and a rejection becomes a failure of
 * code `bug`.
 */
export function createGuard<Api>(start: () => Remote<Api>, died: (failure: Failure) => void): Guard<Api> {
  let life = begin(start, died);
  return {
    call(ask, failed) {
      const { remote, pending, dead } = life;
      if (dead !== undefined) return Promise.resolve(failed(dead));
      return new Promise((resolve) => {
        const die = (failure: Failure): void => resolve(failed(failure));
        pending.add(die);
        void answer(ask, remote.api, failed).then((value) => {
          pending.delete(die);
          resolve(value);
        });
      });
    },
    revive() {
      if (life.dead !== undefined) life = begin(start, died);
    },
    end(failure) {
      if (life.dead === undefined) finish(life, failure);
    },
  };
}

function begin<Api>(start: () => Remote<Api>, died: (failure: Failure) => void): Life<Api> {
  const remote = start();
  const life: Life<Api> = { remote, pending: new Set(), dead: undefined };
  remote.onDeath((detail) => {
    if (life.dead !== undefined) return; // it was ended
    const failure: Failure = { code: 'worker-died', detail };
    finish(life, failure);
    died(failure);
  });
  return life;
}

function finish<Api>(life: Life<Api>, failure: Failure): void {
  life.dead = failure;
  life.remote.terminate();
  for (const die of life.pending) die(failure);
  life.pending.clear();
}

async function answer<Api, Answer>(
  ask: (api: Api) => Promise<Answer>,
  api: Api,
  failed: (failure: Failure) => Answer,
): Promise<Answer> {
  try {
    return await ask(api);
  } catch (error) {
    return failed(describeBug(error));
  }
}

/** A defect of ours as a failure, with message and stack for those who are to mend it. */
export function describeBug(error: unknown): Failure {
  if (!(error instanceof Error)) return { code: 'bug', detail: String(error) };
  return {
    code: 'bug',
    detail: error.stack?.includes(error.message) ? error.stack : `${error.message}\n${error.stack ?? ''}`,
  };
}
