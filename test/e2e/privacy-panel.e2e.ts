import type { Locator, Page } from '@playwright/test';
import { filterBy, gridOf, headerOf, rowOf, samplePath, showPanel } from './journeys.ts';
import { listen } from './recording-server.ts';
import { accessibilityTroubles, expect, expectPhase, pick, scriptsAreHere, test } from './support.ts';

const BASE = '/some/path/';

async function openPanel(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Privacy (p)' }).click();
  const panel = page.getByRole('dialog', { name: 'Privacy' });
  await expect(panel.getByText('What the page may do')).toBeVisible();
  return panel;
}

/** Addresses in the list of requests, as they are written there. */
async function listed(panel: Locator): Promise<readonly string[]> {
  const closed = panel.locator('details:not([open]) > summary', { hasText: 'requests' });
  for (const summary of await closed.all()) await summary.click();
  return panel.locator('tbody td:nth-child(2)').allTextContents();
}

test('the privacy panel lists what the host was asked, and none since a capture was opened', async ({ page, site }) => {
  const host = await listen((path) => fetch(new URL(path, site)));
  await page.goto(new URL(BASE, host.origin).href);
  await scriptsAreHere(page);
  const panel = await openPanel(page);
  const requests = await listed(panel);
  const asked = new Set(host.asked.map((path) => path.slice(BASE.length) || './'));
  expect(new Set(requests)).toEqual(asked);
  expect(requests.filter((path) => path === './')).toHaveLength(1);
  await expect(panel.getByRole('status').first()).toContainText(
    `This page has made ${requests.length} requests, all to the page’s own host`,
  );
  expect(await accessibilityTroubles(page)).toEqual([]);
  await page.keyboard.press('Escape');

  await pick(page, samplePath('web-page.pcap'));
  await expectPhase(page, 'ready');
  await showPanel(page, 'Flows');
  await filterBy(page, 'flows', 'tcp');
  const before = host.asked.length;
  await page.keyboard.press('Escape');
  const open = await openPanel(page);
  await expect(open.getByRole('status').first()).toHaveText('No request since web-page.pcap was opened.');
  expect(host.asked).toHaveLength(before);
  await host.close();
});

test('the privacy panel tells of every request since, of the page and of the reader', async ({ page, troubles }) => {
  await page.goto('./');
  await scriptsAreHere(page);
  await pick(page, samplePath('web-page.pcap'));
  await expectPhase(page, 'ready');
  const panel = await openPanel(page);
  await expect(panel.getByRole('status').first()).toHaveText('No request since web-page.pcap was opened.');
  const address = new URL('samples/index.json?page', page.url()).href;
  await page.evaluate(async (url) => void (await fetch(url)), address);
  await expect(panel.getByRole('status').first()).toHaveText(
    '1 request, to the page’s own host since web-page.pcap was opened.',
  );
  await page.workers()[0]?.evaluate(async (url) => void (await fetch(url)), `${address}-reader`);
  await page.keyboard.press('Escape');
  await openPanel(page);
  await expect(panel.getByRole('status').first()).toContainText('2 requests, all to the page’s own host');
  const since = panel.getByRole('table', { name: 'Since the capture was opened' }).getByRole('row');
  await expect(since.nth(1)).toContainText('samples/index.json?page');
  await expect(since.nth(2)).toContainText('samples/index.json?page-reader');
  await expect(since.nth(2)).toContainText('reader');
  troubles.length = 0;
});

test('columns, widths, panel, times and panes come back; one press forgets them and all else', async ({ page }) => {
  await page.goto('./');
  await pick(page, samplePath('web-page.pcap'));
  await showPanel(page, 'Packets');
  await page.getByRole('combobox', { name: 'Time format' }).selectOption('utc');
  const grid = gridOf(page, 'Packets');
  await rowOf(grid, 2).click();
  const width = async (): Promise<number> => Math.round((await headerOf(grid, 'Source').boundingBox())?.width ?? 0);
  const first = await width();
  const edge = await headerOf(grid, 'Source').boundingBox();
  await page.mouse.move((edge?.x ?? 0) + (edge?.width ?? 0) - 2, (edge?.y ?? 0) + 10);
  await page.mouse.down();
  await page.mouse.move((edge?.x ?? 0) + (edge?.width ?? 0) + 38, (edge?.y ?? 0) + 10, { steps: 4 });
  await page.mouse.up();
  await expect.poll(width).toBeGreaterThan(first + 30);
  const wider = await width();
  const bar = page.getByRole('separator', { name: 'Size of the table and the detail' });
  const share = async (): Promise<number> => Math.round(Number(await bar.getAttribute('aria-valuenow')));
  const half = await share();
  await bar.focus();
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowUp');
  const moved = await share();
  expect(moved).not.toBe(half);
  await filterBy(page, 'packets', 'tcp');

  await page.goto('about:blank');
  await page.goto('./');
  await pick(page, samplePath('dhcp.pcap'));
  await expect(page.getByRole('tab', { name: 'Packets' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('combobox', { name: 'Time format' })).toHaveValue('utc');
  expect(await width()).toBe(wider);
  await rowOf(grid, 1).click();
  expect(await share()).toBe(moved);

  const panel = await openPanel(page);
  for (const words of ['filters that you used', 'columns and their widths', 'sizes of panes', 'the panel in front'])
    await expect(panel.getByRole('listitem').filter({ hasText: words })).toBeVisible();
  await panel.getByRole('button', { name: 'Forget everything' }).click();
  await expect(panel.getByText('Forgotten.')).toBeVisible();
  await expect(panel.getByText('Nothing of yours.')).toBeVisible();
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  await page.keyboard.press('Escape');

  await page.goto('about:blank');
  await page.goto('./');
  await pick(page, samplePath('web-page.pcap'));
  await expect(page.getByRole('tab', { name: 'Overview' })).toHaveAttribute('aria-selected', 'true');
  await showPanel(page, 'Packets');
  await expect(page.getByRole('combobox', { name: 'Time format' })).toHaveValue('relative');
  expect(await width()).toBe(first);
});
