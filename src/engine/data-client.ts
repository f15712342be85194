import { failed, type Failure, type Reply } from '../core/model/failure.ts';
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
    guard.call<Reply<T>>(question, (failure) => failed(failure));
  return {
    open(files, order, parameters, onProgress) {
      guard.revive();
      return ask((api) => api.open(files, order, parameters, proxyOf(onProgress)));
    },
    meter: (parameters, chosen, onProgress) => ask((api) => api.meter(parameters, chosen, proxyOf(onProgress))),
    checkPacketFilter: (filter) => ask((api) => api.checkPacketFilter(filter)),
    stop: () =>
      guard.call(
        (api) => api.stop(),
        () => undefined,
      ),
    rows: (request) => ask((api) => api.rows(request)),
    positionOf: (question, row) => ask((api) => api.positionOf(question, row)),
    checkFilter: (table, filter) => ask((api) => api.checkFilter(table, filter)),
    filterAdvice: (table, filter, caret) => ask((api) => api.filterAdvice(table, filter, caret)),
    flowFilters: (flow) => ask((api) => api.flowFilters(flow)),
    filterProgress: () => ask((api) => api.filterProgress()),
    timeBins: (bins, range) => ask((api) => api.timeBins(bins, range)),
    flow: (flow) => ask((api) => api.flow(flow)),
    explain: (flow, feature) => ask((api) => api.explain(flow, feature)),
    packet: (packet) => ask((api) => api.packet(packet)),
    events: (run, from, count, withPayload) => ask((api) => api.events(run, from, count, withPayload)),
    setMatches: (matches) => ask((api) => api.setMatches(matches)),
    match: (match) => ask((api) => api.match(match)),
    export: (request, onProgress) => ask((api) => api.export(request, proxyOf(onProgress))),
    stopExport: () =>
      guard.call(
        (api) => api.stopExport(),
        () => undefined,
      ),
  };
}
