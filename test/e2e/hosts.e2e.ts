import { packets, pcap } from '../fixtures/captures.ts';
import {
  columnOf,
  drop,
  expectPanel,
  expectRows,
  fileOf,
  filterBy,
  gridOf,
  headerOf,
  openFile,
  rowOf,
} from './journeys.ts';
import { accessibilityTroubles, expect, test } from './support.ts';

const TALK = packets(`
  0.000 10.0.0.1:5000 > 10.0.0.2:80 SYN
  0.001 10.0.0.2:80 > 10.0.0.1:5000 SYN+ACK
  0.002 10.0.0.1:5000 > 10.0.0.2:80 PSH+ACK "GET / HTTP/1.1"
  0.010 10.0.0.1:5001 > 10.0.0.3:22 SYN
  0.011 10.0.0.3:22 > 10.0.0.1:5001 RST+ACK
`);
/** Each host sends from a MAC address of its own: 00:00:0c:00:00:XX with the last byte of its address. */
for (const { bytes } of TALK) bytes.set([0, 0, 0x0c, 0, 0, bytes[33] ?? 0, 0, 0, 0x0c, 0, 0, bytes[29] ?? 0]);
const VENDORS = '# vendors\n00:00:0C\tCisco\tCisco Systems, Inc\n';

test('hosts are filtered by what they offer, get vendors from a dropped list, and lead to their flows', async ({
  page,
}) => {
  await openFile(page, fileOf(pcap(TALK)));
  // What passed when: a part of the time, and a kind, lead on.
  const timeline = page.getByRole('region', { name: 'Over time' });
  await expect(timeline.getByRole('button', { name: /^HTTP/ })).toBeVisible();
  await timeline.getByRole('button', { name: 'The same in numbers' }).click();
  await timeline.getByRole('region').getByRole('button').first().click();
  await timeline.getByRole('button', { name: 'Whole capture' }).click();
  await expect(timeline.getByRole('button', { name: 'Whole capture' })).toHaveCount(0);
  expect(await accessibilityTroubles(page)).toEqual([]);

  await page.keyboard.press('8');
  await expectPanel(page, 'Hosts');
  const grid = gridOf(page, 'Hosts');
  await expectRows(grid, 3);
  expect(await columnOf(grid, 'Host')).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3']);
  await expect(headerOf(grid, 'Vendor')).toHaveCount(0);

  await drop(page, fileOf(new TextEncoder().encode(VENDORS), 'anything.txt'), 'main');
  await expect(page.getByText('Vendors of 1 MAC prefix, kept in memory until the page is closed.')).toBeVisible();
  await expect(rowOf(grid, 2)).toContainText('Cisco Systems, Inc');

  await filterBy(page, 'hosts', 'offers contains "80/tcp" and vendor contains cisco');
  await expectRows(grid, 1);
  await rowOf(grid, 1).click();
  const pane = page.getByRole('complementary', { name: 'Host 10.0.0.2' });
  await expect(pane).toContainText('by MAC in 1 packet');
  expect(await accessibilityTroubles(page)).toEqual([]);
  await pane.getByRole('button', { name: 'Show flows' }).click();
  await expectRows(gridOf(page, 'Flows'), 1);

  await page.getByRole('button', { name: 'Privacy' }).click();
  await page.getByRole('button', { name: 'Forget the vendors' }).click();
  await expect(page.getByRole('button', { name: 'Forget the vendors' })).toHaveCount(0);
});
