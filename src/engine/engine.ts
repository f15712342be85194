import { failed } from '../core/model/failure.ts';
import type { DataEvents, EnginePort } from '../state/engine-port.ts';
import { createDataClient } from './data-client.ts';
import { keepDataWorker, proxyOf, startDataWorker } from './data-worker.ts';
import { createLazyRunner } from './lazy-runner.ts';

/** Imports a script of the page; rejects if it cannot be had. */
type LoadPart = <T>(load: () => Promise<T>) => Promise<T>;

/** Starts the threads behind the page. `events` is told of the data worker besides its answers. */
export function createEngine(events: DataEvents, loadPart: LoadPart): EnginePort {
  const { api: data, restart } = createDataClient(startDataWorker, proxyOf, events);
  const loadRunner = () => loadPart(() => import('./sandbox-runner.ts'));
  const runner = createLazyRunner(async () => (await loadRunner()).createSandboxRunner());
  return {
    data,
    restartData: restart,
    async preload() {
      await Promise.all([loadRunner(), keepDataWorker()]);
    },
    async run(code, options, onProgress) {
      const missing = await loadRunner().then(
        () => undefined,
        (error: unknown) => String(error),
      );
      return missing === undefined ? runner.run(code, options, data, onProgress) : failed('not-loaded', missing);
    },
    stopRun: () => runner.stop(),
  };
}
