import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { packets, pcap } from '../fixtures/captures.ts';
import { expectRows, gridOf, rowOf, showPanel } from './journeys.ts';
import { expect, expectPhase, pick, test } from './support.ts';

const LINES = Array.from(
  { length: 40 },
  (_, at) => `${(at / 10).toFixed(1)} 10.0.0.1:${5000 + (at % 4)} > 10.0.0.2:9999 UDP ${10 + at}`,
);
const BYTES = pcap(packets(LINES.join('\n')));
const OTHER = pcap(packets(LINES.slice(0, 39).join('\n')));

/** A capture on the disk, open in the page, with a filter and a sort. */
async function openFromDisk(page: Page): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'flowloom-'));
  const path = join(folder, 'talk.pcap');
  await writeFile(path, BYTES);
  await page.goto('./');
  await pick(page, path);
  await expectPhase(page, 'ready');
  await showPanel(page, 'Packets');
  await filter(page, 'length > 60');
  await expectRows(gridOf(page, 'Packets'), 31);
  return path;
}

async function filter(page: Page, text: string): Promise<void> {
  const box = page.getByRole('combobox', { name: 'Filter packets' });
  await box.fill(text);
  await box.press('Enter');
}

const lost = (page: Page) => page.getByRole('alert').filter({ hasText: 'can no longer be read: choose it again.' });

const LOSSES: readonly (readonly [string, (path: string) => Promise<void>])[] = [
  ['deleted', (path) => rm(path)],
  ['cut', (path) => truncate(path, 100)],
  ['changed', (path) => writeFile(path, OTHER)],
];

for (const [what, lose] of LOSSES) {
  test(`a file that is ${what} while it is open fails only what needs its bytes, and can be chosen again`, async ({
    page,
    troubles,
  }) => {
    const path = await openFromDisk(page);
    const grid = gridOf(page, 'Packets');
    await lose(path);
    await test.step('a question that needs bytes says so, and shows nothing of another', async () => {
      await filter(page, 'pcap "udp port 5001"');
      await expect(page.getByText('These packets cannot be shown.')).toBeVisible();
      await expect(page.getByText('This needs bytes of the file, which can no longer be read.')).toBeVisible();
      await expect(grid.locator('[role=row][data-position]')).toHaveCount(0);
      await expect(lost(page)).toBeVisible();
    });
    await test.step('what is in memory goes on', async () => {
      await filter(page, 'length > 80 and src_port = 5001');
      await expectRows(grid, 3);
      await expect(rowOf(grid, 1)).toContainText('not readable');
      await showPanel(page, 'Flows');
      await rowOf(gridOf(page, 'Flows'), 1).click();
      await expect(page.getByRole('complementary', { name: /^Flow/ })).toContainText('10.0.0.2:9999');
      await showPanel(page, 'Packets');
      await rowOf(grid, 1).click();
      await expect(page.getByRole('complementary', { name: /^Packet/ })).toContainText(
        'This needs bytes of the file, which can no longer be read.',
      );
    });
    await test.step('exports of packets say why there is no file', async () => {
      await page
        .getByRole('region', { name: 'Packets of the capture' })
        .getByRole('button', { name: 'Export' })
        .click();
      await page.getByRole('button', { name: 'pcapng', exact: true }).click();
      await expect(page.getByText('The browser could not read this file.')).toBeVisible();
    });
    await test.step('chosen again, it is there with the same view', async () => {
      await writeFile(path, BYTES);
      await page.getByLabel('Choose it again').setInputFiles(path);
      await expectPhase(page, 'ready');
      await expect(lost(page)).toHaveCount(0);
      await expectRows(grid, 3);
      await expect(page.getByRole('combobox', { name: 'Filter packets' })).toHaveValue(
        'length > 80 and src_port = 5001',
      );
      await expect(rowOf(grid, 1)).toContainText('5001 → 9999');
      await expect(page.getByText('is not the file that was open')).toHaveCount(0);
    });
    await test.step('another file is opened, and told apart', async () => {
      await rm(path);
      await filter(page, 'pcap "udp port 5002"');
      await expect(lost(page)).toBeVisible();
      await writeFile(path, OTHER);
      await page.getByLabel('Choose it again').setInputFiles(path);
      await expect(page.getByText('talk.pcap is not the file that was open: it has')).toBeVisible();
      await expectPhase(page, 'ready');
    });
    troubles.length = 0; // the browser tells of files that it cannot read on the console
  });
}
