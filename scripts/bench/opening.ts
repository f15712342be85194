import type { Browser, Page } from '@playwright/test';
import {
  measureAction,
  measureBareReading,
  measureMemory,
  measureMeteringAgain,
  measureOpen,
  openPage,
} from './chromium.ts';
import { milliseconds, ratio, value, type Group } from './group.ts';

/** The link to a page on which every option of the meter that costs time is on. */
const EVERYTHING =
  '#v=1&meter.decode=all&meter.features=all&meter.later_fragments=1&meter.repair_lengths=1&meter.sctp_ports=1&meter.icmp_in_key=1&meter.time_resolution=ns';

/** The same with no flow told by what it says. */
const UNTOLD = '#v=1&meter.n_dissections=0';

const PACKETS = 2_000_000;
const FLOWS = 75_000;

/** Bare reading of a capture, its open, its questions, and metering it again. */
export const opening: Group = {
  name: 'opening',
  of: 'page',
  measure: async ({ browser, url, capture }) => {
    const path = await capture(PACKETS, FLOWS);
    const page = await openPage(browser, url);
    const opened = await openIn(page, path);
    const answers = await questions(page);
    const again = await measureMeteringAgain(page, 60);
    await page.close();
    const { bare, open } = await openWithEverything(browser, url, path);
    return { ...opened, ...answers, again, everything: open, bareAgain: bare };
  },
  lines: [
    milliseconds('bare reading, 1.2 GB', 'bare'),
    milliseconds('open, statistics and SPLT 20', 'open'),
    ratio('open over bare reading', 'open', 'bare', '1.5'),
    ratio('open with everything on, over bare reading', 'everything', 'bareAgain', '1.5'),
    value('packets a second', 'perSecond', (each) => `${(each / 1e6).toFixed(2)} M`, '1.3 M'),
    value('memory a packet (page and workers)', 'bytesEach', (each) => `${each.toFixed(1)} B`, '48 B'),
    milliseconds('filter by two fields, 2 M packets', 'filter', '100 ms'),
    milliseconds('filter by text, 2 M packets', 'text', '100 ms'),
    milliseconds('sort by length, 2 M packets', 'sort', '100 ms'),
    milliseconds('sort by address, 2 M packets', 'address', '100 ms'),
    milliseconds('metering again from memory, 2 M packets', 'again'),
  ],
};

/** Opening a capture whose flows say what real ones say, without telling what they are and with it. */
export const telling: Group = {
  name: 'telling',
  of: 'page',
  measure: async ({ browser, url, capture }) => {
    const path = await capture(PACKETS, FLOWS, true);
    const open = async (hash: string): Promise<number> => {
      const page = await openPage(browser, url + hash);
      const { ms } = await measureOpen(page, path);
      await page.close();
      return ms;
    };
    return { untold: await open(UNTOLD), told: await open('') };
  },
  lines: [ratio('open, flows told by what they say, over not told', 'told', 'untold', '1.25')],
};

/** One page: bare reading, then the open, then memory. */
async function openIn(page: Page, path: string): Promise<Record<string, number>> {
  const empty = (await measureMemory(page)) ?? NaN;
  const bare = await measureBareReading(page, path);
  const { ms: open, packets } = await measureOpen(page, path);
  const bytes = ((await measureMemory(page)) ?? NaN) - empty;
  return { bare, open, perSecond: (packets / open) * 1000, bytesEach: bytes / packets };
}

/** The same with every option on, without memory. */
async function openWithEverything(
  browser: Browser,
  url: string,
  path: string,
): Promise<{ readonly bare: number; readonly open: number }> {
  const page = await openPage(browser, url + EVERYTHING);
  const bare = await measureBareReading(page, path);
  const { ms: open } = await measureOpen(page, path);
  await page.close();
  return { bare, open };
}

/** Filter and sort of the packet table, from the key or click to the drawn rows. */
async function questions(page: Page): Promise<{ filter: number; text: number; sort: number; address: number }> {
  await page.getByRole('tab', { name: /^Packets/ }).click();
  const box = page.getByLabel('Filter packets');
  const apply = async (text: string): Promise<number> => {
    await box.fill(text);
    return measureAction(page, 'Packets', () => box.press('Enter'), 'filtered');
  };
  const all = async (): Promise<void> => {
    await box.fill('');
    await box.press('Enter');
    await page.waitForFunction(() =>
      document.querySelector('[role=grid][aria-label=Packets][aria-rowcount="2000001"]'),
    );
  };
  await page.waitForFunction(() => document.querySelector('[role=grid][aria-label=Packets] [aria-rowindex="5"]'));
  const sortBy = (name: RegExp): Promise<number> =>
    measureAction(
      page,
      'Packets',
      () => page.getByRole('grid', { name: 'Packets' }).getByRole('columnheader', { name }).first().click(),
      'sorted',
    );
  const filter = await apply('length > 1000 and dst_port = 443');
  await all();
  const text = await apply('10.0.3.');
  await all();
  const sort = await sortBy(/^Length/);
  const address = await sortBy(/^Source/);
  return { filter, text, sort, address };
}
