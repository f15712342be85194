import { PACKED_CAPTURES } from '../core/capture/packed-captures.ts';
import { gridOf, rowOf, samplePath, showPanel } from './journeys.ts';
import { listen } from './recording-server.ts';
import { expect, expectPhase, pick, test } from './support.ts';

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

test('nothing is asked of the network when a capture is opened', async ({ page, site }) => {
  await page.goto('./', { waitUntil: 'networkidle' });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  // The browser asks for the icon by itself whenever the hash changes.
  const others = (): string[] => asked.filter((url) => !url.startsWith('blob:') && url !== `${site}icon.svg`);
  await pick(page, samplePath('web-page.pcap'));
  await expectPhase(page, 'ready');
  await expect(page.getByRole('button', { name: 'All flows by bytes' })).toBeVisible();
  expect(others()).toEqual([]);
  // Scripts of the page's own folder may still come when their panel is opened: they carry nothing of the capture.
  await showPanel(page, 'Flows');
  await rowOf(gridOf(page, 'Flows'), 5).click();
  await expect(page.getByRole('img', { name: /^Histogram/ }).locator('canvas')).toBeVisible();
  await showPanel(page, 'Packets');
  await showPanel(page, 'Sequences');
  await expect(page.getByRole('textbox', { name: 'Relational flow code' })).toBeVisible();
  expect(others().filter((url) => !/^[^?#]+$/.test(url) || !url.startsWith(`${site}assets/`))).toEqual([]);
});

test('nothing is asked of the network for a compressed capture either', async ({ page, site }) => {
  for (const { name, compression, bytes } of PACKED_CAPTURES) {
    await page.goto('./', { waitUntil: 'networkidle' });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await pick(page, { name: `packed.${compression}`, mimeType: '', buffer: Buffer.from(bytes) });
    await expectPhase(page, 'ready');
    await expect(page.getByRole('button', { name: 'All flows by bytes' })).toBeVisible();
    expect(
      asked.filter((url) => !url.startsWith('blob:') && url !== `${site}icon.svg`),
      name,
    ).toEqual([]);
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
