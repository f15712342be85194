import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { joined, packets, pcap, pcapng } from '../fixtures/captures.ts';
import { lz4Frame, zstdFrame } from '../core/capture/packed-captures.ts';
import { drop, expectPanel, expectRows, fileOf, gridOf, showPanel } from './journeys.ts';
import { expect, expectPhase, pick, test } from './support.ts';

const THREE = packets(`
  0.0  ARP 10.0.0.1 > 10.0.0.2
  0.5  10.0.0.1:5000 > 10.0.0.2:80 SYN
  1.25 10.0.0.2:80 > 10.0.0.1:5000 SYN+ACK`);

/** What the page says of every opening that has ended well. */
async function openings(page: Page): Promise<readonly unknown[]> {
  return page.evaluate(() =>
    performance.getEntriesByName('flowloom:open').map((entry) => (entry as PerformanceMeasure).detail as unknown),
  );
}

test('the empty page says what it does with captures, and opens a sample by its card', async ({ page }) => {
  await page.goto('./');
  await expectPhase(page, 'empty');
  await expect(page.getByText('nothing of it is sent anywhere')).toBeVisible();
  await expect(page.getByRole('listitem').getByRole('button')).toHaveCount(6);
  await page.getByRole('button', { name: 'A web page over HTTP/1.1' }).click();
  await expectPhase(page, 'ready');
  await expectPanel(page, 'Overview');
  await expect(page.getByRole('banner')).toContainText('web-page.pcap');
  await expect(page.getByRole('banner')).toContainText('176 packets · 8 flows');
  expect(await openings(page)).toEqual([{ bytes: 101_326, packets: 176, flows: 8 }]);
  await page.reload();
  await expect(page.getByRole('banner')).toContainText('web-page.pcap');
});

test('a capture can be dropped anywhere, onto the empty page and onto an open one', async ({ page }) => {
  await page.goto('./');
  await drop(page, fileOf(pcap(THREE), 'first.pcap'), 'h1');
  await expectPhase(page, 'ready');
  await expect(page.getByRole('banner')).toContainText('first.pcap');
  await expect(page.getByText('Drop the capture to open it')).toBeHidden();
  await showPanel(page, 'Packets');
  await expectRows(gridOf(page, 'Packets'), 3);
  await drop(page, fileOf(pcap(THREE.slice(0, 2)), 'second.pcap'), '[role=grid][aria-label=Packets]');
  await expect(page.getByRole('banner')).toContainText('second.pcap');
  await expectRows(gridOf(page, 'Packets'), 2);
});

test('a capture is known by its contents, in either format and byte order, plain or compressed', async ({ page }) => {
  const little = pcap(THREE, { nanoseconds: true });
  const sections = joined(
    pcapng(THREE.slice(0, 1), [{ name: 'eth0' }]),
    pcapng(THREE.slice(1), [{ resolution: 9 }], true),
  );
  const cases: readonly [bytes: Uint8Array, format: RegExp][] = [
    [pcap(THREE, { bigEndian: true }), /^pcap\s*not compressed, big-endian, microseconds$/],
    [little, /^pcap\s*not compressed, little-endian, nanoseconds$/],
    [
      joined(gzipSync(little.subarray(0, 90)), gzipSync(little.subarray(90))),
      /^pcap\s*compressed with gzip, little-endian/,
    ],
    [sections, /^pcapng\s*not compressed/],
    [gzipSync(sections), /^pcapng\s*compressed with gzip/],
    [zstdFrame(sections, 100), /^pcapng\s*compressed with zstd/],
    [lz4Frame(little, 100), /^pcap\s*compressed with lz4, little-endian/],
  ];
  await page.goto('./');
  for (const [number, [bytes, format]] of cases.entries()) {
    const file = fileOf(bytes, `number-${number}.txt`);
    await pick(page, file);
    await expect(page.getByRole('status').filter({ hasText: `${file.name} is open: 3 packets, 1 flow.` })).toHaveCount(
      1,
    );
    await expect(page.getByRole('definition').filter({ hasText: format })).toBeVisible();
    await expect(page.getByRole('banner')).toContainText('1.25 s');
  }
  expect(await openings(page)).toHaveLength(cases.length);
});

/** Picks a capture of three million packets, which is made of one piece again and again and so costs no memory. */
async function pickHuge(page: Page): Promise<void> {
  const piece = pcap(Array.from({ length: 10_000 }, () => THREE[1]).filter((packet) => packet !== undefined));
  await page.evaluate((base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const records = new Blob([bytes.subarray(24)]);
    const transfer = new DataTransfer();
    const parts = Array.from({ length: 300 }, () => records);
    transfer.items.add(new File([bytes.subarray(0, 24), ...parts], 'huge.pcap'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true }));
  }, Buffer.from(piece).toString('base64'));
}

test('rows come while the rest is read; Stop keeps them, another capture takes their place', async ({ page }) => {
  await page.goto('./');
  await pickHuge(page);
  await page.getByRole('tab', { name: /Packets \S+/ }).click();
  await expect(page.getByRole('progressbar', { name: 'Reading huge.pcap' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expectPhase(page, 'ready');
  await expect(page.getByRole('banner').getByRole('button', { name: 'stopped early' })).toBeVisible();
  const rows = async (): Promise<number> => Number(await gridOf(page, 'Packets').getAttribute('aria-rowcount')) - 1;
  await expect.poll(rows).toBeGreaterThan(1000);
  expect(await rows()).toBeLessThan(3_000_000);

  await pickHuge(page);
  await expectPhase(page, 'loading');
  await pick(page, fileOf(pcap(THREE), 'small.pcap'));
  await expectPhase(page, 'ready');
  await expect(page.getByRole('banner')).toContainText('small.pcap');
  await expectRows(gridOf(page, 'Packets'), 3);
  expect((await openings(page)).at(-1)).toMatchObject({ packets: 3, flows: 1 });
});
