import { failed, type Failure } from '../core/model/failure.ts';
import type { DataApi } from '../protocol/data.ts';
import { createGuard } from './guard.ts';
import type { Remote } from './guard.ts';

/** How a callback is made callable from the worker: comlink's `proxy`, or nothing in a test. */
export type ProxyOf = <Callback extends (...input: never[]) => void>(callback: Callback) => Callback;

/** The questions to the worker, whatever they ask. */
type Calls = { readonly [Name in keyof DataApi]: (...input: readonly unknown[]) => Promise<unknown> };

/** The questions that are answered by nothing. */
type Quiet = {
  [Name in keyof DataApi]: ReturnType<DataApi[Name]> extends Promise<void> ? Name : never;
}[keyof DataApi];

/** They are answered by nothing as well if the worker is dead; all others by a failure. */
const QUIET: Readonly<Record<Quiet, true>> = { stop: true, stopExport: true };

/**
 * The data worker behind the same calls as DataApi: none rejects, none stays open. After a death every call answers
 * `worker-died` until the next `open`, which starts another worker. It knows no call by itself: whatever is asked is
 * passed on by its name, callbacks as proxies.
 */
export function createDataClient(
  start: () => Remote<DataApi>,
  proxyOf: ProxyOf,
  died: (failure: Failure) => void,
): DataApi {
  const guard = createGuard(start, died);
  const call = (name: keyof DataApi, input: readonly unknown[]): Promise<unknown> => {
    if (name === 'open') guard.revive();
    const given = input.map((each) => (isCallback(each) ? proxyOf(each) : each));
    return guard.call<unknown>(
      (api) => (api as unknown as Calls)[name](...given),
      (failure) => (name in QUIET ? undefined : failed(failure)),
    );
  };
  return new Proxy({} as DataApi, {
    get: (_, name) => (isCall(name) ? (...input: readonly unknown[]) => call(name, input) : undefined),
  });
}

/** All names but `then`, which a promise looks for in everything that it is resolved with. */
function isCall(name: string | symbol): name is keyof DataApi {
  return typeof name === 'string' && name !== 'then';
}

function isCallback(input: unknown): input is (...input: never[]) => void {
  return typeof input === 'function';
}
