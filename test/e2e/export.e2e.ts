import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Download, Page } from '@playwright/test';
import { parquetReadObjects } from 'hyparquet';
import { packets, pcap, pcapng } from '../fixtures/captures.ts';
import {
  expectCount,
  expectPanel,
  fileOf,
  filterBy,
  gridOf,
  headerOf,
  openFile,
  openSample,
  rowOf,
  rowsOf,
  samplePath,
  showPanel,
} from './journeys.ts';
import { accessibilityTroubles, expect, expectPhase, pick, test } from './support.ts';

/** What is downloaded by something that is done to the page. */
async function downloadOf(page: Page, act: () => Promise<void>): Promise<Download> {
  const coming = page.waitForEvent('download');
  await act();
  return coming;
}

/** Presses a button of the export menu of the panel in front. */
async function exportAs(page: Page, format: string): Promise<Download> {
  return downloadOf(page, async () => {
    await page.getByRole('tabpanel').getByRole('button', { name: 'Export' }).click();
    await page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: format, exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'Export' })).toBeHidden();
  });
}

test('the rows that are shown go into CSV, NDJSON and Parquet', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Flows');
  await filterBy(page, 'flows', 'dst_port = 443');
  await headerOf(gridOf(page, 'Flows'), 'Bytes B').click();
  await expectCount(page, '6 of 13 flows');
  await expect(rowsOf(gridOf(page, 'Flows'))).toHaveCount(6);

  const csv = await exportAs(page, 'CSV');
  expect(csv.suggestedFilename()).toBe('dns-tls.flows.csv');
  const [head = '', ...lines] = readFileSync(await csv.path(), 'utf8')
    .trim()
    .split('\n');
  const place = head.split(',').indexOf('bidirectional_bytes');
  const bytes = lines.map((line) => Number(line.split(',')[place]));
  expect(bytes).toHaveLength(6);
  expect(bytes).toEqual([...bytes].sort((a, b) => a - b));
  expect(head).not.toContain('splt_ps');

  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('radio', { name: /^all \d/ }).check();
  const ndjson = await downloadOf(page, () => page.getByRole('button', { name: 'NDJSON' }).click());
  expect(ndjson.suggestedFilename()).toBe('dns-tls.flows.ndjson');
  const rows = readFileSync(await ndjson.path(), 'utf8')
    .trim()
    .split('\n');
  expect(rows.map((line) => (JSON.parse(line) as { bidirectional_bytes: number }).bidirectional_bytes)).toEqual(bytes);
  expect(JSON.parse(rows[0] ?? '')).toMatchObject({ splt_ps: expect.any(Array) });

  const parquet = await exportAs(page, 'Parquet');
  expect(parquet.suggestedFilename()).toBe('dns-tls.flows.parquet');
  const file = Uint8Array.from(readFileSync(await parquet.path())).buffer;
  const read = await parquetReadObjects({ file });
  expect(read.map((row) => Number(row['bidirectional_bytes']))).toEqual(bytes);
});

test('the packets that are shown go into a capture, which opens with just these', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Packets');
  await filterBy(page, 'packets', 'protocol = UDP');
  const count =
    (await page
      .getByRole('tabpanel')
      .getByText(/of 171 packets/)
      .textContent()) ?? '';
  const pcapngFile = await exportAs(page, 'pcapng');
  expect(pcapngFile.suggestedFilename()).toBe('dns-tls.packets.pcapng');
  const info = await exportAs(page, 'CSV');
  expect(readFileSync(await info.path(), 'utf8')).toContain('Standard query');
  await pick(page, { name: 'again.pcapng', mimeType: '', buffer: readFileSync(await pcapngFile.path()) });
  await expectPhase(page, 'ready');
  await expectPanel(page, 'Packets');
  await expectCount(page, count.replace(' of 171', ''));
});

test('the packets of one flow are saved from its detail, by keys alone', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Flows');
  await rowOf(gridOf(page, 'Flows'), 6).click();
  await page.getByRole('button', { name: 'Save packets' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: /^pcapng/ })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  const saved = await downloadOf(page, () => page.keyboard.press('Enter'));
  expect(saved.suggestedFilename()).toBe('dns-tls.flow-5.pcap');
  await pick(page, { name: 'flow.pcap', mimeType: '', buffer: readFileSync(await saved.path()) });
  await expectPhase(page, 'ready');
  await expectCount(page, '1 flow');
});

test('the export menu is worked by keys, and axe finds nothing in it', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Packets');
  await expectCount(page, '171 packets');
  await page.getByRole('button', { name: 'Export' }).focus();
  await page.keyboard.press('Enter');
  const menu = page.getByRole('dialog', { name: 'Export' });
  await expect(menu).toBeVisible();
  expect(await accessibilityTroubles(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await accessibilityTroubles(page, 'color-contrast')).toEqual([]);
  await page.keyboard.press('Tab');
  await expect(menu.getByRole('radio', { name: /columns shown$/ })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(menu.getByRole('radio', { name: /^all/ })).toBeChecked();
  await page.keyboard.press('Tab');
  await expect(menu.getByRole('button', { name: 'CSV' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(page.getByRole('button', { name: 'Export' })).toBeFocused();
});

test('what a format cannot hold is said', async ({ page }) => {
  const two = packets('0.0 10.0.0.1:5000 > 10.0.0.2:443 SYN\n0.1 10.0.0.2:443 > 10.0.0.1:5000 SYN+ACK').map(
    (packet, at) => ({ ...packet, interface: at }),
  );
  await openFile(page, fileOf(pcapng(two, [{ name: 'eth0' }, { name: 'eth1' }]), 'two.pcapng'));
  await showPanel(page, 'Packets');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('button', { name: 'pcap', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('pcap holds one interface');
  const saved = await exportAs(page, 'pcapng');
  expect(saved.suggestedFilename()).toBe('two.packets.pcapng');
  await expect(page.getByRole('alert')).toBeHidden();
});

test('a long export shows how far it is and can be cancelled', async ({ page }) => {
  const [syn] = packets('0.0 10.0.0.1:5000 > 10.0.0.2:443 SYN');
  const one = pcap([syn]);
  const many = Buffer.concat([one.subarray(0, 24), ...new Array<Uint8Array>(200_000).fill(one.subarray(24))]);
  await openFile(page, fileOf(many, 'many.pcap'));
  await showPanel(page, 'Packets');
  const downloads: string[] = [];
  page.on('download', (download) => downloads.push(download.suggestedFilename()));
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('button', { name: 'NDJSON' }).click();
  const progress = page.getByRole('region', { name: 'Export' });
  await expect(progress.getByText('Writing many.packets.ndjson')).toBeVisible();
  await expect(progress.getByRole('progressbar')).toHaveAttribute('aria-valuenow', /^\d+$/);
  await progress.getByRole('button', { name: 'Cancel' }).click();
  await expect(progress).toBeHidden();
  expect(downloads).toEqual([]);
  await expect(page.getByRole('alert')).toBeHidden();
});

test('NFStream’s columns in its order are the file of the command line, and the choice is kept', async ({ page }) => {
  const tool = fileURLToPath(new URL('../../dist-cli/flowloom.mjs', import.meta.url));
  const options = ['--statistical-analysis', '--splt-analysis', '20'];
  const expected = execFileSync(process.execPath, [tool, 'flows', samplePath('dns-tls.pcap'), ...options], {
    encoding: 'utf8',
  });
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Flows');
  await expectCount(page, '13 flows');
  await page.getByRole('tabpanel').getByRole('button', { name: 'Export' }).click();
  await page.getByRole('radio', { name: /^NFStream’s \d/ }).check();
  const csv = await downloadOf(page, () => page.getByRole('button', { name: 'CSV', exact: true }).click());
  expect(readFileSync(await csv.path(), 'utf8')).toBe(expected);
  await showPanel(page, 'Packets');
  await showPanel(page, 'Flows');
  await page.getByRole('tabpanel').getByRole('button', { name: 'Export' }).click();
  await expect(page.getByRole('radio', { name: /^NFStream’s/ })).toBeChecked();
});
