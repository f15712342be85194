import type { Failure } from '../core/model/failure.ts';
import type { EnginePort } from '../state/engine-port.ts';
import { createDataClient } from './data-client.ts';
import { proxyOf, startDataWorker } from './data-worker.ts';
import { createLazyRunner } from './lazy-runner.ts';

/** Starts the threads behind the page. `dataDied` is told when the data worker can answer no more. */
export function createEngine(dataDied: (failure: Failure) => void): EnginePort {
  const data = createDataClient(startDataWorker, proxyOf, dataDied);
  const runner = createLazyRunner(async () => (await import('./sandbox-runner.ts')).createSandboxRunner());
  return {
    data,
    run: (code, options, onProgress) => runner.run(code, options, data, onProgress),
    stopRun: () => runner.stop(),
  };
}
