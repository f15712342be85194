import type { DataEvents, EnginePort } from '../state/engine-port.ts';
import { createDataClient } from './data-client.ts';
import { proxyOf, startDataWorker } from './data-worker.ts';
import { createLazyRunner } from './lazy-runner.ts';

/** Starts the threads behind the page. `events` is told of the data worker besides its answers. */
export function createEngine(events: DataEvents): EnginePort {
  const { api: data, restart } = createDataClient(startDataWorker, proxyOf, events);
  const runner = createLazyRunner(async () => (await import('./sandbox-runner.ts')).createSandboxRunner());
  return {
    data,
    restartData: restart,
    run: (code, options, onProgress) => runner.run(code, options, data, onProgress),
    stopRun: () => runner.stop(),
  };
}
