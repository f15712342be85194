import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/core/model/failure.ts';
import type { RowWindow } from '../../src/core/model/question.ts';
import type { WindowRequest } from '../../src/protocol/data.ts';
import { FLOW_TABLE, MATCH_TABLE, PACKET_TABLE } from '../../src/core/model/table-list.ts';
import { buildQuestion, questionKey } from '../../src/state/question.ts';
import { createWindowFetcher } from '../../src/state/window-fetcher.ts';
import { settle } from './page.ts';

const NO_LIMITS = { range: undefined, matchFilter: undefined, flowFilter: undefined };
const question = (filter: string) => buildQuestion(PACKET_TABLE, { filter, sort: undefined }, NO_LIMITS);

/** A worker whose answers the test gives one by one. */
function heldWorker(shown = 1000) {
  const held: { request: WindowRequest; answer: (reply?: Reply<RowWindow>) => void }[] = [];
  const read = (request: WindowRequest): Promise<Reply<RowWindow>> =>
    new Promise((resolve) =>
      held.push({ request, answer: (reply) => resolve(reply ?? { ok: true, value: windowOf(request, shown) }) }),
    );
  const state = { reading: false, asked: 0 };
  const isReading = (): Promise<boolean> => {
    state.asked++;
    return Promise.resolve(state.reading);
  };
  const next = async (reply?: Reply<RowWindow>): Promise<WindowRequest> => {
    const first = held.shift();
    if (first === undefined) throw new Error('nothing was asked');
    first.answer(reply);
    await settle();
    return first.request;
  };
  return { read, held, next, isReading, state };
}

function windowOf({ from, count }: WindowRequest, shown: number): RowWindow {
  const rows = Array.from({ length: Math.max(0, Math.min(count, shown - from)) }, (_, at) => from + at);
  return { total: shown, shown, from, rows, cells: rows.map((row) => [row]), matched: rows.map(() => 0) };
}

describe('fetching windows', () => {
  it('asks for the rows in view and some around them, once', async () => {
    const worker = heldWorker();
    const fetcher = createWindowFetcher(worker.read, worker.isReading);
    fetcher.want(100, 30);
    expect(worker.held).toHaveLength(0);
    fetcher.ask({ question: question(''), columns: ['number'], generation: 1 });
    const request = await worker.next();
    expect(request.from).toBeLessThan(100);
    expect(request.from + request.count).toBeGreaterThan(130);
    expect(worker.held).toHaveLength(0);
    expect(fetcher.now()).toMatchObject({ pending: false, columns: ['number'] });
    fetcher.want(105, 30);
    expect(worker.held).toHaveLength(0);
  });

  it('has one question under way at most and then asks the newest only', async () => {
    const worker = heldWorker();
    const fetcher = createWindowFetcher(worker.read, worker.isReading);
    fetcher.ask({ question: question(''), columns: [], generation: 1 });
    for (const from of [0, 200, 400, 600, 800]) fetcher.want(from, 30);
    expect(worker.held).toHaveLength(1);
    await worker.next();
    expect(worker.held).toHaveLength(1);
    const request = await worker.next();
    expect(request.from).toBeGreaterThan(600);
    expect(worker.held).toHaveLength(0);
  });

  it('drops the answer to a question that is no longer asked, and keeps the old rows meanwhile', async () => {
    const worker = heldWorker();
    const fetcher = createWindowFetcher(worker.read, worker.isReading);
    fetcher.want(0, 30);
    fetcher.ask({ question: question(''), columns: [], generation: 1 });
    await worker.next();
    const before = fetcher.now().window;
    fetcher.ask({ question: question('a'), columns: [], generation: 1 });
    fetcher.ask({ question: question('b'), columns: [], generation: 1 });
    expect(fetcher.now()).toMatchObject({ pending: true, window: before });
    expect((await worker.next()).question.filter).toBe('a');
    expect(fetcher.now().window).toBe(before);
    expect((await worker.next()).question.filter).toBe('b');
    expect(fetcher.now().pending).toBe(false);
    expect(fetcher.now().key).toBe(questionKey(question('b')));
  });

  it('ends with an answer if the question before is asked again meanwhile', async () => {
    const worker = heldWorker();
    const fetcher = createWindowFetcher(worker.read, worker.isReading);
    fetcher.want(0, 30);
    fetcher.ask({ question: question('a'), columns: [], generation: 1 });
    await worker.next({ ok: false, failure: { code: 'bad-question', detail: 'no' } });
    fetcher.ask({ question: question('b'), columns: [], generation: 1 });
    fetcher.ask({ question: question('a'), columns: [], generation: 1 });
    await worker.next();
    expect(fetcher.now()).toMatchObject({ pending: true, failure: undefined });
    await worker.next({ ok: false, failure: { code: 'bad-question', detail: 'no' } });
    expect(fetcher.now()).toMatchObject({ pending: false, failure: { detail: 'no' } });
  });

  it('does not wait for an overtaken answer that the worker reads the file for', async () => {
    const worker = heldWorker();
    const fetcher = createWindowFetcher(worker.read, worker.isReading);
    fetcher.want(0, 30);
    fetcher.ask({ question: question('pcap "tcp"'), columns: [], generation: 1 });
    const [slow] = worker.held;
    worker.state.reading = true;
    fetcher.ask({ question: question('udp'), columns: [], generation: 1 });
    await settle();
    expect(worker.held.map(({ request }) => request.question.filter)).toEqual(['pcap "tcp"', 'udp']);
    slow.answer();
    await settle();
    expect(fetcher.now()).toMatchObject({ pending: true, window: undefined });
    worker.held.shift();
    await worker.next();
    expect(fetcher.now()).toMatchObject({ pending: false, key: questionKey(question('udp')) });
  });

  it('waits for an overtaken answer from memory, whatever its words', async () => {
    const worker = heldWorker();
    const fetcher = createWindowFetcher(worker.read, worker.isReading);
    fetcher.want(0, 30);
    fetcher.ask({ question: question('pcap'), columns: [], generation: 1 });
    fetcher.ask({ question: question('udp'), columns: [], generation: 1 });
    await settle();
    expect(worker.held).toHaveLength(1);
    expect((await worker.next()).question.filter).toBe('pcap');
    expect((await worker.next()).question.filter).toBe('udp');
    expect(fetcher.now().pending).toBe(false);
  });

  it('asks whether the file is read only when a question under way is overtaken', async () => {
    const worker = heldWorker();
    const fetcher = createWindowFetcher(worker.read, worker.isReading);
    fetcher.want(0, 30);
    fetcher.ask({ question: question('a'), columns: [], generation: 1 });
    fetcher.ask({ question: question('a'), columns: [], generation: 2 });
    fetcher.want(500, 30);
    expect(worker.state.asked).toBe(0);
    fetcher.ask({ question: question('b'), columns: [], generation: 2 });
    expect(worker.state.asked).toBe(1);
    await worker.next();
    await worker.next();
    fetcher.ask({ question: question('c'), columns: [], generation: 2 });
    expect(worker.state.asked).toBe(1);
  });

  it('asks anew when the tables have grown, and not when nothing has changed', async () => {
    const worker = heldWorker();
    const fetcher = createWindowFetcher(worker.read, worker.isReading);
    fetcher.want(0, 30);
    fetcher.ask({ question: question(''), columns: [], generation: 1 });
    await worker.next();
    fetcher.ask({ question: question(''), columns: [], generation: 1 });
    expect(worker.held).toHaveLength(0);
    fetcher.ask({ question: question(''), columns: [], generation: 2 });
    expect(fetcher.now().pending).toBe(false);
    await worker.next();
    expect(worker.held).toHaveLength(0);
  });

  it('keeps a failure until something else is asked', async () => {
    const worker = heldWorker();
    const fetcher = createWindowFetcher(worker.read, worker.isReading);
    fetcher.want(0, 30);
    fetcher.ask({ question: question('x'), columns: [], generation: 1 });
    await worker.next({ ok: false, failure: { code: 'bad-question', detail: 'no' } });
    expect(fetcher.now()).toMatchObject({ pending: false, failure: { detail: 'no' } });
    fetcher.want(500, 30);
    expect(worker.held).toHaveLength(0);
    fetcher.ask({ question: question('y'), columns: [], generation: 1 });
    await worker.next();
    expect(fetcher.now().failure).toBeUndefined();
  });

  it('shows nothing of another question when one fails, and asks again on request', async () => {
    const worker = heldWorker();
    const fetcher = createWindowFetcher(worker.read, worker.isReading);
    fetcher.want(0, 30);
    fetcher.ask({ question: question(''), columns: ['number'], generation: 1 });
    await worker.next();
    fetcher.ask({ question: question('x'), columns: ['number'], generation: 1 });
    await worker.next({ ok: false, failure: { code: 'unreadable' } });
    expect(fetcher.now()).toMatchObject({
      window: undefined,
      key: questionKey(question('x')),
      failure: { code: 'unreadable' },
    });
    fetcher.again();
    expect(fetcher.now()).toMatchObject({ pending: true, failure: undefined });
    await worker.next();
    expect(fetcher.now()).toMatchObject({ pending: false, failure: undefined, window: { shown: 1000 } });
  });

  it('tells its listeners, until they leave', async () => {
    const worker = heldWorker();
    const fetcher = createWindowFetcher(worker.read, worker.isReading);
    let told = 0;
    const leave = fetcher.subscribe(() => told++);
    fetcher.want(0, 30);
    fetcher.ask({ question: question(''), columns: [], generation: 1 });
    await worker.next();
    expect(told).toBeGreaterThan(0);
    const before = told;
    leave();
    fetcher.want(500, 30);
    await worker.next();
    expect(told).toBe(before);
  });
});

describe('the question of a table', () => {
  const limits = { range: { fromNs: 1, toNs: 2 }, matchFilter: 'any', flowFilter: 3 } as const;
  const view = { filter: 'tcp', sort: { column: 'length', descending: true } };

  it('takes the limits that concern it', () => {
    expect(buildQuestion(PACKET_TABLE, view, limits)).toEqual({
      table: 'packets',
      filter: 'tcp',
      range: limits.range,
      match: 'any',
      flow: 3,
      sort: view.sort,
    });
    expect(buildQuestion(FLOW_TABLE, view, limits)).not.toHaveProperty('flow');
    expect(buildQuestion(MATCH_TABLE, view, limits)).not.toHaveProperty('match');
    expect(buildQuestion(FLOW_TABLE, { filter: '', sort: undefined }, NO_LIMITS)).toEqual({
      table: 'flows',
      filter: '',
    });
  });

  it('has equal keys for equal questions only', () => {
    expect(questionKey(buildQuestion(PACKET_TABLE, view, limits))).toBe(
      questionKey(buildQuestion(PACKET_TABLE, { ...view }, { ...limits })),
    );
    const keys = [view, { ...view, filter: 'udp' }, { ...view, sort: undefined }].map((each) =>
      questionKey(buildQuestion(PACKET_TABLE, each, limits)),
    );
    expect(new Set(keys).size).toBe(3);
  });
});
