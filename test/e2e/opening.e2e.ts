import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { joined, packets, pcap, pcapng, pcapngBlock } from '../fixtures/captures.ts';
import { lz4Frame, zstdFrame } from '../core/capture/packed-captures.ts';
import { drop, expectPanel, expectRows, fileOf, gridOf, showPanel } from './journeys.ts';
import { accessibilityTroubles, expect, expectPhase, pick, SAMPLES, test } from './support.ts';

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
  await expect(page.getByRole('listitem').getByRole('button')).toHaveCount(SAMPLES);
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

test('several files are one capture: by time, or one after the other', async ({ page }) => {
  const later = packets(`
    0.25 10.0.0.9:53 > 10.0.0.1:999 UDP 5
    9.0  10.0.0.9:53 > 10.0.0.1:999 UDP 5`);
  await page.goto('./');
  const files = [fileOf(pcap(THREE), 'part-10.pcap'), fileOf(pcapng(later, [{ name: 'eth7' }]), 'part-9.pcapng')];
  await page.getByLabel('Open capture').setInputFiles(files);
  const dialog = page.getByRole('dialog', { name: 'Open several files as one capture' });
  await expect(dialog.getByRole('listitem')).toHaveText([/^part-9\.pcapng/, /^part-10\.pcap/]);
  await expect(dialog.getByRole('radio', { name: /by their times/ })).toBeChecked();
  expect(await accessibilityTroubles(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expectPhase(page, 'ready');
  await expect(page.getByRole('banner')).toContainText('part-9.pcapng and 1 more');
  await expect(page.getByRole('banner')).toContainText('5 packets');
  await expect(page.getByRole('cell', { name: 'eth7' })).toBeVisible();

  const fileCells = async (): Promise<readonly string[]> => {
    await showPanel(page, 'Packets');
    const cells = gridOf(page, 'Packets').getByRole('gridcell', { name: /^part-/ });
    await expect(cells).toHaveCount(5);
    return cells.allTextContents();
  };
  const [nine, ten] = ['part-9.pcapng', 'part-10.pcap'];
  expect(await fileCells()).toEqual([ten, nine, ten, ten, nine]);

  await showPanel(page, 'Overview');
  await page.getByRole('button', { name: 'Read them one after the other' }).click();
  await expect(page.getByRole('button', { name: 'Join them by time' })).toBeVisible();
  expect(await fileCells()).toEqual([nine, nine, ten, ten, ten]);
});

test('a file of several that cannot be read is left out and named', async ({ page }) => {
  await page.goto('./');
  const files = [fileOf(Buffer.from('words'), 'a.txt'), fileOf(pcap(THREE), 'b.pcap')];
  await page.getByLabel('Open capture').setInputFiles(files);
  await page.getByRole('button', { name: 'Open 2 files' }).click();
  await expectPhase(page, 'ready');
  await expect(page.getByRole('row', { name: /Nothing of this file could be read.*a\.txt/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /a\.txt This file is not a capture/ })).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('3 packets');
});

test('what the file itself says is shown: comments, names, interfaces and secrets', async ({ page }) => {
  const [first, ...rest] = THREE;
  if (first === undefined) throw new Error('no packets');
  const bytes = joined(
    pcapng(
      [{ ...first, options: [[1, 'who is there']] }, ...rest],
      [{ name: 'eth0', options: [[3, 'Uplink']] }],
      false,
      [
        [1, 'taken on a Monday'],
        [4, 'dumpcap'],
      ],
    ),
    pcapngBlock(4, Uint8Array.from([1, 0, 11, 0, 10, 0, 0, 2, ...Buffer.from('server\0'), 0, 0, 0, 0, 0])),
  );
  await page.goto('./');
  await pick(page, fileOf(bytes, 'notes.pcapng'));
  await expectPhase(page, 'ready');
  for (const text of ['taken on a Monday', 'dumpcap', 'Uplink', 'server'])
    await expect(page.getByRole('main').getByText(text).first()).toBeVisible();
  await page.getByRole('button', { name: 'Packet 1', exact: true }).click();
  await expect(page.getByRole('complementary', { name: 'Packet 1' })).toContainText('who is there');
  await expect(gridOf(page, 'Packets').getByRole('gridcell', { name: 'who is there' })).toBeVisible();
  await showPanel(page, 'Flows');
  await gridOf(page, 'Flows').getByRole('gridcell', { name: '10.0.0.2' }).first().dblclick();
  await expect(page.getByRole('complementary', { name: /^Flow/ })).toContainText('(server)');
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
