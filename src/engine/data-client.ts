import type { Failure, Reply } from '../core/model/failure.ts';
import type { DataApi } from '../protocol/data.ts';
import { createGuard } from './guard.ts';
import type { Remote } from './guard.ts';

/** How a callback is made callable from the worker: comlink's `proxy`, or nothing in a test. */
export type ProxyOf = <Callback extends (...input: never[]) => void>(callback: Callback) => Callback;

/**
 * The data worker behind the same calls as DataApi: none rejects, none stays open. After a death every call answers
 * `worker-died` until the next `open`, which starts another worker.
 */
export function createDataClient(
  start: () => Remote<DataApi>,
  proxyOf: ProxyOf,
  died: (failure: Failure) => void,
): DataApi {
  const guard = createGuard(start, died);
  const ask = <T>(question: (api: DataApi) => Promise<Reply<T>>): Promise<Reply<T>> =>
    guard.call<Reply<T>>(question, (failure) => ({ ok: false, failure }));
  return {
    open(file, name, parameters, onProgress) {
      guard.revive();
      return ask((api) => api.open(file, name, parameters, proxyOf(onProgress)));
    },
    stop: () =>
      guard.call(
        (api) => api.stop(),
        () => undefined,
      ),
    rows: (request) => ask((api) => api.rows(request)),
    positionOf: (question, row) => ask((api) => api.positionOf(question, row)),
    checkFilter: (table, filter) => ask((api) => api.checkFilter(table, filter)),
    timeBins: (bins, range) => ask((api) => api.timeBins(bins, range)),
    flow: (flow) => ask((api) => api.flow(flow)),
    packet: (packet) => ask((api) => api.packet(packet)),
    events: (run, from, count, withPayload) => ask((api) => api.events(run, from, count, withPayload)),
    setMatches: (matches) => ask((api) => api.setMatches(matches)),
    match: (match) => ask((api) => api.match(match)),
    exportCsv: (question, columns) => ask((api) => api.exportCsv(question, columns)),
  };
}
