import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { answered, failed, type Reply } from '../../src/core/model/failure.ts';
import { createAsker } from '../../src/state/use-answer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An asker whose answers the test gives, and what it keeps. */
function asking() {
  const open: ((reply: Reply<string>) => void)[] = [];
  const kept: unknown[] = [];
  const ask = createAsker<string>(
    () => new Promise((resolve) => open.push(resolve)),
    (next) => kept.push(next),
  );
  const answer = async (reply: Reply<string>): Promise<void> => {
    open.shift()?.(reply);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { ask, answer, kept };
}

it('keeps the answer about another row for a moment only', async () => {
  const { ask, answer, kept } = asking();
  ask(1);
  await answer(answered('one'));
  ask(2);
  await vi.advanceTimersByTimeAsync(300);
  expect(kept.at(-1)).toMatchObject({ id: 1, value: 'one' });
  await vi.advanceTimersByTimeAsync(300);
  expect(kept.at(-1)).toEqual({ id: 2, value: undefined, failure: undefined });
  await answer(answered('two'));
  expect(kept.at(-1)).toMatchObject({ id: 2, value: 'two' });
  await vi.advanceTimersByTimeAsync(1000);
  expect(kept.at(-1)).toMatchObject({ id: 2, value: 'two' });
});

it('has nothing of another row beside a failure', async () => {
  const { ask, answer, kept } = asking();
  ask(1);
  await answer(answered('one'));
  ask(2);
  await answer(failed('unreadable'));
  expect(kept.at(-1)).toEqual({ id: 2, value: undefined, failure: { code: 'unreadable' } });
});
