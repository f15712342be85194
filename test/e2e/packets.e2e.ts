import type { Page } from '@playwright/test';
import {
  columnOf,
  expectCount,
  expectPanel,
  filterBy,
  gridOf,
  headerOf,
  openSample,
  rowOf,
  showPanel,
} from './journeys.ts';
import { expect, test } from './support.ts';

test.use({ timezoneId: 'Asia/Tokyo' });

/** The bytes of the packet in hand that are marked, in hex. */
function markedBytes(page: Page): Promise<readonly string[]> {
  return page
    .getByRole('group', { name: /^Bytes of the packet/ })
    .locator('[data-selected]')
    .filter({ hasText: /^[0-9a-f]{2}$/ })
    .allTextContents();
}

test('all packets are listed, also those of no flow, and are found by what is wrong or right with them', async ({
  page,
}) => {
  await openSample(page, 'dhcp');
  await page.getByRole('button', { name: 'not IP' }).click();
  await expectPanel(page, 'Packets');
  await expect(page.getByRole('combobox', { name: 'Filter packets' })).toHaveValue('reason = "not IP"');
  await expectCount(page, '37 of 79 packets');
  const grid = gridOf(page, 'Packets');
  await expect.poll(async () => new Set(await columnOf(grid, 'Protocol'))).toEqual(new Set(['ARP']));
  await filterBy(page, 'packets', 'flow = -1');
  await expectCount(page, '37 of 79 packets');
  await rowOf(grid, 1).click();
  await expect(page.getByRole('complementary', { name: /^Packet \d+$/ })).toContainText('In no flow: not IP');
  await filterBy(page, 'packets', 'protocol = UDP and dst_port in {67, 68} and not dst = 255.255.255.255');
  await expectCount(page, '20 of 79 packets');
  await filterBy(page, 'packets', '');
  await expectCount(page, '79 packets');
});

test('times are written since the first packet, since the row above, in UTC or in local time', async ({ page }) => {
  await openSample(page, 'ptp');
  await showPanel(page, 'Packets');
  const grid = gridOf(page, 'Packets');
  const format = page.getByRole('combobox', { name: 'Time format' });
  const firstTwo = async (): Promise<readonly string[]> => (await columnOf(grid, 'Time s')).slice(0, 2);
  await expect.poll(firstTwo).toEqual(['0.000000000', expect.stringMatching(/^\d\.\d{9}$/)]);
  const [, second = ''] = await firstTwo();
  await format.selectOption('UTC');
  await expect(rowOf(grid, 1)).toContainText('2026-11-21 00:56:22.676813833');
  await format.selectOption('Local time');
  await expect(rowOf(grid, 1)).toContainText('2026-11-21 09:56:22.676813833');
  await format.selectOption('Since the row above');
  await expect(rowOf(grid, 2)).toContainText(second);
  await headerOf(grid, 'No.').click();
  await headerOf(grid, 'No.').click();
  await expect(rowOf(grid, 1)).toContainText('223');
  await expect(page).toHaveURL(/time=delta/);
});

test('layers and bytes of a packet show each other’s place', async ({ page }) => {
  await openSample(page, 'web-page');
  await showPanel(page, 'Packets');
  await filterBy(page, 'packets', 'protocol = TCP and dst_port = 80 and payload > 0');
  const grid = gridOf(page, 'Packets');
  await expect.poll(async () => (await columnOf(grid, 'Info'))[0]).toContain('GET / HTTP/1.1');
  await rowOf(grid, 1).click();
  const layers = page.getByRole('tree', { name: 'Layers of the packet' });
  const hex = page.getByRole('group', { name: /^Bytes of the packet/ });
  const field = (name: string | RegExp) => layers.getByRole('treeitem', { name });
  // From the field to its bytes.
  await field(/^Destination port: 80/).click();
  expect(await markedBytes(page)).toEqual(['00', '50']);
  await expect(page.getByText(/^0x0024, 2 B: /)).toBeVisible();
  // From a byte to the field that it belongs to: the time to live, in the IPv4 header.
  await hex.locator('[data-at="22"]').first().click();
  await expect(field(/^Time to live/)).toHaveAttribute('aria-selected', 'true');
  expect(await markedBytes(page)).toEqual(['40']);
  // A whole layer: twenty bytes of IPv4, and by keys into it.
  await field(/^IPv4/).click();
  expect(await markedBytes(page)).toHaveLength(20);
  await page.keyboard.press('ArrowDown');
  await expect(field(/^Version: 4/)).toHaveAttribute('aria-selected', 'true');
  expect(await markedBytes(page)).toEqual(['45']);
  // Pointing at a byte shows its field, too, without choosing it.
  await hex.locator('[data-at="34"]').first().hover();
  await expect(field(/^Source port/)).toHaveAttribute('data-hovered', '');
  await expect(field(/^Version: 4/)).toHaveAttribute('aria-selected', 'true');
  await field(/^TCP/).click();
  await page.keyboard.press('ArrowLeft');
  await expect(field(/^TCP/)).toHaveAttribute('aria-expanded', 'false');
  await expect(field(/^Destination port/)).toHaveCount(0);
});

test('a packet leads to its flow, and the flow to all its packets', async ({ page }) => {
  await openSample(page, 'web-page');
  await showPanel(page, 'Packets');
  const grid = gridOf(page, 'Packets');
  await filterBy(page, 'packets', 'flags = "SYN, ACK"');
  await expectCount(page, '6 of 176 packets');
  await rowOf(grid, 2).click();
  const pane = page.getByRole('complementary', { name: /^Packet \d+$/ });
  const link = pane.getByRole('button', { name: /^Flow \d+$/ });
  const flow = await link.innerText();
  await link.click();
  await expectPanel(page, 'Flows');
  const detail = page.getByRole('complementary', { name: flow, exact: true });
  const heading = detail.getByRole('heading', { level: 2, name: /· \d+ packets$/ });
  const packets = /(\d+) packets$/.exec(await heading.innerText())?.[1] ?? '';
  await detail.getByRole('button', { name: 'Show packets' }).click();
  await expectPanel(page, 'Packets');
  await expectCount(page, `${packets} of 176 packets`);
  await page.getByRole('button', { name: `Remove limit: ${flow}` }).click();
  await expectCount(page, '176 packets');
});
