import { describe, expect, it, vi } from 'vitest';
import type { Failure } from '../../src/core/model/failure.ts';
import { createGuard } from '../../src/engine/guard.ts';
import type { Remote } from '../../src/engine/guard.ts';

interface Api {
  answer(text: string): Promise<string>;
}

/** Workers that can be killed; `never` is a question that stays open. */
function workers() {
  const kills: ((detail: string) => void)[] = [];
  const terminate = vi.fn();
  const start = (): Remote<Api> => ({
    api: { answer: (text) => (text === 'never' ? new Promise(() => undefined) : Promise.resolve(`${text}!`)) },
    onDeath: (died) => void kills.push(died),
    terminate,
  });
  return { start, terminate, kill: (detail: string) => kills.at(-1)?.(detail), started: () => kills.length };
}

const asText = ({ code, detail }: Failure): string => `${code}: ${detail ?? ''}`;

describe('a guarded worker', () => {
  it('answers', async () => {
    const guard = createGuard(workers().start, vi.fn());
    expect(await guard.call((api) => api.answer('yes'), asText)).toBe('yes!');
  });

  it('answers every call under way, and every later one, with its death', async () => {
    const { start, kill, terminate } = workers();
    const died = vi.fn();
    const guard = createGuard(start, died);
    const open = [guard.call((api) => api.answer('never'), asText), guard.call((api) => api.answer('never'), asText)];
    kill('out of memory');
    expect(await Promise.all(open)).toEqual(['worker-died: out of memory', 'worker-died: out of memory']);
    expect(await guard.call((api) => api.answer('yes'), asText)).toBe('worker-died: out of memory');
    expect(died).toHaveBeenCalledExactlyOnceWith({ code: 'worker-died', detail: 'out of memory' });
    expect(terminate).toHaveBeenCalledOnce();
  });

  it('is started anew only when it is dead and wanted', async () => {
    const { start, kill, started } = workers();
    const guard = createGuard(start, vi.fn());
    guard.revive();
    expect(started()).toBe(1);
    kill('gone');
    guard.revive();
    expect(started()).toBe(2);
    expect(await guard.call((api) => api.answer('again'), asText)).toBe('again!');
  });

  it('turns whatever is thrown, at once or later, into a failure with its stack', async () => {
    const guard = createGuard(workers().start, vi.fn());
    const later = await guard.call(() => Promise.reject(new Error('torn')), asText);
    const atOnce = await guard.call((): Promise<string> => {
      throw new TypeError('worn');
    }, asText);
    expect(later).toMatch(/^bug: Error: torn\n {4}at /);
    expect(atOnce).toMatch(/^bug: TypeError: worn\n {4}at /);
  });
});
