import { describe, expect, it, vi } from 'vitest';
import { packMatches } from '../../src/core/relational/pack-matches.ts';
import { createLazyRunner } from '../../src/engine/lazy-runner.ts';
import type { Runner } from '../../src/engine/lazy-runner.ts';
import type { DataApi } from '../../src/protocol/data.ts';
import { matchSetOf } from '../../src/core/relational/match-set.ts';

const found = packMatches(matchSetOf({ classes: [], matches: [], omitted: [] }));
const data = {} as DataApi;
const options = { doubleTake: false, packets: 0 };

function runner(): Runner {
  return { run: () => Promise.resolve({ ok: true, value: found }), stop: vi.fn<() => void>() };
}

describe('the runner that is loaded when it is needed', () => {
  it('is loaded once', async () => {
    const load = vi.fn(() => Promise.resolve(runner()));
    const lazy = createLazyRunner(load);
    expect(load).not.toHaveBeenCalled();
    expect(await lazy.run('', options, data, vi.fn())).toEqual({ ok: true, value: found });
    await lazy.run('', options, data, vi.fn());
    expect(load).toHaveBeenCalledOnce();
  });

  it('does not run what was stopped while it was loading', async () => {
    const inner = { ...runner(), run: vi.fn() };
    let arrive: (runner: Runner) => void = () => undefined;
    const lazy = createLazyRunner(() => new Promise((resolve) => (arrive = resolve)));
    const run = lazy.run('', options, data, vi.fn());
    lazy.stop();
    arrive(inner);
    expect(await run).toEqual({ ok: false, failure: { code: 'stopped' } });
    expect(inner.run).not.toHaveBeenCalled();
  });

  it('is stopped at once while its script does not come', async () => {
    const lazy = createLazyRunner(() => new Promise(() => undefined));
    const run = lazy.run('', options, data, vi.fn());
    lazy.stop();
    expect(await run).toEqual({ ok: false, failure: { code: 'stopped' } });
  });

  it('tries again after it could not be loaded', async () => {
    const load = vi.fn(() => Promise.resolve(runner())).mockRejectedValueOnce(new Error('offline'));
    const lazy = createLazyRunner(load);
    const first = await lazy.run('', options, data, vi.fn());
    expect(first).toMatchObject({ ok: false, failure: { code: 'bug' } });
    expect(await lazy.run('', options, data, vi.fn())).toEqual({ ok: true, value: found });
  });

  it('passes a stop on to a run that is going on', async () => {
    const inner = runner();
    const lazy = createLazyRunner(() => Promise.resolve(inner));
    await lazy.run('', options, data, vi.fn());
    lazy.stop();
    expect(inner.stop).toHaveBeenCalledOnce();
  });
});
