import { columnOf, expectCount, filterBy, gridOf, rowOf, showPanel } from './journeys.ts';
import { accessibilityTroubles, expect, expectPhase, pick, test } from './support.ts';
import { pcap } from '../fixtures/captures.ts';
import { frame } from '../fixtures/frames.ts';

/** Each frame behind a provider tag, which NFStream does not follow. */
function behindProviderTags(...lines: readonly string[]): Buffer {
  const list = lines.map((line, at) => {
    const plain = frame(line);
    const bytes = Uint8Array.from([...plain.subarray(0, 12), 0x88, 0xa8, 0, 5, ...plain.subarray(12)]);
    return { timeNs: BigInt(at) * 1_000_000n, bytes };
  });
  return Buffer.from(pcap(list));
}

const TAGGED = behindProviderTags(
  '10.0.0.1:1000 > 10.0.0.2:2000 UDP 30',
  '10.0.0.2:2000 > 10.0.0.1:1000 UDP 60',
  '10.0.0.3:5000 > 10.0.0.4:80 SYN',
);

test('a capture that looks empty says what is inside, one press away and one press back', async ({ page }) => {
  await page.goto('./');
  await pick(page, { name: 'tags.pcap', mimeType: '', buffer: TAGGED });
  await expectPhase(page, 'ready');
  const bar = page.getByRole('complementary', { name: 'More inside' });
  await expect(bar).toContainText(
    '3 packets carry provider tags, which NFStream does not follow: they are in no flow.',
  );
  await page.getByRole('button', { name: 'not decoded by NFStream: provider tags' }).click();
  await expectCount(page, '3 packets');
  await rowOf(gridOf(page, 'Packets'), 1).click();
  await expect(page.getByRole('complementary', { name: 'Packet 1' })).toContainText(
    'In no flow: not decoded by NFStream: provider tags.',
  );
  await showPanel(page, 'Flows');
  await expect(page.getByText('No flows.')).toBeVisible();
  expect(await accessibilityTroubles(page)).toEqual([]);
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Look inside/ })
    .click();
  await expectCount(page, '2 flows');
  await expect(bar).toContainText('Flows are decoded further than NFStream does: provider tags.');
  await expect.poll(() => new URL(page.url()).hash).toContain('meter.decode=qinq');
  await bar.getByRole('button', { name: 'Back to NFStream’s decoding' }).click();
  await expect(page.getByText('No flows.')).toBeVisible();
  await expect(bar).toContainText('3 packets carry provider tags');
  await bar.getByRole('button', { name: 'Put this line aside' }).click();
  await expect(bar).toHaveCount(0);
});

test('a flow that was read out of a damaged header says so in its row, in its pane and in Overview', async ({
  page,
}) => {
  const damaged = frame('10.0.0.1:1000 > 10.0.0.2:2000 UDP 30');
  // The first byte of the source's address: nobody sends from there, and the checksum does not fit any more.
  damaged[26] = 250;
  const sound = frame('10.0.0.1:1000 > 10.0.0.2:2000 UDP 30');
  const list = [sound, damaged].map((bytes) => ({ timeNs: 0n, bytes }));
  await page.goto('./');
  await pick(page, { name: 'damaged.pcap', mimeType: '', buffer: Buffer.from(pcap(list)) });
  await expectPhase(page, 'ready');
  await page.getByRole('button', { name: 'damaged IP header' }).click();
  await expectCount(page, '1 of 2 flows');
  const grid = gridOf(page, 'Flows');
  await expect(rowOf(grid, 1)).toContainText('Doubtful: damaged IP header.');
  await expect.poll(() => columnOf(grid, 'Protocol')).toEqual(['UDP']);
  await rowOf(grid, 1).click();
  await expect(page.getByRole('complementary', { name: 'Flow 1' })).toContainText(
    'This flow may not be what it was read as.',
  );
  expect(await accessibilityTroubles(page)).toEqual([]);
  await filterBy(page, 'flows', 'doubt = ""');
  await expectCount(page, '1 of 2 flows');
  await expect(rowOf(grid, 1)).not.toContainText('Doubtful');
});
