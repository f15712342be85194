import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventBatch } from '../../src/core/model/event.ts';
import type { DataApi } from '../../src/protocol/data.ts';
import type { LanguageApi } from '../../src/protocol/language.ts';
import type { SandboxRequest } from '../../src/protocol/sandbox.ts';
import { packMatches } from '../../src/core/relational/pack-matches.ts';
import { SILENCE_MS } from '../../src/engine/conversation.ts';

// The real frame needs a browser and a bundled script; test/e2e/sandbox.e2e.ts runs it.
vi.mock('../../src/engine/sandbox-frame.ts', () => ({ openSandbox: vi.fn() }));
const { createSandboxRunner } = await import('../../src/engine/sandbox-runner.ts');

const MATCHES = { classes: [{ name: 'A', completed: 1, incomplete: 0 }], matches: [], omitted: [0] };

/** A sandbox that answers at once, unless its `silent` names the request; `log` has what happened. */
function sandbox(silent?: SandboxRequest['type']) {
  const log: string[] = [];
  const open = (receive: (message: unknown) => void) => {
    let events = 0;
    log.push('open');
    queueMicrotask(() => receive({ type: 'ready' }));
    return {
      send(request: SandboxRequest): void {
        log.push(request.type === 'events' ? `events ${request.batch.count}` : request.type);
        if (request.type === silent) return;
        queueMicrotask(() => {
          if (request.type === 'load') receive({ type: 'loaded', classes: ['A'] });
          if (request.type === 'finish') receive({ type: 'done', matches: packMatches(MATCHES) });
          if (request.type !== 'events') return;
          receive({ type: 'progress', events: (events += 1), completed: 0 });
          receive({ type: 'progress', events: (events += request.batch.count - 1), completed: 1 });
        });
      },
      close: () => void log.push('close'),
    };
  };
  return { log, open };
}

const compiler = {
  transpile: async (code: string) =>
    code === 'bad'
      ? { ok: false, failure: { code: 'code-syntax', line: 1, column: 1 } }
      : { ok: true, value: { code, mappings: '' } },
  inSource: async (failure: object) => failure,
} as unknown as LanguageApi;

const asked: string[] = [];
const data = {
  events: async (_run: number, from: number, count: number, withPayload: boolean) => {
    asked.push(`${from}+${count}${withPayload ? ' payload' : ''}`);
    return { ok: true, value: { count, timeNs: new Float64Array(1) } as unknown as EventBatch };
  },
} as unknown as DataApi;

const options = { doubleTake: false, packets: 70_000 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  asked.length = 0;
});

describe('a run in the sandbox', () => {
  it('sends all packets in batches and brings back what was found', async () => {
    const { log, open } = sandbox();
    const progress: number[] = [];
    const reply = await createSandboxRunner(compiler, open).run('code', options, data, ({ events }) =>
      progress.push(events),
    );
    expect(reply).toEqual({ ok: true, value: packMatches(MATCHES) });
    expect(asked).toEqual(['0+65536', '65536+4464']);
    expect(log).toEqual(['open', 'load', 'events 65536', 'events 4464', 'finish', 'close']);
    expect(progress).toEqual([1, 65_536, 65_537, 70_000]);
  });

  it.each(['event.payload', 'const { text } = event'])(
    'asks for payloads in smaller batches when the code says %s',
    async (code) => {
      await createSandboxRunner(compiler, sandbox().open).run(code, options, data, () => undefined);
      expect(asked[0]).toBe('0+16384 payload');
      await createSandboxRunner(compiler, sandbox().open).run('event.payloadLength', options, data, () => undefined);
      expect(asked.at(-1)).toBe('65536+4464');
    },
  );

  it('runs over a capture without packets', async () => {
    const { log, open } = sandbox();
    await createSandboxRunner(compiler, open).run('code', { ...options, packets: 0 }, data, () => undefined);
    expect(log).toEqual(['open', 'load', 'finish', 'close']);
  });

  it('opens no sandbox for code that does not compile', async () => {
    const { log, open } = sandbox();
    const reply = await createSandboxRunner(compiler, open).run('bad', options, data, () => undefined);
    expect(reply).toMatchObject({ ok: false, failure: { code: 'code-syntax' } });
    expect(log).toEqual([]);
  });

  it.each(['load', 'events', 'finish'] as const)('ends when %s is not answered in time', async (silent) => {
    const { log, open } = sandbox(silent);
    const running = createSandboxRunner(compiler, open).run('code', options, data, () => undefined);
    await vi.advanceTimersByTimeAsync(SILENCE_MS - 1);
    expect(log).not.toContain('close');
    await vi.advanceTimersByTimeAsync(1000);
    expect(await running).toEqual({ ok: false, failure: { code: 'code-timeout' } });
    expect(log.at(-1)).toBe('close');
  });

  it('can be stopped, and runs again afterwards', async () => {
    const silent = sandbox('events');
    const runner = createSandboxRunner(compiler, silent.open);
    const running = runner.run('code', options, data, () => undefined);
    await vi.advanceTimersByTimeAsync(10);
    runner.stop();
    expect(await running).toEqual({ ok: false, failure: { code: 'stopped' } });
    expect(silent.log.at(-1)).toBe('close');
    const again = createSandboxRunner(compiler, sandbox().open).run('code', options, data, () => undefined);
    expect((await again).ok).toBe(true);
  });

  it('is stopped by the next one', async () => {
    const runner = createSandboxRunner(compiler, sandbox('events').open);
    const first = runner.run('code', options, data, () => undefined);
    await vi.advanceTimersByTimeAsync(10);
    void runner.run('code', options, data, () => undefined);
    expect(await first).toEqual({ ok: false, failure: { code: 'stopped' } });
    runner.stop();
  });

  it('gives on why the packets could not be had', async () => {
    const failure = { code: 'unreadable', detail: 'gone' } as const;
    const broken = { events: async () => ({ ok: false, failure }) } as unknown as DataApi;
    const reply = await createSandboxRunner(compiler, sandbox().open).run('code', options, broken, () => undefined);
    expect(reply).toEqual({ ok: false, failure });
  });
});
