import { describe, expect, it, vi } from 'vitest';
import { NO_NEEDS } from '../../src/core/model/event-needs.ts';
import { answered, failed, type Failure, type Reply } from '../../src/core/model/failure.ts';
import { PAGE_DEFAULTS } from '../../src/core/model/parameters.ts';
import { createDataClient } from '../../src/engine/data-client.ts';
import type { DataApi } from '../../src/protocol/data.ts';

const file = new Blob([]);

/** A data worker that refuses every file, and leaves every other question open until it is killed. */
function worker() {
  const kills: (() => void)[] = [];
  const open: DataApi['open'] = () => Promise.resolve({ ok: false, failure: { code: 'empty-file' } });
  const api = new Proxy({ open } as DataApi, {
    get: (target, name) => (name === 'open' ? target.open : () => new Promise(() => undefined)),
  });
  const told = events();
  const { api: client, restart } = createDataClient(
    () => ({ api, onDeath: (died) => void kills.push(() => died('gone')), terminate: vi.fn() }),
    (callback) => callback,
    told,
  );
  return { client, restart, told, kill: () => kills.at(-1)?.(), started: () => kills.length };
}

const events = () => ({ died: vi.fn(), unreadable: vi.fn(), busy: vi.fn() });

describe('the data client', () => {
  it('passes answers on as they are', async () => {
    const { client } = worker();
    const reply = await client.open([{ blob: file, name: 'a' }], 'list', PAGE_DEFAULTS, vi.fn());
    expect(reply).toEqual({ ok: false, failure: { code: 'empty-file' } });
  });

  it('leaves no call open when the worker dies', async () => {
    const { client, kill } = worker();
    const question = { table: 'flows', filter: '' } as const;
    const calls = [
      client.rows({ question, from: 0, count: 1, columns: [] }),
      client.positionOf(question, 0),
      client.checkFilter('flows', ''),
      client.timeBins({ stretches: [] }),
      client.flow(0),
      client.packet(0),
      client.events(1, 0, 1, NO_NEEDS),
      client.setMatches(undefined),
      client.match(0),
      client.meter(PAGE_DEFAULTS, { packet: undefined, flow: undefined, flowFilter: undefined }, vi.fn()),
      client.checkPacketFilter('tcp'),
      client.export({ format: 'csv', question, columns: [] }, vi.fn()),
    ];
    const stop = client.stop();
    kill();
    const dead = { ok: false, failure: { code: 'worker-died', detail: 'gone' } };
    expect(await Promise.all(calls)).toEqual(calls.map(() => dead));
    expect(await stop).toBeUndefined();
  });

  it('is quiet about what is answered by nothing, also behind a death', async () => {
    const { client, kill } = worker();
    kill();
    expect(await Promise.all([client.stop(), client.stopExport()])).toEqual([undefined, undefined]);
  });

  it('tells of a death with what was under way', () => {
    const { client, kill, told } = worker();
    void client.flow(3);
    kill();
    expect(told.died).toHaveBeenCalledExactlyOnceWith({ code: 'worker-died', detail: 'gone' }, [
      { name: 'flow', input: [3] },
    ]);
  });

  it('can be ended and started anew whatever it does: what was under way is answered and given back', async () => {
    const { client, restart, started, told } = worker();
    const calls = [client.flow(1), client.checkFilter('flows', 'a ~ "b"')];
    expect(restart().map(({ name }) => name)).toEqual(['flow', 'checkFilter']);
    expect(await Promise.all(calls)).toEqual([failed('stopped'), failed('stopped')]);
    expect(started()).toBe(2);
    expect(told.died).not.toHaveBeenCalled();
    expect(restart()).toEqual([]);
  });

  it('can be what a promise gives', async () => {
    const { client } = worker();
    expect(await Promise.resolve(client)).toBe(client);
  });

  it('starts another worker with the next open', async () => {
    const { client, kill } = worker();
    kill();
    expect(await client.open([{ blob: file, name: 'a' }], 'list', PAGE_DEFAULTS, vi.fn())).toEqual({
      ok: false,
      failure: { code: 'empty-file' },
    });
  });
});

describe('bytes that can no longer be had', () => {
  /** A worker that answers every question in one way, but `open` when the test says so. */
  function answering(reply: unknown) {
    const told = events();
    let opened: (reply: unknown) => void = () => undefined;
    const { api: client } = createDataClient(
      () => ({
        api: new Proxy({} as DataApi, {
          get: (_, name) => () => (name === 'open' ? new Promise((done) => (opened = done)) : Promise.resolve(reply)),
        }),
        onDeath: () => undefined,
        terminate: vi.fn(),
      }),
      (callback) => callback,
      told,
    );
    return { client, told, opened: () => opened(failed('unreadable')) };
  }
  const lost: Failure = { code: 'unreadable', detail: 'gone' };

  it('are told of, whether a question failed by it or only a part of its answer', async () => {
    for (const reply of [
      failed(lost),
      answered({ unread: { columns: ['info'], failure: lost } }),
      answered({ unread: lost }),
    ]) {
      const { client, told } = answering(reply);
      await client.packet(1);
      expect(told.unreadable).toHaveBeenCalledExactlyOnceWith(lost);
    }
    const { client, told } = answering(answered(undefined));
    await client.packet(1);
    expect(told.unreadable).not.toHaveBeenCalled();
  });

  it('are no news of a capture that is being opened, or was replaced meanwhile', async () => {
    const { client, told, opened } = answering(failed(lost));
    const late = client.packet(1);
    const opening = client.open([{ blob: file, name: 'a' }], 'list', PAGE_DEFAULTS, vi.fn());
    await late;
    opened();
    await opening;
    expect(told.unreadable).not.toHaveBeenCalled();
  });
});

/** A question that DataApi does not have yet, with a callback. */
interface NextApi extends DataApi {
  next(number: number, onProgress: (step: number) => void): Promise<Reply<number>>;
}

describe('a question that is new', () => {
  it('needs nothing in the client: it is passed on with its callback as a proxy, and guarded', async () => {
    const next: NextApi['next'] = (number, onProgress) => {
      onProgress(number);
      return Promise.resolve(answered(number + 1));
    };
    let die: () => void = () => undefined;
    const proxied = vi.fn();
    const { api } = createDataClient(
      () => ({
        api: { next } as NextApi,
        onDeath: (died) => (die = () => died('gone')),
        terminate: vi.fn(),
      }),
      (callback) => {
        proxied(callback);
        return callback;
      },
      events(),
    );
    const client = api as NextApi;
    const onProgress = vi.fn();
    expect(await client.next(1, onProgress)).toEqual(answered(2));
    expect(onProgress).toHaveBeenCalledWith(1);
    expect(proxied).toHaveBeenCalledWith(onProgress);
    die();
    expect(await client.next(1, onProgress)).toEqual(failed('worker-died', 'gone'));
  });
});
