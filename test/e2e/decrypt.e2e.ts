import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { chooseFlow } from './flow-pane.ts';
import { drop, expectRows, fileOf, gridOf, openFile, rowOf, samplePath, showPanel } from './journeys.ts';
import { accessibilityTroubles, expect, test } from './support.ts';

const recording = (name: string): Promise<Buffer> =>
  readFile(fileURLToPath(new URL(`../fixtures/encrypted/${name}.pcapng`, import.meta.url)));

const textOf = (page: Page) => page.getByRole('group', { name: /^What was said/ });

/** The text of the secrets block (type 10) of a recording, and the recording without it. */
async function apart(name: string): Promise<{ readonly capture: Uint8Array; readonly log: string }> {
  const bytes = new Uint8Array(await recording(name));
  const view = new DataView(bytes.buffer);
  let at = 0;
  while (view.getUint32(at, true) !== 10) at += view.getUint32(at + 4, true);
  const end = at + view.getUint32(at + 4, true);
  const log = String.fromCharCode(...bytes.subarray(at + 16, at + 16 + view.getUint32(at + 12, true)));
  return { capture: new Uint8Array([...bytes.subarray(0, at), ...bytes.subarray(end)]), log };
}

async function follow(page: Page, row: number) {
  await chooseFlow(page, row);
  await page.keyboard.press('r');
  return page.getByRole('dialog', { name: /^Stream of flow/ });
}

test('TLS is decrypted by the secrets of the capture, searched, led to its packet, and saved', async ({ page }) => {
  await openFile(page, fileOf(new Uint8Array(await recording('tls13-aes128-gcm')), 'secret.pcapng'));
  const dialog = await follow(page, 1);
  const text = textOf(page);
  await expect(dialog.getByText('Decrypted with the keys at hand: TLS 1.3, TLS_AES_128_GCM_SHA256')).toBeVisible();
  await expect(text).toContainText('GET /page.txt HTTP/1.0');
  await expect(text).toContainText('Seven boats lie in the harbour.');
  await expect(text.locator('[data-way]').first()).toContainText('opened by packet 1');
  await expect(text).toContainText('Encrypted Extensions');
  expect(await accessibilityTroubles(page)).toEqual([]);

  await page.keyboard.press('/');
  await page.keyboard.type('page.txt');
  await expect(dialog.getByText('1 of 1')).toBeVisible();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('menuitem', { name: /^→ from 192\.168\.10\.20/ }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('secret.flow-0-decrypted-forward.bin');
  expect(await readFile(await file.path(), 'latin1')).toMatch(/^GET \/page\.txt HTTP\/1\.0\r\n/);

  await dialog.getByLabel('Shown').focus();
  await dialog.getByLabel('Shown').selectOption('As sent (encrypted)');
  await expect(dialog.getByText('As sent, encrypted with TLS 1.3')).toBeVisible();
  await expect(text).not.toContainText('GET /page.txt');
  await expect(dialog.getByLabel('Shown')).toBeFocused();
});

test('a key log that is dropped beside a capture decrypts it, until it is forgotten', async ({ page }) => {
  const { capture, log } = await apart('tls12-chacha20');
  await openFile(page, fileOf(capture, 'closed.pcapng'));
  const dialog = await follow(page, 1);
  await expect(dialog.getByText('Drop a key log (SSLKEYLOGFILE) on the page to decrypt it.')).toBeVisible();
  await page.keyboard.press('Escape');

  const keys = new TextEncoder().encode(`# written by hand\n${log}nonsense\n`);
  await drop(page, fileOf(keys, 'anything.bin'), 'main');
  await expect(page.getByText('1 new secret; 1 line not understood (3).')).toBeVisible();
  await expect(page.getByText('There are keys for the capture’s encrypted connection.')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-phase', 'ready');
  await page.keyboard.press('r');
  await expect(textOf(page)).toContainText('Seven boats lie in the harbour.');
  await page.setViewportSize({ width: 390, height: 700 });
  expect(await accessibilityTroubles(page)).toEqual([]);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Show in Privacy' }).click();
  const panel = page.getByRole('dialog', { name: 'Privacy' });
  await expect(panel.getByText('1 secret from you.')).toBeVisible();
  await expect(panel.getByText('anything.bin')).toBeVisible();
  expect(await accessibilityTroubles(page)).toEqual([]);
  await panel.getByRole('button', { name: 'Forget the keys' }).click();
  await expect(panel.getByText('None.', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('r');
  await expect(dialog.getByText('Drop a key log (SSLKEYLOGFILE) on the page to decrypt it.')).toBeVisible();
});

test('a key log is taken together with its capture', async ({ page }) => {
  const { capture, log } = await apart('tls12-cbc-sha');
  await page.goto('./');
  await page
    .getByLabel('Open capture')
    .setInputFiles([fileOf(capture, 'closed.pcapng'), fileOf(new TextEncoder().encode(log), 'keys.txt')]);
  await expect(page.locator('html')).toHaveAttribute('data-phase', 'ready');
  await follow(page, 1);
  await expect(textOf(page)).toContainText('Seven boats lie in the harbour.');
});

test('messages inside TLS come with the keys, and go with them', async ({ page }) => {
  const { capture, log } = await apart('tls12-chacha20');
  await openFile(page, fileOf(capture, 'closed.pcapng'));
  await page.keyboard.press('6');
  const messages = gridOf(page, 'Messages');
  await expect(messages.getByRole('row').filter({ hasText: 'Client Hello' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Decrypted/ })).toHaveCount(0);

  await drop(page, fileOf(new TextEncoder().encode(log), 'keys.txt'), 'main');
  await page.getByRole('button', { name: /^Decrypted/ }).click();
  await expect(messages.getByRole('row').filter({ hasText: 'GET /page.txt' })).toContainText('decrypted');
  await expect(messages.getByRole('row').filter({ hasText: 'Client Hello' })).toHaveCount(0);
  expect(await accessibilityTroubles(page)).toEqual([]);
});

test('keys bring what passed in TLS to the objects, and QUIC’s handshake needs none', async ({ page }) => {
  const { capture, log } = await apart('tls13-aes128-gcm');
  await openFile(page, fileOf(capture, 'closed.pcapng'));
  await showPanel(page, 'Objects');
  await expect(page.getByText('What passes in TLS is looked for where there are keys')).toBeVisible();
  await drop(page, fileOf(new TextEncoder().encode(log), 'keys.log'), 'main');
  const grid = gridOf(page, 'Objects');
  await expectRows(grid, 1);
  await expect(rowOf(grid, 1)).toContainText('page.txt');
  await expect(rowOf(grid, 1)).toContainText('decrypted');
  await rowOf(grid, 1).click();
  const pane = page.getByRole('complementary', { name: 'Object 1' });
  await expect(pane).toContainText('Decrypted');
  expect(await accessibilityTroubles(page)).toEqual([]);
  const download = page.waitForEvent('download');
  await pane.getByRole('button', { name: 'Save' }).click();
  const file = await download;
  expect(await readFile(await file.path(), 'latin1')).toContain('Seven boats lie in the harbour.');

  await openFile(page, samplePath('quic.pcapng'));
  const dialog = await follow(page, 2);
  await expect(dialog.getByLabel('Shown')).toHaveValue('best');
  await dialog.getByLabel('Shown').selectOption('Handshake');
  const text = textOf(page);
  await expect(text).toContainText('handshake in Initial packets');
  await expect(text).toContainText('Client Hello');
  await expect(dialog.getByText(/^Messages of the handshake, put together from QUIC/)).toBeVisible();
  await dialog.getByLabel('Written as').selectOption('Hex dump');
  await expect(text).toContainText('01 00 01 76 03 03');
  expect(await accessibilityTroubles(page)).toEqual([]);
});
