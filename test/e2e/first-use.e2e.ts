import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packets, pcap } from '../fixtures/captures.ts';
import {
  expectCount,
  expectPanel,
  fileOf,
  gridOf,
  headerOf,
  openFile,
  rowOf,
  samplePath,
  showPanel,
} from './journeys.ts';
import { expect, expectPhase, pick, test } from './support.ts';

test('a file that is no capture leaves the open one with its view', async ({ page }) => {
  await openFile(page, samplePath('web-page.pcap'));
  await showPanel(page, 'Packets');
  const box = page.getByRole('combobox', { name: 'Filter packets' });
  await box.fill('udp');
  await box.press('Enter');
  await expect(rowOf(gridOf(page, 'Packets'), 1)).toContainText('UDP');
  await pick(page, fileOf(Buffer.from('Dear diary, this is no capture at all.'), 'notes.txt'));
  const alert = page.getByRole('alert').filter({ hasText: 'notes.txt could not be opened.' });
  await expect(alert).toContainText('web-page.pcap stays open.');
  await expect(alert).toContainText('This file is not a capture: its first bytes are those of no capture format.');
  await expectPhase(page, 'ready');
  await expect(box).toHaveValue('udp');
  await expect(rowOf(gridOf(page, 'Packets'), 1)).toContainText('UDP');
  await alert.getByRole('button', { name: 'Dismiss' }).click();
  await expect(alert).toHaveCount(0);
  await pick(page, samplePath('dhcp.pcap'));
  await expect(page).toHaveTitle('dhcp.pcap – Flowloom');
  await expect(box).toHaveValue('');
});

test('a link to a local file says what it shows, and shows it when the file is opened', async ({ page }) => {
  await page.goto('./#v=1&panel=flows&flows.filter=tcp&flows.sort=-bidirectional_bytes&flow=1');
  const banner = page.getByRole('status').filter({ hasText: 'The address brings a view' });
  await expect(banner).toContainText('flows with “tcp”');
  await expect(banner).toContainText('flow 1 in detail');
  await pick(page, fileOf(Buffer.from('no capture'), 'notes.txt'));
  await expectPhase(page, 'failed');
  await expect(banner).toBeVisible();
  await pick(page, samplePath('web-page.pcap'));
  await expectPhase(page, 'ready');
  await expectPanel(page, 'Flows');
  await expect(page.getByRole('combobox', { name: 'Filter flows' })).toHaveValue('tcp');
  await expect(headerOf(gridOf(page, 'Flows'), 'Bytes B')).toHaveAttribute('aria-sort', 'descending');
  await expect(page.getByRole('complementary', { name: 'Flow 1' })).toBeVisible();
  await test.step('the next capture begins without it', async () => {
    await pick(page, samplePath('dhcp.pcap'));
    await expectCount(page, '7 flows');
  });
});

test('what the address brings can be forgotten', async ({ page }) => {
  await page.goto('./#v=1&panel=flows&flows.filter=nonsuch');
  await page.getByRole('button', { name: 'Forget it' }).click();
  await expect(page.getByText('The address brings a view')).toHaveCount(0);
  await expect(page).not.toHaveURL(/nonsuch/);
});

test('the browser asks before a local capture is left, not before one that comes back by itself', async ({ page }) => {
  const folder = await mkdtemp(join(tmpdir(), 'flowloom-'));
  const path = join(folder, 'talk.pcap');
  await writeFile(path, pcap(packets('0.0 10.0.0.1:5000 > 10.0.0.2:80 SYN')));
  await openFile(page, path);
  await page.keyboard.press('2'); // browsers only ask on behalf of pages that were used
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.reload();
  expect(asked).toEqual(['beforeunload']);
  await page.goto('./?capture=samples/dhcp.pcap');
  await expectPhase(page, 'ready');
  await page.keyboard.press('2');
  await page.reload();
  await expectPhase(page, 'ready');
  expect(asked).toEqual(['beforeunload']);
});

test('numbers, times and addresses are never cut', async ({ page }) => {
  const lines = `0.0 fd00:aaaa:bbbb:cccc:dddd:eeee:1111:2222:60000 > fd00:aaaa:bbbb:cccc:dddd:eeee:1111:3333:53 UDP 31
    9876543.123456 10.0.0.1:5000 > 10.0.0.2:80 SYN`;
  await page.setViewportSize({ width: 1600, height: 800 });
  await openFile(page, fileOf(pcap(packets(lines)), 'wide.pcap'));
  await showPanel(page, 'Packets');
  await expect(rowOf(gridOf(page, 'Packets'), 2)).toBeVisible();
  const cut = (): Promise<readonly string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll('[role=grid][aria-label=Packets] [data-mono]')]
        .filter((cell) => cell.scrollWidth > cell.clientWidth)
        .map((cell) => cell.textContent),
    );
  await expect.poll(cut).toEqual([]);
  await expect(rowOf(gridOf(page, 'Packets'), 1)).toContainText('fd00:aaaa:bbbb:cccc:dddd:eeee:1111:2222');
});
