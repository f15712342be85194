import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PAGE_DEFAULTS, type MeterParameters } from '../../src/core/model/parameters.ts';
import type { ChosenRows } from '../../src/core/model/question.ts';
import type { MeterResult } from '../../src/protocol/data.ts';
import { openFile, openSample } from '../../src/state/actions/capture.ts';
import { packMatches } from '../../src/core/relational/pack-matches.ts';
import { applyParameters, meterCost } from '../../src/state/actions/meter.ts';
import { runCode, setCode } from '../../src/state/actions/run.ts';
import { selectFlow, selectPacket, setFlowFilter, setRange, setTableView } from '../../src/state/actions/view.ts';
import { useNotice } from '../../src/state/notice.ts';
import { getState } from '../../src/state/store.ts';
import { freshPage, opened, settle } from './page.ts';
import { matchSetOf } from '../../src/core/relational/match-set.ts';

let page: ReturnType<typeof freshPage>;
beforeEach(() => {
  page = freshPage();
  useNotice.setState({ notice: undefined });
});
afterEach(() => void vi.unstubAllGlobals());

const NOTHING: ChosenRows = { packet: undefined, flow: undefined, flowFilter: undefined };
const changed = (change: Partial<MeterParameters>): MeterParameters => ({ ...PAGE_DEFAULTS, ...change });

function metered(flows: number, parameters: MeterParameters, change: Partial<MeterResult> = {}): MeterResult {
  return { ...opened('a.pcap', 7, flows, parameters), chosen: NOTHING, reread: false, ...change };
}

/** A capture of 7 packets in 2 flows is open. */
async function open(): Promise<void> {
  void openFile(new File(['bytes'], 'a.pcap'));
  page.openings.at(-1)?.answer({ ok: true, value: opened('a.pcap', 7, 2) });
  await settle();
}

describe('other parameters', () => {
  it('hold for the next capture where none is open', async () => {
    const parameters = changed({ idleTimeout: 1 });
    await applyParameters(parameters);
    expect(page.meterings).toEqual([]);
    void openFile(new File(['bytes'], 'a.pcap'));
    expect(page.openings[0]?.parameters).toEqual(parameters);
  });

  it('hold for a capture whose bytes are still being fetched', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('bytes')));
    const opening = openSample({ id: 'a', file: 'a.pcap', title: '', text: '' } as never);
    await applyParameters(changed({ idleTimeout: 1 }));
    await vi.waitFor(() => expect(page.openings).toHaveLength(1));
    expect(page.openings[0]?.parameters.idleTimeout).toBe(1);
    expect(page.meterings).toEqual([]);
    page.openings[0]?.answer({ ok: true, value: opened('a.pcap', 7, 2, changed({ idleTimeout: 1 })) });
    await opening;
  });

  it('meter from memory without the capture leaving the page, and say how long it took', async () => {
    await open();
    selectFlow(1);
    selectPacket(4);
    setFlowFilter(0);
    const before = getState().generation;
    const parameters = changed({ idleTimeout: 1 });
    void applyParameters(parameters);
    expect(getState()).toMatchObject({ parameters, session: { phase: 'ready' } });
    const [metering] = page.meterings;
    expect(metering).toMatchObject({ parameters, chosen: { flow: 1, packet: 4, flowFilter: 0 } });
    metering?.answer({ ok: true, value: metered(5, parameters, { chosen: { flow: 3, packet: 4, flowFilter: 0 } }) });
    await settle();
    expect(getState()).toMatchObject({ session: { summary: { flows: 5 } }, flow: 3, packet: 4, flowFilter: 0 });
    expect(getState().generation).toBeGreaterThan(before);
    expect(useNotice.getState().notice?.sentence).toMatch(/^Metered 7 packets again in [\d.]+ m?s: 5 flows\.$/);
  });

  it('read the capture again where they must: it is loading then, and what was chosen comes back by its packets', async () => {
    await open();
    selectFlow(1);
    const parameters = changed({ decode: ['qinq'] });
    void applyParameters(parameters);
    await settle();
    expect(getState()).toMatchObject({ session: { phase: 'loading', name: 'a.pcap' }, flow: undefined });
    const result = metered(4, parameters, { reread: true, chosen: { ...NOTHING, flow: 2 } });
    page.meterings[0]?.progress({ bytesRead: 1, summary: result.summary, metering: result.metering });
    expect(getState().session).toMatchObject({ progress: { bytesRead: 1 } });
    page.meterings[0]?.answer({ ok: true, value: result });
    await settle();
    expect(getState()).toMatchObject({ session: { phase: 'ready' }, flow: 2 });
    expect(useNotice.getState().notice?.sentence).toMatch(/^Read 7 packets again in [\d.]+ m?s: 4 flows\.$/);
    page.meterings[0]?.progress({ bytesRead: 2, summary: result.summary });
    expect(getState().session.phase).toBe('ready');
  });

  it('keep no row and no range under another packet filter, by which packets have other numbers', async () => {
    await open();
    selectFlow(1);
    selectPacket(4);
    setRange({ fromNs: 0, toNs: 1 });
    void applyParameters(changed({ bpfFilter: 'tcp' }));
    expect(page.meterings[0]?.chosen).toEqual(NOTHING);
    expect(getState()).toMatchObject({ packet: undefined, range: undefined });
  });

  it('stop a reading that is under way, whose answer is ignored then', async () => {
    void openFile(new File(['bytes'], 'a.pcap'));
    const parameters = changed({ idleTimeout: 1 });
    void applyParameters(parameters);
    page.openings[0]?.answer({ ok: false, failure: { code: 'stopped' } });
    page.meterings[0]?.answer({ ok: true, value: metered(5, parameters, { reread: true }) });
    await settle();
    expect(getState()).toMatchObject({ session: { phase: 'ready', summary: { flows: 5 } } });
  });

  it('are ignored once others have come', async () => {
    await open();
    void applyParameters(changed({ idleTimeout: 1 }));
    void applyParameters(changed({ idleTimeout: 2 }));
    page.meterings[1]?.answer({ ok: true, value: metered(4, changed({ idleTimeout: 2 })) });
    page.meterings[0]?.answer({ ok: true, value: metered(5, changed({ idleTimeout: 1 })) });
    await settle();
    expect(getState()).toMatchObject({ parameters: { idleTimeout: 2 }, session: { summary: { flows: 4 } } });
  });

  it('leave what a run has found where packets stay, and end one that is going on', async () => {
    await open();
    setCode('code');
    void runCode();
    page.runs[0]?.answer({ ok: true, value: packMatches(matchSetOf({ classes: [], matches: [], omitted: [] })) });
    await settle();
    void applyParameters(changed({ idleTimeout: 1 }));
    expect(getState().run.phase).toBe('done');
    page.meterings[0]?.answer({ ok: true, value: metered(5, changed({ idleTimeout: 1 })) });
    await settle();
    void runCode();
    void applyParameters(changed({ idleTimeout: 2 }));
    expect(page.stopRun).toHaveBeenCalledOnce();
    expect(getState().run.phase).toBe('idle');
  });

  it('take sorting away with its column', async () => {
    await open();
    setTableView('flows', { sort: { column: 'bidirectional_mean_ps', descending: true } });
    const parameters = changed({ statisticalAnalysis: false });
    void applyParameters(parameters);
    const { metering, ...rest } = metered(2, parameters);
    const tables = metering.tables.map((table) => ({
      ...table,
      columns: table.columns.filter(({ id }) => !id.endsWith('_ps')),
    }));
    page.meterings[0]?.answer({ ok: true, value: { ...rest, metering: { ...metering, tables } } });
    await settle();
    expect(getState().tables.flows.sort).toBeUndefined();
    expect(getState().descriptions).toEqual(tables);
  });

  it('without a packet filter that is not understood are what the page goes on with', async () => {
    await applyParameters(changed({ bpfFilter: 'prt 1' }));
    void openFile(new File(['bytes'], 'a.pcap'));
    const { summary, metering } = opened('a.pcap', 7, 2);
    const filterFailure = { code: 'bad-question', detail: 'no such word', offset: 0 } as const;
    page.openings[0]?.answer({ ok: true, value: { summary, metering: { ...metering, filterFailure } } });
    await settle();
    expect(getState().parameters).toEqual(PAGE_DEFAULTS);
    expect(useNotice.getState().notice).toEqual({
      tone: 'danger',
      sentence: 'The packet filter was left out: no such word.',
    });
  });
});

describe('what other parameters cost', () => {
  it('comes later without a capture, and while one is being fetched', async () => {
    expect(await meterCost(changed({ idleTimeout: 1 }))).toEqual({ type: 'later' });
    vi.stubGlobal('fetch', () => new Promise(() => undefined));
    void openSample({ id: 'a', file: 'a.pcap', title: '', text: '' } as never);
    expect(await meterCost(changed({ idleTimeout: 1 }))).toEqual({ type: 'later' });
  });

  it('comes later where a capture could not be read', async () => {
    void openFile(new File(['bytes'], 'a.pcap'));
    page.openings[0]?.answer({ ok: false, failure: { code: 'not-a-capture' } });
    await settle();
    expect(await meterCost(changed({ idleTimeout: 1 }))).toEqual({ type: 'later' });
  });

  it('is what the data worker says of the capture that it has', async () => {
    void openFile(new File(['bytes'], 'a.pcap'));
    const reading = { type: 'bytes', because: [{ type: 'reading' }] };
    expect(await meterCost(changed({ idleTimeout: 1 }))).toEqual(reading);
    await open();
    expect(await meterCost(changed({ accountingMode: 1 }))).toEqual({ type: 'memory', packets: 7 });
    expect(await meterCost(changed({ idleTimeout: 1 }))).toMatchObject({ type: 'first-packets', packets: 7 });
    expect(await meterCost(changed({ decode: ['qinq'] }))).toMatchObject({ type: 'bytes' });
  });
});
