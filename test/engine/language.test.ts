import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Remote } from '../../src/engine/guard.ts';
import { CHECK_MS, COMPILE_MS, createLanguage } from '../../src/engine/language.ts';
import type { LanguageApi } from '../../src/protocol/language.ts';

const FILE = { path: '/flow.ts', code: 'x' };
const LINTS = { path: '/flow.ts', diagnosticCodesToIgnore: [] };

/** A compiler as it was started: what it was asked, whether it was ended, and how it may die. */
interface Started {
  readonly asked: string[];
  ended: boolean;
  die: (detail: string) => void;
}

/** Compilers that answer at once, but for the code and the questions that `stuck` names. */
function compilers(stuck: readonly string[]) {
  const started: Started[] = [];
  const start = (): Remote<LanguageApi> => {
    const own: Started = { asked: [], ended: false, die: () => undefined };
    started.push(own);
    const answer = (name: string, value: unknown): Promise<unknown> => {
      own.asked.push(name);
      return stuck.includes(name) ? new Promise(() => undefined) : Promise.resolve(value);
    };
    const api = {
      initialize: () => answer('initialize', undefined),
      transpile: (code: string) => answer(code, { ok: true, value: { code, mappings: '' } }),
      inSource: (failure: object) => answer('inSource', failure),
      updateFile: ({ code }: { code: string }) => answer(`update ${code}`, undefined),
      getLints: () => answer('lints', []),
      getAutocompletion: () => answer('complete', undefined),
      getHover: () => answer('hover', undefined),
    } as unknown as LanguageApi;
    return { api, onDeath: (died) => void (own.die = died), terminate: () => void (own.ended = true) };
  };
  return { started, language: createLanguage(start) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the compilers', () => {
  it('compile for a run while types are worked out without end', async () => {
    const { started, language } = compilers(['lints']);
    await language.initialize();
    await language.updateFile(FILE);
    const lints = language.getLints(LINTS);
    expect(await language.transpile('good')).toEqual({ ok: true, value: { code: 'good', mappings: '' } });
    await vi.advanceTimersByTimeAsync(CHECK_MS);
    expect((await lints).map(({ severity, message }) => `${severity}: ${message}`).join()).toMatch(
      /^warning: The types are not checked/,
    );
    expect(started.map(({ ended }) => ended)).toEqual([true, false]);
  });

  it('are started anew for the editor by a change of its text, and by nothing else', async () => {
    const { started, language } = compilers(['hover']);
    await language.initialize();
    const hover = language.getHover({ path: '/flow.ts', pos: 1 });
    await vi.advanceTimersByTimeAsync(CHECK_MS);
    expect(await hover).toBeUndefined();
    expect(await language.getLints(LINTS)).toHaveLength(1);
    expect(await language.getAutocompletion({ path: '/flow.ts', context: { pos: 1, explicit: true } })).toBeUndefined();
    expect(started).toHaveLength(1);
    await language.updateFile({ ...FILE, code: 'y' });
    expect(await language.getLints(LINTS)).toEqual([]);
    expect(started.map(({ asked }) => asked)).toEqual([
      ['initialize', 'hover'],
      ['initialize', 'update y', 'lints'],
    ]);
  });

  it('say that code cannot be compiled in time, and compile other code afterwards', async () => {
    const { started, language } = compilers(['endless']);
    await language.transpile('warm');
    const endless = language.transpile('endless');
    await vi.advanceTimersByTimeAsync(COMPILE_MS);
    expect(await endless).toMatchObject({
      ok: false,
      failure: { code: 'code-syntax', detail: 'The compiler came to no end with this code in 10 seconds.' },
    });
    expect((await language.transpile('good')).ok).toBe(true);
    expect(started.map(({ ended }) => ended)).toEqual([true, false]);
  });

  it('are given the time to be fetched', async () => {
    const { language } = compilers(['slow']);
    let reply: unknown;
    void language.transpile('slow').then((value) => (reply = value));
    await vi.advanceTimersByTimeAsync(COMPILE_MS + 30_000);
    expect(reply).toBeUndefined();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(reply).toMatchObject({ ok: false });
  });

  it('are replaced when they die', async () => {
    const { started, language } = compilers(['endless', 'inSource']);
    const dying = language.transpile('endless');
    started[0]?.die('out of memory');
    expect(await dying).toEqual({
      ok: false,
      failure: { code: 'worker-died', detail: 'the compiler: out of memory' },
    });
    expect((await language.transpile('good')).ok).toBe(true);
    const failure = language.inSource({ code: 'code-threw', detail: 'x', line: 1, column: 1 }, '');
    started[1]?.die('again');
    expect(await failure).toEqual({ code: 'code-threw', detail: 'x' });
  });

  it('compile the same code once', async () => {
    const { started, language } = compilers([]);
    await language.transpile('same');
    await language.transpile('same');
    expect(started[0]?.asked).toEqual(['same']);
  });
});
