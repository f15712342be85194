import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { requestedCaptures } from '../../src/state/actions/address.ts';
import {
  changeOrder,
  openAddresses,
  openFile,
  openFiles,
  openSample,
  stopOpening,
} from '../../src/state/actions/capture.ts';
import { loseCapture } from '../../src/state/actions/reader-trouble.ts';
import { runCode, setCode } from '../../src/state/actions/run.ts';
import { selectFlow, selectPacket, setRange, setTableView } from '../../src/state/actions/view.ts';
import { useReaderTrouble } from '../../src/state/reader-trouble.ts';
import { useSamples } from '../../src/state/samples.ts';
import { getState } from '../../src/state/store.ts';
import { freshPage, opened, settle, summary } from './page.ts';

let page: ReturnType<typeof freshPage>;
beforeEach(() => {
  page = freshPage();
});
afterEach(() => void vi.unstubAllGlobals());

const file = (name: string): File => new File(['bytes'], name);
const session = () => getState().session;

describe('opening a file', () => {
  it('goes from loading to ready, and measures', async () => {
    performance.clearMeasures();
    void openFile(file('a.pcap'));
    expect(session()).toEqual({ phase: 'loading', name: 'a.pcap', progress: undefined });
    const before = getState().generation;
    page.openings[0]?.answer({ ok: true, value: opened('a.pcap', 7, 2) });
    await settle();
    expect(session()).toEqual({ phase: 'ready', summary: summary('a.pcap', 7, 2) });
    expect(getState().generation).toBeGreaterThan(before);
    const [measure] = performance.getEntriesByName('flowloom:open');
    expect(measure).toMatchObject({ detail: { bytes: 100, packets: 7, flows: 2 } });
  });

  it('shows progress, and has rows asked for anew at most every quarter of a second', () => {
    void openFile(file('a.pcap'));
    const [opening] = page.openings;
    const before = getState().generation;
    for (let packets = 1; packets <= 5; packets += 1) {
      opening?.progress({ bytesRead: packets, summary: summary('a.pcap', packets, 0) });
    }
    expect(session()).toMatchObject({ phase: 'loading', progress: { bytesRead: 5 } });
    expect(getState().generation).toBe(before + 1);
  });

  it('fails with the facts', async () => {
    void openFile(file('a.txt'));
    page.openings[0]?.answer({ ok: false, failure: { code: 'not-a-capture', offset: 0 } });
    await settle();
    expect(session()).toEqual({ phase: 'failed', name: 'a.txt', failure: { code: 'not-a-capture', offset: 0 } });
  });

  it('ignores what an older opening still says', async () => {
    void openFile(file('old.pcap'));
    void openFile(file('new.pcap'));
    const [old, fresh] = page.openings;
    old?.progress({ bytesRead: 1, summary: summary('old.pcap', 1, 1) });
    expect(session()).toEqual({ phase: 'loading', name: 'new.pcap', progress: undefined });
    fresh?.answer({ ok: true, value: opened('new.pcap', 3, 1) });
    await settle();
    old?.answer({ ok: false, failure: { code: 'stopped' } });
    await settle();
    expect(session()).toMatchObject({ phase: 'ready', summary: { name: 'new.pcap' } });
  });

  it('lifts the limits and selections of the capture before, but keeps columns', () => {
    setRange({ fromNs: 1, toNs: 2 });
    selectFlow(3);
    setTableView('flows', { filter: 'tcp', columns: ['src_ip'], sort: { column: 'src_ip', descending: false } });
    void openFile(file('a.pcap'));
    expect(getState()).toMatchObject({ range: undefined, flow: undefined });
    expect(getState().tables.flows).toMatchObject({ filter: '', sort: undefined, columns: ['src_ip'] });
  });

  it('leaves the open capture as it is if the file is none, and says so until another one opens', async () => {
    void openFile(file('a.pcap'));
    page.openings[0]?.answer({ ok: true, value: opened('a.pcap', 7, 2) });
    await settle();
    setTableView('flows', { filter: 'tcp' });
    await openFile(file('notes.txt'));
    expect(page.openings).toHaveLength(1);
    expect(getState()).toMatchObject({ session: { phase: 'ready', summary: { name: 'a.pcap' } } });
    expect(getState().tables.flows).toMatchObject({ filter: 'tcp' });
    expect(useReaderTrouble.getState().refused).toEqual({
      name: 'notes.txt',
      failure: { code: 'not-a-capture' },
      file: expect.any(File) as File, // it may be opened as a log
    });
    void openFile(file('b.pcap'));
    await settle();
    expect(useReaderTrouble.getState().refused).toBeUndefined();
    expect(getState().tables.flows).toMatchObject({ filter: '' });
  });

  it('opens what was chosen last, however long it takes to tell what a file is', async () => {
    void openFile(file('a.pcap'));
    page.openings[0]?.answer({ ok: true, value: opened('a.pcap', 7, 2) });
    await settle();
    void openFile(file('first.pcap'));
    void openFile(file('last.pcap'));
    await settle();
    expect(page.openings.map(({ name }) => name)).toEqual(['a.pcap', 'last.pcap']);
    page.openings[1]?.answer({ ok: true, value: opened('last.pcap', 7, 2) });
    await settle();
    void openFile(file('late.pcap'));
    void openAddresses(['samples/b.pcap'], 'list');
    await settle();
    expect(page.openings.map(({ name }) => name)).not.toContain('late.pcap');
  });

  it('abandons a run', async () => {
    void openFile(file('a.pcap'));
    page.openings[0]?.answer({ ok: true, value: opened('a.pcap', 7, 2) });
    await settle();
    void runCode();
    void openFile(file('b.pcap'));
    await settle();
    expect(page.stopRun).toHaveBeenCalledOnce();
    page.runs[0]?.answer({ ok: false, failure: { code: 'stopped' } });
    await settle();
    expect(getState().run).toEqual({ phase: 'idle' });
    expect(page.setMatches).not.toHaveBeenCalled();
  });

  it('stops on request', async () => {
    void openFile(file('a.pcap'));
    await stopOpening();
    expect(page.stop).toHaveBeenCalledOnce();
  });
});

describe('opening several files', () => {
  it('hands them over in order, and again in the other way', async () => {
    void openFiles([file('a.pcap'), file('b.pcap'), file('c.pcap')], 'time');
    expect(session()).toMatchObject({ phase: 'loading', name: 'a.pcap and 2 more' });
    expect(page.openings[0]).toMatchObject({ name: 'a.pcap b.pcap c.pcap', order: 'time' });
    void changeOrder('list');
    expect(page.openings[1]).toMatchObject({ name: 'a.pcap b.pcap c.pcap', order: 'list' });
    await settle();
  });

  it('by their addresses keeps them in the address, with their order', async () => {
    vi.stubGlobal('fetch', (url: URL) =>
      Promise.resolve(url.pathname.endsWith('b.pcap') ? new Response('', { status: 404 }) : new Response('bytes')),
    );
    void openAddresses(['a.pcap', 'x/b.pcap'], 'list');
    await settle();
    expect(location.search).toBe('?x=1&capture=a.pcap&capture=x/b.pcap&order=list');
    expect(requestedCaptures()).toEqual({ addresses: ['a.pcap', 'x/b.pcap'], order: 'list' });
    expect(page.openings[0]).toMatchObject({ name: 'a.pcap b.pcap', order: 'list' });
    expect(page.openings[0]?.refusals[0]).toBe(undefined);
    expect(page.openings[0]?.refusals[1]).toContain('404');
    void changeOrder('time');
    expect(location.search).toBe('?x=1&capture=a.pcap&capture=x/b.pcap');
    void openFile(file('c.pcap'));
    expect(location.search).toBe('?x=1');
  });
});

describe('opening by address', () => {
  it('fetches from the own origin, keeps what the link brought, and stays in the address', async () => {
    const fetched = vi.fn(() => Promise.resolve(new Response('bytes')));
    vi.stubGlobal('fetch', fetched);
    setRange({ fromNs: 1, toNs: 2 });
    selectFlow(1);
    selectPacket(99);
    void openAddresses(['captures/a%20b.pcap'], 'list', true);
    await settle();
    expect(String(fetched.mock.calls[0]?.at(0))).toBe('https://host.example/app/captures/a%20b.pcap');
    expect(location.href).toBe('https://host.example/app/?x=1&capture=captures/a%2520b.pcap');
    expect(page.openings[0]?.name).toBe('a b.pcap');
    page.openings[0]?.answer({ ok: true, value: opened('a b.pcap', 7, 2) });
    await settle();
    expect(getState()).toMatchObject({ range: { fromNs: 1, toNs: 2 }, flow: 1, packet: undefined });
  });

  it.each([
    'https://other.example/a.pcap',
    '//other.example/a.pcap',
    'http://host.example/a.pcap',
    'data:,x',
    'https://[',
  ])('refuses %s without asking the network', async (address) => {
    const fetched = vi.fn();
    vi.stubGlobal('fetch', fetched);
    await openAddresses([address], 'list');
    expect(session()).toMatchObject({ phase: 'failed', failure: { code: 'bad-address' } });
    expect(fetched).not.toHaveBeenCalled();
  });

  it.each([
    ['a refusal', () => new Response('', { status: 404 })],
    ['a web page in its place', () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } })],
  ])('fails on %s', async (_, response) => {
    vi.stubGlobal('fetch', () => Promise.resolve(response()));
    await openAddresses(['a.pcap'], 'list');
    expect(session()).toMatchObject({ phase: 'failed', failure: { code: 'bad-address' } });
    expect(page.openings).toHaveLength(0);
  });

  it('can be stopped while the server keeps it waiting', async () => {
    vi.stubGlobal(
      'fetch',
      (_: URL, { signal }: { signal: AbortSignal }) =>
        new Promise((__, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
    );
    const opening = openAddresses(['a.pcap'], 'list');
    await stopOpening();
    await opening;
    expect(session()).toMatchObject({ phase: 'failed', failure: { code: 'stopped' } });
  });
});

describe('opening a sample', () => {
  const sample = { id: 's', file: 's.pcap', title: '', sentences: '', packets: 1, bytes: 1, example: 's.ts' };

  it('offers its relational flow, but never over what the user has written', async () => {
    vi.stubGlobal('fetch', (url: URL) => Promise.resolve(new Response(url.pathname)));
    void openSample(sample);
    await settle();
    expect(getState().code).toBe('/app/samples/s.ts');
    void openSample({ ...sample, example: 't.ts' });
    await settle();
    expect(getState().code).toBe('/app/samples/t.ts');
    setCode('mine');
    void openSample(sample);
    await settle();
    expect(getState().code).toBe('mine');
    expect(location.search).toBe('?x=1&capture=samples/s.pcap');
  });

  it('by its address offers its relational flow as well', async () => {
    setCode('');
    useSamples.setState({ samples: [sample] });
    vi.stubGlobal('fetch', (url: URL) => Promise.resolve(new Response(url.pathname)));
    void openAddresses(['samples/s.pcap'], 'list', true);
    await settle();
    expect(getState().code).toBe('/app/samples/s.ts');
  });

  it('leaves the address when a file follows', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('')));
    void openSample(sample);
    await settle();
    void openFile(file('a.pcap'));
    expect(location.search).toBe('?x=1');
  });
});

describe('the death of the data worker', () => {
  it('ends an open capture', async () => {
    void openFile(file('a.pcap'));
    page.openings[0]?.answer({ ok: true, value: opened('a.pcap', 7, 2) });
    await settle();
    loseCapture({ code: 'worker-died' });
    expect(session()).toEqual({ phase: 'failed', name: 'a.pcap', failure: { code: 'worker-died' } });
  });

  it('means nothing to an empty page', () => {
    loseCapture({ code: 'worker-died' });
    expect(session()).toEqual({ phase: 'empty' });
  });
});
