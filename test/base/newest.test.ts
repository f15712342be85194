import { describe, expect, it } from 'vitest';
import { JobCounter, newestOnly } from '../../src/base/newest.ts';

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Something to be asked, whose answers the test gives one by one. */
function held() {
  const wishes: string[] = [];
  const ends: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];
  const ask = newestOnly<string>((wish) => {
    wishes.push(wish);
    return new Promise((resolve, reject) => ends.push({ resolve, reject }));
  });
  return { ask, wishes, ends };
}

/** Rejections that nobody has handled while `work` went on. */
async function unhandled(work: () => Promise<void>): Promise<readonly unknown[]> {
  const others = process.listeners('unhandledRejection');
  const errors: unknown[] = [];
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', (error) => errors.push(error));
  await work();
  process.removeAllListeners('unhandledRejection');
  for (const other of others) process.on('unhandledRejection', other);
  return errors;
}

describe('asking for the newest only', () => {
  it('asks at once where nothing is under way', () => {
    const { ask, wishes } = held();
    ask('a');
    expect(wishes).toEqual(['a']);
  });

  it('has one under way at most, and asks for the newest when it ends', async () => {
    const { ask, wishes, ends } = held();
    for (const wish of ['a', 'b', 'c']) ask(wish);
    expect(wishes).toEqual(['a']);
    ends[0].resolve();
    await settle();
    expect(wishes).toEqual(['a', 'c']);
    ends[1].resolve();
    await settle();
    expect(wishes).toEqual(['a', 'c']);
    ask('d');
    expect(wishes).toEqual(['a', 'c', 'd']);
  });

  it('asks for the same again if it is wished for again', async () => {
    const { ask, wishes, ends } = held();
    ask('a');
    ask('a');
    ends[0].resolve();
    await settle();
    expect(wishes).toEqual(['a', 'a']);
  });

  it('goes on behind an error, which is not swallowed', async () => {
    const { ask, wishes, ends } = held();
    ask('a');
    ask('b');
    const error = new Error('a defect');
    const errors = await unhandled(async () => {
      ends[0].reject(error);
      await settle();
    });
    expect(errors).toEqual([error]);
    expect(wishes).toEqual(['a', 'b']);
    ends[1].resolve();
    await settle();
    ask('c');
    expect(wishes).toEqual(['a', 'b', 'c']);
  });
});

describe('a job counter', () => {
  it('knows the newest job', () => {
    const jobs = new JobCounter();
    const first = jobs.begin();
    expect(jobs.isNewest(first)).toBe(true);
    const second = jobs.begin();
    expect([jobs.isNewest(first), jobs.isNewest(second)]).toEqual([false, true]);
  });
});
