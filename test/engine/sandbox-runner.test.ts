import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NO_NEEDS, type EventNeeds } from '../../src/core/model/event-needs.ts';
import type { EventBatch } from '../../src/core/model/event.ts';
import type { DataApi } from '../../src/protocol/data.ts';
import type { LanguageApi } from '../../src/protocol/language.ts';
import type { SandboxRequest } from '../../src/protocol/sandbox.ts';
import { matchSetOf } from '../../src/core/relational/match-set.ts';
import { packMatches } from '../../src/core/relational/pack-matches.ts';
import { PACE_MS, SILENCE_MS, START_MS } from '../../src/engine/conversation.ts';
import type { SandboxReply } from '../../src/protocol/sandbox.ts';
import type { Failure } from '../../src/core/model/failure.ts';

// The real frame needs a browser and a bundled script; test/e2e/sandbox.e2e.ts runs it.
vi.mock('../../src/engine/sandbox-frame.ts', () => ({ openSandbox: vi.fn() }));
const { createSandboxRunner } = await import('../../src/engine/sandbox-runner.ts');

const MATCHES = matchSetOf({ classes: [{ name: 'A', completed: 1, incomplete: 0 }], matches: [], omitted: [0] });

interface Ways {
  /** The request that is not answered. */
  readonly silent?: SandboxRequest['type'] | 'start';
  /** Says a sign of life to each request, and a further one each time it is told to go on. */
  readonly endless?: boolean;
  /** What a request is answered instead. */
  readonly instead?: Partial<Record<SandboxRequest['type'] | 'start', SandboxReply>>;
}

/** A sandbox that answers at once; `log` has what happened, `breaks` lets it die, `says` has it say something unasked. */
function sandbox({ silent, endless = false, instead = {} }: Ways = {}) {
  const log: string[] = [];
  const dying: { breaks: (failure: Failure) => void; says: (reply: SandboxReply) => void } = {
    breaks: () => undefined,
    says: () => undefined,
  };
  const open = (receive: (reply: SandboxReply) => void, broken: (failure: Failure) => void) => {
    let events = 0;
    let sent = 0;
    const answers = (request: SandboxRequest): SandboxReply => {
      if (request.type === 'load') return { type: 'loaded', classes: ['A'], sources: ['packets'] };
      if (request.type === 'finish') return { type: 'done', matches: packMatches(MATCHES) };
      if (request.type === 'events') sent += request.batch.count;
      events = endless || request.type === 'events' ? events + 1 : sent;
      return { type: 'progress', events, completed: events === sent ? 1 : 0 };
    };
    const say = (type: SandboxRequest['type'] | 'start', reply: () => SandboxReply): void => {
      if (type !== silent) queueMicrotask(() => receive(instead[type] ?? reply()));
    };
    log.push('open');
    Object.assign(dying, { breaks: broken, says: receive });
    say('start', () => ({ type: 'ready' }));
    return {
      send(request: SandboxRequest): void {
        log.push(request.type === 'events' ? `events ${request.batch.count}` : request.type);
        say(request.type, () => answers(request));
      },
      close: () => void log.push('close'),
    };
  };
  return {
    log,
    open,
    breaks: (failure: Failure) => dying.breaks(failure),
    says: (reply: SandboxReply) => dying.says(reply),
  };
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
  events: async (_run: number, from: number, count: number, { payload }: EventNeeds) => {
    asked.push(`${from}+${count}${payload ? ' payload' : ''}`);
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
    const running = createSandboxRunner(compiler, open).run('code', options, data, ({ events }) =>
      progress.push(events),
    );
    await vi.advanceTimersByTimeAsync(1000);
    expect(await running).toEqual({ ok: true, value: packMatches(MATCHES) });
    expect(asked).toEqual(['0+65536', '65536+4464']);
    expect(log).toEqual(['open', 'load', 'events 65536', 'continue', 'events 4464', 'continue', 'finish', 'close']);
    expect(progress).toEqual([1, 65_536, 65_537, 70_000]);
  });

  it.each(['event.payload', 'const { text } = event'])(
    'asks for payloads in smaller batches when the code says %s',
    async (code) => {
      void createSandboxRunner(compiler, sandbox().open).run(code, options, data, () => undefined);
      await vi.advanceTimersByTimeAsync(1000);
      expect(asked[0]).toBe('0+16384 payload');
      void createSandboxRunner(compiler, sandbox().open).run('event.payloadLength', options, data, () => undefined);
      await vi.advanceTimersByTimeAsync(1000);
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

  it.each([
    ['load', 0, 'It was being loaded.'],
    ['events', 0, 'It was given packets; the last that it spoke of is packet 0.'],
    ['continue', 0, 'It was given packets; the last that it spoke of is packet 1.'],
    ['finish', 2 * PACE_MS, 'What it had found was being collected.'],
  ] as const)('ends when %s is not answered in time', async (silent, before, detail) => {
    const { log, open } = sandbox({ silent });
    const running = createSandboxRunner(compiler, open).run('code', options, data, () => undefined);
    await vi.advanceTimersByTimeAsync(before);
    await vi.advanceTimersByTimeAsync(SILENCE_MS - 1);
    expect(log).not.toContain('close');
    await vi.advanceTimersByTimeAsync(1000);
    expect(await running).toEqual({ ok: false, failure: { code: 'code-timeout', detail } });
    expect(log.at(-1)).toBe('close');
  });

  it('ends when the sandbox does not start, which is no fault of the code', async () => {
    const { log, open } = sandbox({ silent: 'start' });
    const running = createSandboxRunner(compiler, open).run('code', options, data, () => undefined);
    await vi.advanceTimersByTimeAsync(START_MS + 1000);
    expect(await running).toMatchObject({ ok: false, failure: { code: 'worker-died' } });
    expect(log).toEqual(['open', 'close']);
  });

  it.each(['start', 'load', 'events', 'finish'] as const)('ends when the sandbox dies at %s', async (phase) => {
    const { log, open, breaks } = sandbox({ silent: phase });
    const runner = createSandboxRunner(compiler, open);
    const running = runner.run('code', options, data, () => undefined);
    await vi.advanceTimersByTimeAsync(200);
    breaks({ code: 'worker-died', detail: 'gone' });
    expect(await running).toEqual({ ok: false, failure: { code: 'worker-died', detail: 'gone' } });
    expect(log.at(-1)).toBe('close');
    const again = createSandboxRunner(compiler, sandbox().open).run('code', options, data, () => undefined);
    await vi.advanceTimersByTimeAsync(1000);
    expect((await again).ok).toBe(true);
  });

  it.each(['load', 'events', 'finish'] as const)('ends with what the reader says of %s', async (phase) => {
    const failure = { code: 'code-forged' } as const;
    const { log, open } = sandbox({ instead: { [phase]: { type: 'failed', failure } } });
    const running = createSandboxRunner(compiler, open).run('code', options, data, () => undefined);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await running).toEqual({ ok: false, failure });
    expect(log.at(-1)).toBe('close');
  });

  it('ends with what the reader says between two requests', async () => {
    const { open, says } = sandbox();
    let bring: (reply: unknown) => void = () => undefined;
    const late = { events: () => new Promise((resolve) => (bring = resolve)) } as unknown as DataApi;
    const running = createSandboxRunner(compiler, open).run('code', options, late, () => undefined);
    await vi.advanceTimersByTimeAsync(10);
    says({ type: 'failed', failure: { code: 'code-forged' } });
    bring(await data.events(1, 0, 1, NO_NEEDS));
    expect(await running).toEqual({ ok: false, failure: { code: 'code-forged' } });
  });

  it('lets slow code go on for as long as it gives signs of life, and hears them at its own pace', async () => {
    const { log, open } = sandbox({ endless: true });
    const progress: number[] = [];
    const runner = createSandboxRunner(compiler, open);
    const running = runner.run('code', options, data, ({ events }) => progress.push(events));
    await vi.advanceTimersByTimeAsync(20 * SILENCE_MS);
    expect(log).not.toContain('close');
    expect(progress.length).toBeGreaterThan(100);
    expect(progress.length).toBeLessThanOrEqual((20 * SILENCE_MS) / PACE_MS + 1);
    runner.stop();
    expect(await running).toEqual({ ok: false, failure: { code: 'stopped' } });
  });

  it('does not wait for a compiler or packets that do not come, once it is stopped', async () => {
    const never = () => new Promise<never>(() => undefined);
    const stuck = { ...compiler, transpile: never } as unknown as LanguageApi;
    const first = createSandboxRunner(stuck, sandbox().open);
    const compiling = first.run('code', options, data, () => undefined);
    first.stop();
    expect(await compiling).toEqual({ ok: false, failure: { code: 'stopped' } });
    const second = createSandboxRunner(compiler, sandbox().open);
    const reading = second.run('code', options, { events: never } as unknown as DataApi, () => undefined);
    await vi.advanceTimersByTimeAsync(10);
    second.stop();
    expect(await reading).toEqual({ ok: false, failure: { code: 'stopped' } });
  });

  it('can be stopped, and runs again afterwards', async () => {
    const silent = sandbox({ silent: 'events' });
    const runner = createSandboxRunner(compiler, silent.open);
    const running = runner.run('code', options, data, () => undefined);
    await vi.advanceTimersByTimeAsync(10);
    runner.stop();
    expect(await running).toEqual({ ok: false, failure: { code: 'stopped' } });
    expect(silent.log.at(-1)).toBe('close');
    const again = createSandboxRunner(compiler, sandbox().open).run('code', options, data, () => undefined);
    await vi.advanceTimersByTimeAsync(1000);
    expect((await again).ok).toBe(true);
  });

  it('is stopped by the next one', async () => {
    const runner = createSandboxRunner(compiler, sandbox({ silent: 'events' }).open);
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
