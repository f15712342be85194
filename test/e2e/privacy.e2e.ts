import type { Page } from '@playwright/test';
import { PACKED_CAPTURES } from '../core/capture/packed-captures.ts';
import { gridOf, rowOf, samplePath, showPanel } from './journeys.ts';
import { listen } from './recording-server.ts';
import { expect, expectPhase, pick, scriptsAreHere, test } from './support.ts';

async function filterBy(page: Page, box: string, filter: string): Promise<void> {
  const field = page.getByRole('combobox', { name: box });
  await field.fill(filter);
  await field.press('Enter');
}

/** All that the page asks the network for from now on. */
function askedFrom(page: Page): readonly string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith('blob:')) asked.push(request.url());
  });
  return asked;
}

test('?capture= opens what lies on the own host, and nothing else', async ({ page, troubles }) => {
  const elsewhere = await listen();
  await page.goto('./?capture=samples/web-page.pcap');
  await expectPhase(page, 'ready');
  await expect(page.getByRole('banner')).toContainText('web-page.pcap');

  const address = `${elsewhere.origin}/dhcp.pcap`;
  await page.goto(`./?capture=${encodeURIComponent(address)}`);
  await expectPhase(page, 'failed');
  await expect(page.getByRole('alert')).toContainText(
    'Only captures on the page’s own server can be opened by address',
  );
  await expect(page.getByRole('alert')).toContainText(`${address} is not of this page’s own origin`);
  expect(elsewhere.asked).toEqual([]);
  await elsewhere.close();

  await page.goto('./?capture=samples/missing.pcap');
  await expectPhase(page, 'failed');
  await expect(page.getByRole('alert')).toContainText('the server answered 404');
  troubles.length = 0; // the browser tells of the 404 on the console
});

test('nothing is asked of the network when a capture is opened and worked with', async ({ page }) => {
  await page.goto('./');
  await scriptsAreHere(page);
  const asked = askedFrom(page);
  await pick(page, samplePath('web-page.pcap'));
  await expectPhase(page, 'ready');
  await expect(page.getByRole('button', { name: 'All flows in this order' })).toBeVisible();
  await showPanel(page, 'Flows');
  await filterBy(page, 'Filter flows', 'tcp');
  await rowOf(gridOf(page, 'Flows'), 5).click();
  await expect(page.getByRole('img', { name: /^Histogram/ }).locator('canvas')).toBeVisible();
  await showPanel(page, 'Packets');
  await rowOf(gridOf(page, 'Packets'), 3).click();
  await filterBy(page, 'Filter packets', 'pcap "tcp port 80"');
  await page.getByRole('button', { name: 'Meter settings (m)' }).click();
  await expect(page.getByRole('dialog', { name: 'Meter settings' })).toBeVisible();
  await page.keyboard.press('Escape');
  await showPanel(page, 'Sequences');
  await expect(page.getByRole('textbox', { name: 'Relational flow code' })).toBeVisible();
  await page.getByRole('button', { name: 'Keyboard help' }).click();
  await page.getByRole('button', { name: 'How tools differ' }).click();
  await expect(page.getByRole('dialog', { name: /differ/ })).toBeVisible();
  await expect.poll(() => page.url()).toContain('panel=sequences');
  await page.waitForTimeout(500); // the browser would ask for the icon now
  expect(asked).toEqual([]);
});

test('nothing is asked of the network for a compressed capture either', async ({ page }) => {
  for (const { name, compression, bytes } of PACKED_CAPTURES) {
    await page.goto('./');
    await scriptsAreHere(page);
    const asked = askedFrom(page);
    await pick(page, { name: `packed.${compression}`, mimeType: '', buffer: Buffer.from(bytes) });
    await expectPhase(page, 'ready');
    await expect(page.getByRole('button', { name: 'All flows in this order' })).toBeVisible();
    expect(asked, name).toEqual([]);
    page.removeAllListeners('request');
  }
});

test('the worker that reads the capture cannot reach another host', async ({ page, troubles }) => {
  const elsewhere = await listen();
  await page.goto('./');
  await pick(page, samplePath('web-page.pcap'));
  await expectPhase(page, 'ready');
  expect(page.workers()).toHaveLength(1);
  const answer = await page.workers()[0]?.evaluate(
    (address) =>
      fetch(address).then(
        () => 'answered',
        () => 'refused',
      ),
    `${elsewhere.origin}/out`,
  );
  expect(answer).toBe('refused');
  expect(elsewhere.asked).toEqual([]);
  await elsewhere.close();
  troubles.length = 0; // the browser tells of the refusal on the console
});
