import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createWatch } from '../../src/engine/busy-watch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A watch over a worker that answers as long as `awake`. */
function watched() {
  const held: (() => void)[] = [];
  const state = { awake: true, asked: 0 };
  const tell = vi.fn();
  const watch = createWatch(() => {
    state.asked++;
    return state.awake ? Promise.resolve() : new Promise<void>((resolve) => held.push(resolve));
  }, tell);
  const wake = (): void => {
    state.awake = true;
    for (const answer of held.splice(0)) answer();
  };
  return { watch, tell, state, wake };
}

it('asks only while a question is open', async () => {
  const { watch, state, tell } = watched();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(state.asked).toBe(0);
  watch.began();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(state.asked).toBe(10);
  watch.ended();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(state.asked).toBe(10);
  expect(tell).not.toHaveBeenCalled();
});

it('says that a silent worker is busy, and when it answers again', async () => {
  const { watch, state, tell, wake } = watched();
  state.awake = false;
  watch.began();
  await vi.advanceTimersByTimeAsync(5400);
  expect(tell).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(200);
  expect(tell.mock.calls).toEqual([[true]]);
  expect(watch.busy).toBe(true);
  wake();
  await vi.advanceTimersByTimeAsync(0);
  expect(tell.mock.calls).toEqual([[true], [false]]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(tell).toHaveBeenCalledTimes(2);
});

it('does not count the sleep of the computer: an answer that waits comes first', async () => {
  const { watch, state, tell, wake } = watched();
  state.awake = false;
  watch.began();
  await vi.advanceTimersByTimeAsync(1000);
  vi.setSystemTime(Date.now() + 3_600_000);
  await vi.advanceTimersByTimeAsync(4100);
  wake();
  await vi.advanceTimersByTimeAsync(2000);
  expect(tell).not.toHaveBeenCalled();
});

it('forgets the worker before when another takes its place', async () => {
  const { watch, state, tell, wake } = watched();
  state.awake = false;
  watch.began();
  await vi.advanceTimersByTimeAsync(6000);
  watch.restart();
  watch.ended();
  expect(tell.mock.calls).toEqual([[true], [false]]);
  state.awake = true;
  watch.began();
  wake();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(tell).toHaveBeenCalledTimes(2);
  expect(state.asked).toBeGreaterThan(10);
});
