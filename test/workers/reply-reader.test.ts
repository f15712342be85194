import { describe, expect, it, vi } from 'vitest';
import type { EventBatch } from '../../src/core/model/event.ts';
import { ReplyReader } from '../../workers/reply-reader.ts';

const FORGED = { type: 'failed', failure: { code: 'code-forged' } };
const batch = { count: 4, timeNs: new Float64Array(4) } as unknown as EventBatch;

function reader() {
  const port = { postMessage: vi.fn(), close: vi.fn() };
  const give = vi.fn();
  const read = new ReplyReader(port, give);
  const hear = (message: unknown): void => read.hear(() => message);
  return { port, give, read, hear };
}

/** One that has loaded code and waits for the answer to its packets. */
function feeding() {
  const made = reader();
  made.hear({ type: 'ready' });
  made.read.send({ type: 'load', code: '', options: { doubleTake: false, packets: 4 } });
  made.hear({ type: 'loaded', classes: ['A'], sources: ['packets'] });
  made.read.send({ type: 'events', batch });
  made.give.mockClear();
  return made;
}

describe('the reader of the sandbox', () => {
  it('gives back one answer to each request, and moves the columns', () => {
    const { port, give, read, hear } = feeding();
    expect(port.postMessage).toHaveBeenLastCalledWith({ type: 'events', batch }, [batch.timeNs.buffer]);
    hear({ type: 'progress', events: 1, completed: 0 });
    read.send({ type: 'continue' });
    hear({ type: 'progress', events: 4, completed: 1 });
    expect(give.mock.calls.flat()).toEqual([
      { type: 'progress', events: 1, completed: 0 },
      { type: 'progress', events: 4, completed: 1 },
    ]);
  });

  it('does not look into what comes unasked, and ends at the first of it', () => {
    const { port, give, read, hear } = feeding();
    hear({ type: 'progress', events: 4, completed: 0 });
    const look = vi.fn();
    for (let flood = 0; flood < 1000; flood += 1) read.hear(look);
    expect(look).not.toHaveBeenCalled();
    expect(give.mock.calls.flat()).toEqual([{ type: 'progress', events: 4, completed: 0 }, FORGED]);
    expect(port.close).toHaveBeenCalledOnce();
    read.send({ type: 'finish' });
    expect(port.postMessage).not.toHaveBeenCalledWith({ type: 'finish' }, []);
  });

  it('ends at an answer that is none, or that cannot be read', () => {
    const wrong = feeding();
    wrong.hear({ type: 'done', matches: {} });
    expect(wrong.give.mock.calls.flat()).toEqual([FORGED]);
    const unreadable = feeding();
    unreadable.read.hear(() => {
      throw new Error('out of memory');
    });
    expect(unreadable.give.mock.calls.flat()).toEqual([FORGED]);
    const broken = feeding();
    broken.read.refuse();
    expect(broken.give.mock.calls.flat()).toEqual([FORGED]);
  });

  it('hears no progress that goes back or beyond the packets', () => {
    const { give, read, hear } = feeding();
    hear({ type: 'progress', events: 3, completed: 0 });
    read.send({ type: 'continue' });
    hear({ type: 'progress', events: 2, completed: 0 });
    expect(give).toHaveBeenLastCalledWith(FORGED);
    const beyond = feeding();
    beyond.hear({ type: 'progress', events: 5, completed: 0 });
    expect(beyond.give).toHaveBeenLastCalledWith(FORGED);
  });
});
