import { failed } from '../core/model/failure.ts';
import type { LanguageApi } from '../protocol/language.ts';
import type { DataEvents, EnginePort } from '../state/engine-port.ts';
import { createDataClient } from './data-client.ts';
import { keepDataWorker, proxyOf, startDataWorker } from './data-worker.ts';
import { createLazyRunner } from './lazy-runner.ts';

/** Makes what imports a script of the page, once; it rejects if the script cannot be had. */
type LoadOnce = <T>(load: () => Promise<T>) => () => Promise<T>;

/** What actions may ask, and the compiler for the editor. */
export interface Engine extends EnginePort {
  language(): Promise<LanguageApi>;
}

/** Starts the threads behind the page. `events` is told of the data worker besides its answers. */
export function createEngine(events: DataEvents, loadOnce: LoadOnce): Engine {
  const { api: data, restart } = createDataClient(startDataWorker, proxyOf, events);
  const loadRunner = loadOnce(() => import('./sandbox-runner.ts'));
  const loadCompiler = loadOnce(() => import('./typescript.ts'));
  const runner = createLazyRunner(async () => (await loadRunner()).createSandboxRunner());
  return {
    data,
    restartData: restart,
    async preload() {
      const { keepCompiler } = await loadCompiler();
      await Promise.all([loadRunner(), keepDataWorker(), keepCompiler()]);
    },
    async run(code, options, onProgress) {
      const missing = await loadRunner().then(
        () => undefined,
        (error: unknown) => String(error),
      );
      return missing === undefined ? runner.run(code, options, data, onProgress) : failed('not-loaded', missing);
    },
    stopRun: () => runner.stop(),
    language: async () => (await loadCompiler()).language,
  };
}
