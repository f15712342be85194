import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setTableView, setTimeFormat, showPanel } from '../../src/state/actions/view.ts';
import { recallView, rememberView } from '../../src/state/remembered-view.ts';
import { useStore } from '../../src/state/store.ts';
import { viewOf } from '../../src/state/tables.ts';
import { startUrlSync } from '../../src/state/url-sync.ts';
import { memoryStorage } from '../fixtures/memory-storage.ts';
import { freshPage } from './page.ts';

let end: () => void;

/** Loads the page by an address, with what the storage has. */
function load(hash = ''): void {
  end();
  freshPage();
  vi.stubGlobal('addEventListener', vi.fn());
  vi.stubGlobal('history', { state: null, replaceState: vi.fn(), pushState: vi.fn() });
  location.hash = hash;
  recallView();
  const endings = [startUrlSync(), rememberView()];
  end = () => {
    for (const one of endings) one();
  };
}

const now = () => useStore.getState();
const flows = () => viewOf(now(), 'flows');

beforeEach(() => {
  end = () => undefined;
  vi.stubGlobal('localStorage', memoryStorage());
});
afterEach(() => {
  end();
  vi.unstubAllGlobals();
});

describe('what is remembered of the view', () => {
  it('is panel, times, columns, their order, widths and pins; neither filter nor sort nor selection', () => {
    load();
    showPanel('packets');
    setTimeFormat('utc');
    setTableView('flows', { columns: ['dst_port', 'id'], pinned: ['id'], widths: { id: 70 } });
    setTableView('flows', { filter: 'tcp', sort: { column: 'id', descending: true } });
    load();
    expect(now()).toMatchObject({ panel: 'packets', timeFormat: 'utc' });
    expect(flows()).toEqual({
      filter: '',
      sort: undefined,
      columns: ['dst_port', 'id'],
      pinned: ['id'],
      widths: { id: 70 },
    });
  });

  it('gives way to what the address brings, but for widths', () => {
    load();
    showPanel('packets');
    setTimeFormat('utc');
    setTableView('flows', { columns: ['dst_port'], widths: { id: 70 } });
    load('#v=1&flows.filter=tcp');
    expect(now()).toMatchObject({ panel: 'overview', timeFormat: 'relative' });
    expect(flows()).toMatchObject({ filter: 'tcp', columns: [], widths: { id: 70 } });
  });

  it('is not what a link brings, but what was chosen in it', () => {
    load();
    setTimeFormat('utc');
    load('#v=1&panel=packets&time=delta&flows.columns=id');
    expect(now().timeFormat).toBe('delta');
    setTableView('flows', { widths: { id: 50 } });
    load();
    expect(now()).toMatchObject({ panel: 'overview', timeFormat: 'utc' });
    expect(flows()).toMatchObject({ columns: [], widths: { id: 50 } });
  });

  it.each([
    '[]',
    '7',
    '"x"',
    '{"columns":7,"pinned":[1],"widths":{"id":"x"}}',
    '{"columns":{"length":1},"widths":[3],"x":{}}',
    '{"widths":{"id":1e999}}',
  ])('is not %s', (rubbish) => {
    vi.stubGlobal(
      'localStorage',
      memoryStorage({ 'flowloom:table:flows': rubbish, 'flowloom:panel': 'nonsuch', 'flowloom:time': rubbish }),
    );
    load();
    expect(now()).toMatchObject({ panel: 'overview', timeFormat: 'relative' });
    expect(flows()).toEqual({ filter: '', sort: undefined, columns: [], pinned: [], widths: {} });
  });
});
