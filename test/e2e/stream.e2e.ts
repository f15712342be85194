import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { packets, pcap } from '../fixtures/captures.ts';
import { talk, talkPackets } from '../fixtures/http-talk.ts';
import { http2Talk } from '../fixtures/http2-talk.ts';
import { frameOf, SWITCH } from '../fixtures/websocket-talk.ts';
import { chooseFlow } from './flow-pane.ts';
import { expectPanel, expectRows, fileOf, gridOf, openFile, openSample, rowOf, showPanel } from './journeys.ts';
import { accessibilityTroubles, expect, test } from './support.ts';

const TALK = pcap(
  packets(`
  0.000 10.0.0.1:5000 > 10.0.0.2:80 SYN seq=100
  0.010 10.0.0.2:80 > 10.0.0.1:5000 SYN+ACK seq=500 ack=101
  0.020 10.0.0.1:5000 > 10.0.0.2:80 PSH+ACK seq=101 ack=501 "GET /"
  0.030 10.0.0.2:80 > 10.0.0.1:5000 PSH+ACK seq=511 ack=106 "world"
  0.040 10.0.0.2:80 > 10.0.0.1:5000 PSH+ACK seq=501 ack=106 "hello, the"
  0.050 10.0.0.2:80 > 10.0.0.1:5000 PSH+ACK seq=520 ack=106 "!"
  0.060 10.0.0.9:5000 > 10.0.0.2:81 SYN seq=100
`),
);

const textOf = (page: Page) => page.getByRole('group', { name: /^What was said/ });

test('what the ends of a flow said is read, searched and led back to its packets', async ({ page }) => {
  await openSample(page, 'web-page');
  const pane = await chooseFlow(page, 3);
  await pane.getByRole('button', { name: 'Follow stream' }).click();
  const dialog = page.getByRole('dialog', { name: 'Stream of flow 2' });
  const text = textOf(page);
  await expect(text).toContainText('GET / HTTP/1.1');
  await expect(text).toContainText('HTTP/1.1 200 OK');
  await expect(dialog.locator('span', { hasText: '→ from 192.168.10.20:36244' })).toBeVisible();
  expect(await accessibilityTroubles(page)).toEqual([]);

  await page.keyboard.press('/');
  await page.keyboard.type('Content-Type');
  await expect(dialog.getByText(/^1 of \d+$/)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(dialog.getByText(/^2 of \d+$/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog.getByRole('searchbox')).toHaveValue('');

  await dialog.getByLabel('Directions').selectOption('1');
  await expect(text).not.toContainText('GET / HTTP/1.1');
  await dialog.getByLabel('Directions').selectOption('Both directions');
  await dialog.getByLabel('Written as').selectOption('Hex dump');
  await text.focus();
  await page.keyboard.press('Home');
  await expect(text).toContainText('47 45 54 20 2f 20');
  for (let at = 0; at < 3; at++) await page.keyboard.press('ArrowRight');
  await expect(dialog.getByText('→ Packet 13: 443 bytes from byte 0')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expectPanel(page, 'Packets');
  await expectRows(gridOf(page, 'Packets'), 41);
  await expect(page.getByRole('complementary', { name: 'Packet 13', exact: true })).toBeVisible();
});

test('a stream is in order, tells what is missing, and is saved', async ({ page }) => {
  await openFile(page, fileOf(TALK));
  await showPanel(page, 'Packets');
  await rowOf(gridOf(page, 'Packets'), 4).click();
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog', { name: 'Stream of flow 0' });
  const text = textOf(page);
  await expect(text).toContainText('hello, theworld');
  await expect(text).toContainText('4 bytes missing: the flow ends before they come');
  await expect(text.locator('[data-chosen]')).toHaveText('world');
  await dialog.getByRole('button', { name: 'Save' }).click();
  const download = page.waitForEvent('download');
  await dialog.getByRole('menuitem', { name: /^← from 10\.0\.0\.2:80/ }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('some.file.flow-0-backward.bin');
  expect(await readFile(await file.path(), 'latin1')).toBe('hello, theworld!');
  await expect(dialog.getByText('The file leaves out what is missing: 1 gap of 4 bytes in all.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('a flow without payload says so', async ({ page }) => {
  await openFile(page, fileOf(TALK));
  await chooseFlow(page, 2);
  await page.keyboard.press('r');
  await expect(page.getByText('No packet of this flow carries payload')).toBeVisible();
  await page.setViewportSize({ width: 390, height: 700 });
  expect(await accessibilityTroubles(page)).toEqual([]);
});

test('messages of HTTP are shown with their bodies decoded', async ({ page }) => {
  const head = (coding: string, length: number): string =>
    `HTTP/1.1 200 OK\r\nContent-Encoding: ${coding}\r\nContent-Length: ${length}\r\n\r\n`;
  const [zipped, brotli] = [
    gzipSync('said in gzip\n'.repeat(20)),
    brotliCompressSync(Buffer.from('said in brotli\n'.repeat(20))),
  ];
  const capture = talk([
    ['>', 'GET /a HTTP/1.1\r\n\r\n'],
    ['<', head('gzip', zipped.length)],
    ['<', zipped],
    ['>', 'GET /b HTTP/1.1\r\n\r\n'],
    ['<', head('br', brotli.length)],
    ['<', brotli],
  ]);
  await openFile(page, fileOf(capture));
  await chooseFlow(page, 1);
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog', { name: 'Stream of flow 0' });
  const text = textOf(page);
  await expect(text).toContainText('GET /a');
  await expect(text).not.toContainText('said in gzip');
  await dialog.getByLabel('Written as').selectOption('HTTP bodies, decoded');
  await expect(text).toContainText('said in gzip');
  await expect(text).toContainText('said in brotli');
  await expect(text).toContainText(`Body of 260 bytes; gzip, ${zipped.length} bytes as sent`);
  expect(await accessibilityTroubles(page)).toEqual([]);
  await page.keyboard.press('/');
  await page.keyboard.type('brotli');
  await expect(dialog.getByText('1 of 20')).toBeVisible();
  await dialog.getByLabel('Written as').selectOption('Text');
  await expect(text).not.toContainText('said in gzip');
});

test('frames of HTTP/2 and messages of WebSocket are shown, and have rows', async ({ page }) => {
  const asked = await http2Talk(
    (session) =>
      new Promise((resolve) => {
        const request = session.request({ ':path': '/cloth', 'user-agent': 'loom' });
        request.resume();
        request.on('close', resolve);
      }),
    (stream) => {
      stream.respond({ ':status': 200, 'content-type': 'text/plain', 'content-encoding': 'gzip' });
      stream.end(gzipSync('said in frames'));
    },
  );
  const chat = talkPackets(
    [
      ['>', 'GET /chat HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n'],
      ['<', SWITCH],
      ['>', frameOf(1, 'said behind a mask', { mask: [1, 2, 3, 4] })],
      ['<', frameOf(8, '\u0003\u00e8')],
    ],
    5001,
  );
  await openFile(page, fileOf(pcap([...talkPackets(asked), ...chat])));
  await chooseFlow(page, 1);
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog', { name: 'Stream of flow 0' });
  await dialog.getByLabel('Written as').selectOption('HTTP bodies, decoded');
  const text = textOf(page);
  await expect(text).toContainText('HEADERS on stream 1');
  await expect(text).toContainText(':path: /cloth');
  await expect(text).toContainText('said in frames');
  expect(await accessibilityTroubles(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await chooseFlow(page, 2);
  await page.keyboard.press('r');
  await page
    .getByRole('dialog', { name: 'Stream of flow 1' })
    .getByLabel('Written as')
    .selectOption('HTTP bodies, decoded');
  await expect(text).toContainText('text, 18 bytes');
  await expect(text).toContainText('said behind a mask');
  await expect(text).toContainText('close, 1000 normal closure');
  await page.keyboard.press('Escape');
  await showPanel(page, 'Messages');
  await expect(gridOf(page, 'Messages')).toContainText('GET /cloth (loom.test)');
});
