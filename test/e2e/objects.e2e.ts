import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { pcap } from '../fixtures/captures.ts';
import { talkPackets } from '../fixtures/http-talk.ts';
import { expectRows, fileOf, gridOf, openFile, rowOf, showPanel } from './journeys.ts';
import { accessibilityTroubles, expect, test } from './support.ts';

const PACKED = gzipSync('a page\n');
const CAPTURE = pcap([
  ...talkPackets([
    ['>', 'GET /files/..%2freport.txt?x=1 HTTP/1.1\r\nHost: example.org\r\n\r\n'],
    [
      '<',
      `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\nContent-Length: ${PACKED.length}\r\n\r\n`,
    ],
    ['<', PACKED],
    ['>', 'GET /cut.bin HTTP/1.1\r\n\r\n'],
    ['<', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'],
  ]),
  ...talkPackets(
    [
      ['<', '220 mail\r\n'],
      ['>', 'EHLO me\r\n'],
      ['<', '250 mail\r\n'],
      ['>', 'MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n'],
      ['<', '354 go\r\n'],
      ['>', 'Subject: Hello\r\n\r\ntext\r\n.\r\n'],
    ],
    5001,
    25,
  ),
]);

test('objects are found, told apart and saved', async ({ page }) => {
  await openFile(page, fileOf(CAPTURE));
  await showPanel(page, 'Objects');
  const grid = gridOf(page, 'Objects');
  await expectRows(grid, 3);
  await expect(rowOf(grid, 1)).toContainText('report.txt');
  await expect(rowOf(grid, 2)).toContainText('the flow ends before it');
  await expect(rowOf(grid, 3)).toContainText('Hello.eml');
  expect(await accessibilityTroubles(page)).toEqual([]);

  await rowOf(grid, 1).click();
  const pane = page.getByRole('complementary', { name: 'Object 1' });
  await expect(pane).toContainText('text/plain');
  expect(await accessibilityTroubles(page)).toEqual([]);
  const one = page.waitForEvent('download');
  await pane.getByRole('button', { name: 'Save' }).click();
  const file = await one;
  expect(file.suggestedFilename()).toBe('report.txt');
  expect(await readFile(await file.path(), 'latin1')).toBe('a page\n');

  const all = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save all shown' }).click();
  const archive = await all;
  expect(archive.suggestedFilename()).toBe('some.file.objects.tar');
  const bytes = await readFile(await archive.path(), 'latin1');
  expect(bytes.length % 512).toBe(0);
  expect(bytes).toContain('Subject: Hello');
  await expect(page.getByText('1 object of 3 in some.file.objects.tar incomplete')).toBeVisible();

  await pane.getByRole('button', { name: 'Follow stream' }).click();
  await expect(page.getByRole('dialog', { name: 'Stream of flow 0' })).toBeVisible();
});
