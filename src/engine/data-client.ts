import { failed, type Failure } from '../core/model/failure.ts';
import type { DataApi } from '../protocol/data.ts';
import type { DataCall, DataEvents } from '../state/engine-port.ts';
import { createGuard } from './guard.ts';
import type { Remote } from './guard.ts';
import { createWatch } from './busy-watch.ts';

/** How a callback is made callable from the worker: comlink's `proxy`, or nothing in a test. */
export type ProxyOf = <Callback extends (...input: never[]) => void>(callback: Callback) => Callback;

/** The questions to the worker, whatever they ask. */
type Calls = { readonly [Name in keyof DataApi]: (...input: readonly unknown[]) => Promise<unknown> };

/** The questions that are answered by nothing. */
type Quiet = {
  [Name in keyof DataApi]: ReturnType<DataApi[Name]> extends Promise<void> ? Name : never;
}[keyof DataApi];

/** They are answered by nothing as well if the worker is dead; all others by a failure. */
const QUIET: Readonly<Record<Quiet, true>> = { alive: true, stop: true, stopExport: true };

/** The data worker, and the way to take another one. */
export interface DataClient {
  /** The same calls as the worker's: none rejects, none stays open. */
  readonly api: DataApi;
  /** Ends the worker and starts another one; the calls under way, oldest first, are answered with `stopped`. */
  restart(): readonly DataCall[];
}

/**
 * The data worker behind the calls of DataApi. After a death every call answers `worker-died` until the next `open`, which
 * starts another worker; so it does when the worker is busy, since it forgets all that it has. The client knows no call by
 * itself: whatever is asked is passed on by its name, callbacks as proxies.
 */
export function createDataClient(start: () => Remote<DataApi>, proxyOf: ProxyOf, events: DataEvents): DataClient {
  const underWay = new Set<DataCall>();
  let openings = 0;
  const guard = createGuard(start, (failure) => events.died(failure, [...underWay]));
  const ask = (name: keyof DataApi, input: readonly unknown[]): Promise<unknown> =>
    guard.call<unknown>(
      (api) => (api as unknown as Calls)[name](...input),
      (failure) => (name in QUIET ? undefined : failed(failure)),
    );
  const watch = createWatch(
    () => ask('alive', []),
    (busy) => events.busy(busy ? [...underWay] : undefined),
  );
  const restart = (): readonly DataCall[] => {
    const calls = [...underWay];
    guard.end({ code: 'stopped' });
    guard.revive();
    watch.restart();
    return calls;
  };
  const call = async (name: keyof DataApi, input: readonly unknown[]): Promise<unknown> => {
    if (name === 'open') openings++;
    if (name === 'open' && watch.busy) restart();
    if (name === 'open') guard.revive();
    const opening = openings;
    const one: DataCall = { name, input };
    underWay.add(one);
    watch.began();
    const reply = await ask(
      name,
      input.map((each) => (isCallback(each) ? proxyOf(each) : each)),
    );
    underWay.delete(one);
    watch.ended();
    const unread = name === 'open' || opening !== openings ? undefined : unreadOf(reply);
    if (unread !== undefined) events.unreadable(unread);
    return reply;
  };
  const api = new Proxy({} as DataApi, {
    get: (_, name) => (isCall(name) ? (...input: readonly unknown[]) => call(name, input) : undefined),
  });
  return { api, restart };
}

/** Why bytes of the capture's files cannot be had, if an answer says so, wholly or of a part. */
function unreadOf(reply: unknown): Failure | undefined {
  const { ok, failure, value } = (reply ?? {}) as {
    readonly ok?: boolean;
    readonly failure?: Failure;
    readonly value?: { readonly unread?: { readonly failure: Failure } | Failure };
  };
  if (ok === false) return failure?.code === 'unreadable' ? failure : undefined;
  const unread = value?.unread;
  return unread !== undefined && 'failure' in unread ? unread.failure : unread;
}

/** All names but `then`, which a promise looks for in everything that it is resolved with. */
function isCall(name: string | symbol): name is keyof DataApi {
  return typeof name === 'string' && name !== 'then';
}

function isCallback(input: unknown): input is (...input: never[]) => void {
  return typeof input === 'function';
}
