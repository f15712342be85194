import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openFile, openFiles, readAgain } from '../../src/state/actions/capture.ts';
import { chooseAgain } from '../../src/state/actions/choose-again.ts';
import { applyParameters } from '../../src/state/actions/meter.ts';
import {
  joinOtherwise,
  loseCapture,
  loseFile,
  stopReader,
  tryFilesAgain,
} from '../../src/state/actions/reader-trouble.ts';
import { explainFeature, selectFlow, selectPacket, setRange, setTableView } from '../../src/state/actions/view.ts';
import { PAGE_DEFAULTS } from '../../src/core/model/parameters.ts';
import type { DataCall } from '../../src/state/engine-port.ts';
import { notify, useNotice } from '../../src/state/notice.ts';
import { useReaderTrouble } from '../../src/state/reader-trouble.ts';
import { getState } from '../../src/state/store.ts';
import { freshPage, opened, settle } from './page.ts';

let page: ReturnType<typeof freshPage>;
beforeEach(() => {
  page = freshPage();
  notify(undefined);
});
afterEach(() => void vi.unstubAllGlobals());

const file = (name: string, text = 'bytes'): File => new File([text], name);
const notice = (): string | undefined => useNotice.getState().notice?.sentence;
/** Long enough for files to be read. */
const reading = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

/** Opens a file with a view of its own. */
async function openWithView(): Promise<void> {
  void openFile(file('a.pcap'));
  page.openings[0]?.answer({ ok: true, value: opened('a.pcap', 7, 2) });
  await settle();
  setRange({ fromNs: 1, toNs: 2 });
  selectFlow(1);
  selectPacket(3);
  setTableView('packets', { filter: 'comment ~ "(a+)+"', sort: { column: 'length', descending: true } });
  setTableView('flows', { filter: 'tcp' });
}

const rows = (table: string, filter: string): DataCall => ({
  name: 'rows',
  input: [{ question: { table, filter }, from: 0, count: 1, columns: [] }],
});

describe('a reader that is busy', () => {
  it('is ended, and the capture read again with its view, but without the filter that it was at work on', async () => {
    await openWithView();
    page.restartData.mockReturnValue([rows('packets', 'comment ~ "(a+)+"'), { name: 'timeBins', input: [2] }]);
    void stopReader();
    expect(page.openings[1]).toMatchObject({ name: 'a.pcap' });
    expect(getState()).toMatchObject({ range: { fromNs: 1, toNs: 2 }, flow: 1, packet: 3 });
    expect(getState().tables.packets).toMatchObject({ filter: '', sort: { column: 'length' } });
    expect(getState().tables.flows).toMatchObject({ filter: 'tcp' });
    expect(notice()).toBe('The filter “comment ~ "(a+)+"” was taken back: what reads captures was at work on it.');
  });

  it('does not ask again for an explanation or a pane that it was at work on', async () => {
    await openWithView();
    explainFeature('bidirectional_bytes');
    page.restartData.mockReturnValueOnce([{ name: 'explain', input: [1, 'bidirectional_bytes'] }]);
    await Promise.race([stopReader(), settle()]);
    expect(getState()).toMatchObject({ feature: undefined, flow: 1, packet: 3 });
    page.restartData.mockReturnValueOnce([{ name: 'flow', input: [1] }]);
    await Promise.race([stopReader(), settle()]);
    expect(getState()).toMatchObject({ flow: undefined, packet: 3 });
    page.restartData.mockReturnValueOnce([{ name: 'packet', input: [3] }]);
    await Promise.race([stopReader(), settle()]);
    expect(getState()).toMatchObject({ packet: undefined });
    expect(getState().tables.packets?.filter).not.toBe('');
  });

  it('that hangs in reading itself is not made to read again at once', async () => {
    void openFile(file('a.pcap'));
    page.restartData.mockImplementation(() => {
      page.openings[0]?.answer({ ok: false, failure: { code: 'stopped' } });
      return [{ name: 'open', input: [] }];
    });
    await stopReader();
    await settle();
    expect(page.openings).toHaveLength(1);
    expect(getState().session).toMatchObject({ phase: 'failed', failure: { code: 'stopped' } });
    void readAgain();
    expect(page.openings).toHaveLength(2);
  });

  it('that died loses what it was asked as well', async () => {
    await openWithView();
    loseCapture({ code: 'worker-died' }, [rows('packets', 'comment ~ "(a+)+"')]);
    expect(getState().session).toMatchObject({ phase: 'failed' });
    void readAgain();
    expect(page.openings[1]).toMatchObject({ name: 'a.pcap' });
    expect(getState()).toMatchObject({ range: { fromNs: 1, toNs: 2 }, flow: 1 });
    expect(getState().tables.packets?.filter).toBe('');
  });
});

describe('a file that can no longer be read', () => {
  const lost = () => useReaderTrouble.getState().lost;

  it('is lost until another opening, or until it is tried again', async () => {
    loseFile({ code: 'unreadable' });
    expect(lost()).toBeUndefined();
    await openWithView();
    loseFile({ code: 'unreadable' });
    expect(lost()).toEqual({ code: 'unreadable' });
    const { generation } = getState();
    tryFilesAgain();
    expect(lost()).toBeUndefined();
    expect(getState().generation).toBe(generation + 1);
    loseFile({ code: 'unreadable' });
    void openFile(file('b.pcap'));
    await settle();
    expect(lost()).toBeUndefined();
  });

  it('is opened with the same view when it is chosen again, without a word if it is the same', async () => {
    await openWithView();
    await Promise.race([chooseAgain([file('renamed.pcap')]), reading()]);
    expect(page.openings[1]).toMatchObject({ name: 'renamed.pcap' });
    expect(getState()).toMatchObject({ range: { fromNs: 1, toNs: 2 }, flow: 1, packet: 3 });
    expect(getState().tables.flows).toMatchObject({ filter: 'tcp' });
    expect(notice()).toBeUndefined();
  });

  it.each([
    ['longer', 'longer than before', 'a.pcap is not the file that was open: it has 18 bytes, not 5.'],
    ['of other bytes', 'BYTES', 'a.pcap is not the file that was open: its first or last bytes differ.'],
  ])('is told apart from one that is %s', async (_, text, sentence) => {
    await openWithView();
    await Promise.race([chooseAgain([file('a.pcap', text)]), reading()]);
    expect(page.openings[1]).toMatchObject({ name: 'a.pcap' });
    expect(notice()).toContain(sentence);
  });

  it('is one of several: they keep their order and how they were joined', async () => {
    void openFiles([file('b.pcap', 'b'), file('a.pcap', 'a')], 'time');
    page.openings[0]?.answer({ ok: true, value: opened('b.pcap and 1 more', 7, 2) });
    await settle();
    await Promise.race([chooseAgain([file('a.pcap', 'a'), file('b.pcap', 'b')]), reading()]);
    expect(page.openings[1]).toMatchObject({ name: 'b.pcap a.pcap', order: 'time' });
    expect(notice()).toBeUndefined();
    await Promise.race([chooseAgain([file('a.pcap', 'a')]), reading()]);
    expect(notice()).toContain('1 file was chosen, 2 had been open.');
  });

  it('leaves the capture open when it would have to be read again', async () => {
    await openWithView();
    const { session } = getState();
    void applyParameters({ ...PAGE_DEFAULTS, bpfFilter: 'tcp' });
    await settle();
    expect(getState().session).toMatchObject({ phase: 'loading' });
    page.meterings[0]?.answer({ ok: false, failure: { code: 'unreadable' } });
    await settle();
    expect(getState()).toMatchObject({ session, flow: 1, packet: 3, parameters: PAGE_DEFAULTS });
    expect(notice()).toContain('The settings were left as they were');

    const blob = new File(['x'], 'gone.pcap');
    vi.spyOn(blob, 'slice').mockImplementation(() => {
      throw new DOMException('gone', 'NotFoundError');
    });
    void openFiles([blob, file('b.pcap')], 'time');
    await settle();
    page.openings[1]?.answer({ ok: true, value: opened('gone.pcap and 1 more', 7, 2) });
    await settle();
    await joinOtherwise('list');
    expect(page.openings).toHaveLength(2);
    expect(lost()).toEqual({ code: 'unreadable' });
  });
});
