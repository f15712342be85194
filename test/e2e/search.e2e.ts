import { expectCount, filterBy, gridOf, openSample, rowOf, showPanel } from './journeys.ts';
import { accessibilityTroubles, expect, expectPhase, pick, test } from './support.ts';
import { packets, pcap } from '../fixtures/captures.ts';

test('a word that stands in Info or in the bytes is found, and it is said where was looked', async ({ page }) => {
  await openSample(page, 'web-page');
  await showPanel(page, 'Packets');
  await filterBy(page, 'packets', 'quay.png');
  const line = page.getByText(
    'Plain words were looked for in the columns shown, not in hidden ones, not in Info and not in the bytes.',
  );
  await expect(page.getByText('None of 176 packets fits.')).toBeVisible();
  await expect(line).toBeVisible();
  await page.getByRole('button', { name: 'Info and bytes, too' }).click();
  await expectCount(page, '2 of 176 packets');
  await expect(line).toHaveCount(0);
  await expect(rowOf(gridOf(page, 'Packets'), 2)).toContainText('GET /images/quay.png HTTP/1.1');
  await filterBy(page, 'packets', 'info contains "GET "');
  await expect(rowOf(gridOf(page, 'Packets'), 1)).toContainText('GET /');
  await filterBy(page, 'packets', 'frame contains 71:75:61:79');
  await expect(rowOf(gridOf(page, 'Packets'), 1)).toBeVisible();
  await showPanel(page, 'Flows');
  await filterBy(page, 'flows', 'info contains "quay.png"');
  await expectCount(page, '1 of 8 flows');
  await filterBy(page, 'flows', 'quay.png');
  await page.getByRole('button', { name: 'Info and bytes, too' }).click();
  await expect(page.getByText(/^[12] of 8 flows$/)).toBeVisible();
});

test('what was found is marked in Info, in the bytes and in the layers, one place after the other', async ({
  page,
}) => {
  await openSample(page, 'web-page');
  await showPanel(page, 'Packets');
  await filterBy(page, 'packets', 'info contains quay.png and frame contains "host"');
  const row = rowOf(gridOf(page, 'Packets'), 1);
  await expect(row.locator('mark')).toHaveText('quay.png');
  await row.click();
  const pane = page.getByRole('complementary', { name: /^Packet \d+$/ });
  const steps = pane.getByRole('group', { name: 'Places that the filter found' });
  await expect(steps).toContainText(/^1 of \d+ found$/);
  await expect(pane.locator('[data-hit]').first()).toBeAttached();
  await expect(pane.getByRole('treeitem').filter({ hasText: 'has what the filter looks for' }).first()).toBeAttached();
  await steps.getByRole('button', { name: 'Previous place' }).click();
  await expect(pane.locator('[data-hit=current]').first()).toBeVisible();
  expect(await accessibilityTroubles(page)).toEqual([]);
});

/** Many small packets: looking into the layers of all of them takes some seconds. */
function manyPackets(count: number): Buffer {
  const [one] = packets('0 10.0.0.1:1000 > 10.0.0.2:2000 UDP 30');
  const whole = Buffer.from(pcap(one === undefined ? [] : [one]));
  return Buffer.concat([whole.subarray(0, 24), ...Array.from({ length: count }, () => whole.subarray(24))]);
}

test('a filter that reads the file can be stopped, and the rows stay', async ({ page }) => {
  await page.goto('./');
  await pick(page, { name: 'many.pcap', mimeType: '', buffer: manyPackets(80_000) });
  await expectPhase(page, 'ready');
  await showPanel(page, 'Packets');
  await filterBy(page, 'packets', 'length > 1');
  await expectCount(page, '80\u2009000 packets');
  await filterBy(page, 'packets', 'layers contains nowhere');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByRole('combobox', { name: 'Filter packets' })).toHaveValue('length > 1');
  await expect(page.getByText('The filter was stopped: the rows are those of before.')).toBeVisible();
  await expect(rowOf(gridOf(page, 'Packets'), 1)).toContainText('10.0.0.1');
});
