import address from '../../workers/data.worker.ts?worker&url';
import { proxy, releaseProxy, wrap } from 'comlink';
import type { DataApi } from '../protocol/data.ts';
import type { ProxyOf } from './data-client.ts';
import type { Remote } from './guard.ts';
import { keepScript, startWorker } from './start-worker.ts';

/** Starts the data worker. */
export function startDataWorker(): Remote<DataApi> {
  const worker = startWorker(address, 'data');
  const remote = wrap<DataApi>(worker);
  return {
    api: remote,
    onDeath(died) {
      let told = false;
      const tell = (detail: string): void => {
        if (!told) died(detail);
        told = true;
      };
      worker.addEventListener('error', (event) => {
        event.preventDefault(); // told here, it need not reach the page's own last resort as well
        tell(describeError(event));
      });
      worker.addEventListener('messageerror', () => tell('a message could not be read'));
    },
    terminate() {
      remote[releaseProxy]();
      worker.terminate();
    },
  };
}

/** Keeps the worker's script, so that another one can be started when the host is away. */
export const keepDataWorker = (): Promise<void> => keepScript(address);

/** Callbacks cross to the worker as comlink proxies. */
export const proxyOf: ProxyOf = (callback) => proxy(callback);

function describeError(event: ErrorEvent): string {
  const place = event.filename === '' ? '' : ` (${event.filename}:${event.lineno}:${event.colno})`;
  return `${event.message || 'the worker could not be started'}${place}`;
}
