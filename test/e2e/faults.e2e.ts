import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { joined, packets, pcap } from '../fixtures/captures.ts';
import { expectPanel, expectRows, fileOf, gridOf, rowOf, showPanel, type TestFile } from './journeys.ts';
import { expect, expectPhase, pick, SAMPLES, test } from './support.ts';

const TALK = packets(`
  0.0 10.0.0.1:5000 > 10.0.0.2:80 SYN
  0.1 10.0.0.2:80 > 10.0.0.1:5000 SYN+ACK
  0.2 10.0.0.1:5000 > 10.0.0.2:80 ACK
  0.3 10.0.0.1:5000 > 10.0.0.2:80 PSH+ACK "GET / HTTP/1.1"`);
const WHOLE = pcap(TALK);
const RECORD_HEADER = 16;

/** Where the record of a packet begins in WHOLE, and where the next one does. */
function recordOf(packet: number): { readonly from: number; readonly to: number } {
  const lengthOf = (count: number): number =>
    TALK.slice(0, count).reduce((sum, { bytes }) => sum + RECORD_HEADER + bytes.length, 24);
  return { from: lengthOf(packet - 1), to: lengthOf(packet) };
}

interface Refused {
  readonly what: string;
  readonly bytes: Uint8Array;
  readonly sentence: string;
  /** What is said of the place or the bytes, and what to do. */
  readonly further: readonly string[];
}

const REFUSED: readonly Refused[] = [
  {
    what: 'text',
    bytes: Buffer.from('Dear diary, this is no capture at all.'),
    sentence: 'This file is not a capture: its first bytes are those of no capture format.',
    further: ['First bytes: 44 65 61 72', 'Flowloom reads pcap, pcapng, snoop, ERF and Network Monitor captures'],
  },
  {
    what: 'nothing',
    bytes: new Uint8Array(0),
    sentence: 'This file is empty: it has no bytes at all.',
    further: ['try again'],
  },
  {
    what: 'gzip of nothing',
    bytes: gzipSync(new Uint8Array(0)),
    sentence: 'This gzip file unpacks to nothing.',
    further: ['try again'],
  },
  {
    what: 'cut header',
    bytes: WHOLE.subarray(0, 10),
    sentence: 'The capture’s own header is cut short or contradicts itself',
    further: ['Fetch it again from where it was captured.'],
  },
  {
    what: 'xz',
    bytes: Buffer.from('fd377a585a00000000000000', 'hex'),
    sentence: 'which is not read here.',
    further: ['By its first bytes this is', 'Unpack it first.'],
  },
  {
    what: 'broken gzip',
    bytes: Buffer.from('1f8b0800000000000003ffffffff', 'hex'),
    sentence: 'The compressed data is damaged from its beginning',
    further: ['unpack it with gzip, zstd or lz4'],
  },
  {
    what: 'broken zstd',
    bytes: Buffer.from('28b52ffd0000000000000000', 'hex'),
    sentence: 'The compressed data is damaged from its beginning',
    further: ['unpack it with gzip, zstd or lz4'],
  },
];

test('what is no capture is refused with its own sentence and with advice; the page goes on', async ({ page }) => {
  await page.goto('./');
  for (const { what, bytes, sentence, further } of REFUSED) {
    await pick(page, fileOf(bytes, what));
    await expectPhase(page, 'failed');
    const alert = page.getByRole('alert').filter({ hasText: `${what} could not be opened.` });
    await expect(alert).toContainText(sentence);
    for (const words of further) await expect(alert).toContainText(words);
    await expect(page.getByRole('listitem').getByRole('button')).toHaveCount(SAMPLES);
  }
  await pick(page, fileOf(WHOLE, 'good.pcap'));
  await expectPhase(page, 'ready');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

/** The row of the one problem that there is, after the page has shown it from its header. */
async function expectProblem(page: Page, sentence: string, after: string, offset: number): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: '1 problem' }).click();
  await expectPanel(page, 'Overview');
  const problems = page.getByRole('region', { name: /^Problems/ });
  await expect(problems).toBeInViewport();
  const cells = problems.getByRole('row').nth(1).getByRole('cell');
  await expect(cells.nth(0)).toContainText(sentence);
  await expect(cells.nth(1)).toHaveText(after);
  await expect(cells.nth(2)).toHaveText(String(offset));
}

/** Opens a file in place of the one that is open. */
async function openNext(page: Page, file: TestFile): Promise<void> {
  await pick(page, file);
  await expect(page.getByRole('banner')).toContainText(file.name);
  await expectPhase(page, 'ready');
}

test('what is wrong inside a capture is listed with its byte, and the rest stays usable', async ({ page }) => {
  await page.goto('./');
  await test.step('cut inside a record: what came before is there', async () => {
    const { from, to } = recordOf(4);
    await openNext(page, fileOf(WHOLE.subarray(0, to - 5), 'cut.pcap'));
    const size = to - from;
    await expectProblem(page, `${size} bytes were announced, ${size - 5} are there. Everything before it`, '3', from);
    await page.getByRole('button', { name: '3', exact: true }).click();
    await expectPanel(page, 'Packets');
    const grid = gridOf(page, 'Packets');
    await expectRows(grid, 3);
    await expect(rowOf(grid, 3)).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('complementary', { name: 'Packet 3' })).toContainText('TCP 5000 → 80 [ACK]');
    await showPanel(page, 'Flows');
    await expectRows(gridOf(page, 'Flows'), 1);
  });
  await test.step('a record of an absurd length: reading goes on with the next one', async () => {
    const { to } = recordOf(2);
    const absurd = new Uint8Array(RECORD_HEADER).fill(0x7f);
    await openNext(page, fileOf(joined(WHOLE.subarray(0, to), absurd, WHOLE.subarray(to)), 'damaged.pcap'));
    await expectProblem(page, '16 bytes from here on could not be read and were skipped.', '2', to);
    await showPanel(page, 'Packets');
    await expectRows(gridOf(page, 'Packets'), 4);
  });
  await test.step('nothing but damage behind a record: reading ends there', async () => {
    const { to } = recordOf(2);
    const absurd = new Uint8Array(RECORD_HEADER + 100).fill(0x7f);
    await openNext(page, fileOf(joined(WHOLE.subarray(0, to), absurd), 'absurd.pcap'));
    await expectProblem(page, 'A record claims 2.14 GB, more than the 262 kB that a packet can have.', '2', to);
    await showPanel(page, 'Packets');
    await expectRows(gridOf(page, 'Packets'), 2);
  });
  await test.step('an unknown link type: packets with time, length and bytes', async () => {
    await openNext(page, fileOf(pcap(TALK, { linkType: 195 }), 'unknown.pcap'));
    await expectProblem(page, 'No flows are built from link type 195 (', '1', 40);
    await expect(page.getByRole('button', { name: 'link type without decoder' })).toBeVisible();
    await showPanel(page, 'Packets');
    const grid = gridOf(page, 'Packets');
    await expectRows(grid, 4);
    await rowOf(grid, 1).click();
    const pane = page.getByRole('complementary', { name: 'Packet 1' });
    await expect(pane).toContainText('In no flow: link type without decoder');
    await expect(pane.getByRole('group', { name: /^Bytes of the packet/ })).toContainText('020000000002');
  });
  await test.step('no packets at all: every panel says so', async () => {
    await openNext(page, fileOf(pcap([]), 'none.pcap'));
    await expect(page.getByRole('banner')).toContainText('0 packets · 0 flows');
    await showPanel(page, 'Flows');
    await expect(page.getByText('No flows.')).toBeVisible();
    await showPanel(page, 'Packets');
    await expect(page.getByText('This capture has no packets.')).toBeVisible();
    await showPanel(page, 'Sequences');
    await expect(page.getByRole('button', { name: 'Run' })).toBeDisabled();
  });
});
