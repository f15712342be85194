import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepViewInAddress } from '../../src/state/address-view.ts';
import { setTableView, showPanel } from '../../src/state/actions/view.ts';
import { linkToView, startUrlSync } from '../../src/state/url-sync.ts';
import { freshPage } from './page.ts';

const pushed = vi.fn();
beforeEach(() => {
  freshPage();
  vi.stubGlobal('addEventListener', vi.fn());
  vi.stubGlobal('history', {
    state: null,
    replaceState: (_: unknown, __: string, url: string) => void (location.href = new URL(url, location.href).href),
    pushState: (_: unknown, __: string, url: string) => {
      pushed(url);
      location.href = new URL(url, location.href).href;
    },
  });
});
const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 300));

let end = (): void => undefined;
afterEach(() => {
  end();
  keepViewInAddress(true);
  vi.unstubAllGlobals();
});

it('keeps the address, and the history, empty on request; a link can be had all the same', async () => {
  end = startUrlSync();
  setTableView('flows', { filter: 'ip = 10.1.2.3' });
  await rest();
  expect(location.hash).toContain('flows.filter=');
  keepViewInAddress(false);
  await rest();
  expect(location.hash).toBe('');
  showPanel('packets');
  await rest();
  expect(location.hash).toBe('');
  expect(pushed).not.toHaveBeenCalled();
  expect(linkToView()).toMatch(/^https:\/\/host\.example\/app\/\?x=1#v=1&panel=packets&flows\.filter=/);
  keepViewInAddress(true);
  await rest();
  expect(location.hash).toContain('panel=packets');
});
