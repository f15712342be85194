import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expectPanel, fileOf, filterBy, samplePath, showPanel } from './journeys.ts';
import { accessibilityTroubles, expect, expectPhase, pick, test } from './support.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const WEB = readFileSync(samplePath('web-page.pcap'));
const SHA256 = createHash('sha256').update(WEB).digest('hex');

/** The link that the page puts onto the clipboard. */
async function copiedLink(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Copy a link to this view (c)' }).click();
  await expect(page.getByText('The link is copied.')).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

const note = (page: Page) => page.getByText('This is not the file of the link.');

test('a copied link names the file; whoever follows it is told which one to open, and whether it is that one', async ({
  page,
}) => {
  await page.goto('./');
  await pick(page, fileOf(WEB, 'talk.pcap'));
  await expectPhase(page, 'ready');
  await showPanel(page, 'Flows');
  await filterBy(page, 'flows', 'tcp');
  await expect(page).toHaveURL(/flows\.filter=tcp/);
  expect(page.url(), 'the address alone names no file').not.toContain('talk');
  await expect.poll(() => copiedLink(page)).toContain(SHA256);
  const link = await copiedLink(page);
  expect(new URLSearchParams(new URL(link).hash.slice(1)).get('file')).toBe(`${WEB.length}~${SHA256}~talk.pcap`);

  await page.goto('about:blank');
  await page.goto(link);
  const banner = page.getByRole('status').filter({ hasText: 'The address brings a view' });
  await expect(banner).toContainText('flows with “tcp”');
  await expect(banner).toContainText('It was made of talk.pcap (101 kB)');
  expect(await accessibilityTroubles(page)).toEqual([]);

  await test.step('the same bytes under another name are the file', async () => {
    await pick(page, fileOf(WEB, 'renamed.pcap'));
    await expectPanel(page, 'Flows');
    await expect(page.getByText('This is the file of the link.')).toBeVisible();
    await expect(note(page)).toHaveCount(0);
    await expect(page.getByRole('combobox', { name: 'Filter flows' })).toHaveValue('tcp');
  });

  await test.step('another size is told at once', async () => {
    await page.goto('about:blank');
    await page.goto(link);
    await pick(page, samplePath('dhcp.pcap'));
    await expect(note(page)).toBeVisible();
    await expect(page.getByText('The link was made of talk.pcap (101 kB, 101326 B)')).toContainText('dhcp.pcap');
    expect(await accessibilityTroubles(page)).toEqual([]);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect(note(page)).toHaveCount(0);
  });

  await test.step('other bytes of the same size, too', async () => {
    await page.goto('about:blank');
    await page.goto(link);
    const other = Buffer.from(WEB);
    other[other.length - 1] = (other.at(-1) ?? 0) ^ 1;
    await pick(page, fileOf(other, 'talk.pcap'));
    await expect(page.getByText('Their contents differ (SHA-256).')).toBeVisible();
    await test.step('the next capture is not asked for', async () => {
      await pick(page, samplePath('dhcp.pcap'));
      await expect(page).toHaveTitle('dhcp.pcap – Flowloom');
      await expect(note(page)).toHaveCount(0);
    });
  });
});

test('Back from a capture leads to the start page, and Forward to the capture as it was', async ({ page }) => {
  await page.goto('about:blank');
  await page.goto('./');
  await pick(page, samplePath('web-page.pcap'));
  await expectPhase(page, 'ready');
  await showPanel(page, 'Flows');
  await filterBy(page, 'flows', 'tcp');
  await expect(page).toHaveURL(/flows\.filter=tcp/);
  await page.goBack();
  await expectPanel(page, 'Overview');
  await page.goBack();
  await expect(page.getByText('Drop a capture anywhere on this page')).toBeVisible();
  await expect(page).toHaveTitle('Flowloom');
  const aside = page.getByRole('status').filter({ hasText: 'web-page.pcap is still open.' });
  await expect(aside).toBeVisible();
  await page.keyboard.press('2');
  await expect(aside).toBeVisible();
  await page.goForward();
  await expectPanel(page, 'Overview');
  await page.goForward();
  await expectPanel(page, 'Flows');
  await expect(page.getByRole('combobox', { name: 'Filter flows' })).toHaveValue('tcp');
  await page.goBack();
  await page.goBack();
  await aside.getByRole('button', { name: 'Go on with it' }).click();
  await expectPanel(page, 'Overview');
  await page.goBack();
  await test.step('another capture takes its place', async () => {
    await pick(page, samplePath('dhcp.pcap'));
    await expect(page).toHaveTitle('dhcp.pcap – Flowloom');
    await page.goBack();
    await expect(page.getByText('dhcp.pcap is still open.')).toBeVisible();
  });
});

test('Back from a file of one’s own stays on a page that began with a sample', async ({ page }) => {
  await page.goto('./?capture=samples/dhcp.pcap');
  await expectPhase(page, 'ready');
  await pick(page, samplePath('web-page.pcap'));
  await expect(page).toHaveTitle('web-page.pcap – Flowloom');
  await page.goBack();
  await expect(page.getByText('web-page.pcap is still open.')).toBeVisible();
  await page.goForward();
  await expect(page).toHaveTitle('web-page.pcap – Flowloom');
  await expectPanel(page, 'Overview');
});
