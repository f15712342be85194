import { failed, type Reply } from '../core/model/failure.ts';
import type { RunFound, RunOptions } from '../core/model/match.ts';
import type { DataApi } from '../protocol/data.ts';
import type { RunProgress } from '../state/engine-port.ts';
import { describeBug } from './guard.ts';

/** Runs relational flows in the sandbox. */
export interface Runner {
  run(
    code: string,
    options: RunOptions,
    data: DataApi,
    onProgress: (progress: RunProgress) => void,
  ): Promise<Reply<RunFound>>;
  /** Ends the run that is going on; its call answers `stopped`. */
  stop(): void;
}

/** A runner whose script is fetched with the first run, so that the page starts without it. */
export function createLazyRunner(load: () => Promise<Runner>): Runner {
  let loading: Promise<Runner> | undefined;
  let loaded: Runner | undefined;
  let halt: () => void = () => undefined;
  const get = async (): Promise<Runner> => (loaded = await (loading ??= load()));
  return {
    async run(code, options, data, onProgress) {
      const halted = new Promise<undefined>((resolve) => (halt = () => resolve(undefined)));
      try {
        const runner = await Promise.race([halted, get()]);
        if (runner === undefined) return failed('stopped');
        return await runner.run(code, options, data, onProgress);
      } catch (error) {
        loading = undefined; // the next run tries to load it again
        return failed(describeBug(error));
      }
    },
    stop() {
      halt();
      loaded?.stop();
    },
  };
}
