import type { Page } from '@playwright/test';
import {
  expectCount,
  expectPanel,
  filterBy,
  gridOf,
  headerOf,
  openFile,
  openSample,
  rowOf,
  samplePath,
  showPanel,
} from './journeys.ts';
import { expect, expectPhase, test } from './support.ts';

/** Draws a range on the time strip, between two shares of its width. */
async function brush(page: Page, from: number, to: number): Promise<void> {
  const box = await page.getByRole('slider', { name: 'Time range' }).boundingBox();
  if (box === null) throw new Error('The strip has no place.');
  await page.mouse.move(box.x + from * box.width, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + to * box.width, box.y + 20, { steps: 5 });
  await page.mouse.up();
}

test('a range on the time strip limits flows, packets and sequences; clearing it brings them back', async ({
  page,
}) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Flows');
  await expectCount(page, '13 flows');
  const strip = page.getByRole('slider', { name: 'Time range' });
  // Two of three visits are outside: there is a long pause before each.
  await brush(page, 0.2, 0.6);
  await expectCount(page, '2 of 13 flows');
  await expect(page.getByRole('list', { name: 'Limits in force' })).toHaveText(/^Time 0\.79\d s to 2\.3\d\d s$/);
  await expect(strip).toHaveAttribute('aria-valuetext', /^0\.79\d+ s to 2\.3\d+ s \(1\.58\ss\)$/);
  await showPanel(page, 'Packets');
  await expectCount(page, '24 of 171 packets');
  await showPanel(page, 'Sequences');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expectCount(page, '2 of 13 sequences');
  await page.getByRole('button', { name: 'Clear range' }).click();
  await expectCount(page, '13 sequences');
  await showPanel(page, 'Packets');
  await expectCount(page, '171 packets');

  await brush(page, 0.9, 1);
  await expectCount(page, '42 of 171 packets');
  await page.getByRole('button', { name: /^Remove limit: Time/ }).click();
  await expectCount(page, '171 packets');
});

test('the range is drawn, moved, stretched and taken away by keys as well', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Packets');
  await expectCount(page, '171 packets');
  const strip = page.getByRole('slider', { name: 'Time range' });
  await page.keyboard.press('s');
  await expect(strip).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(strip).toHaveAttribute('aria-valuetext', /^0\.000000 s to 0\.395537 s/);
  await expect(page.getByText(/^\d+ of 171 packets$/)).toBeVisible();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(strip).toHaveAttribute('aria-valuetext', /^0\.000000 s to 0\.474644 s/);
  await page.keyboard.press('End');
  await expect(strip).toHaveAttribute('aria-valuetext', /to 3\.955374 s/);
  await page.keyboard.press('Escape');
  await expect(strip).toHaveAttribute('aria-valuetext', /^Whole capture/);
  await expectCount(page, '171 packets');
});

test('the view stands in the address and comes back when the page is loaded again', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Flows');
  await brush(page, 0, 0.6);
  await filterBy(page, 'flows', 'protocol = TCP');
  await headerOf(gridOf(page, 'Flows'), 'Packets').click();
  await expectCount(page, '4 of 13 flows');
  await rowOf(gridOf(page, 'Flows'), 2).click();
  const heading = page.getByRole('heading', { level: 2, name: /^Flow \d+ .* packets$/ });
  const words = await heading.innerText();
  const range = await page.getByRole('slider', { name: 'Time range' }).getAttribute('aria-valuetext');
  await expect(page).toHaveURL(/#v=1&.*panel=flows.*flows\.sort=bidirectional_packets.*range=.*flow=/);

  await page.reload();
  await expectPhase(page, 'ready');
  await expectPanel(page, 'Flows');
  await expectCount(page, '4 of 13 flows');
  await expect(page.getByRole('combobox', { name: 'Filter flows' })).toHaveValue('protocol = TCP');
  await expect(headerOf(gridOf(page, 'Flows'), 'Packets')).toHaveAttribute('aria-sort', 'ascending');
  await expect(rowOf(gridOf(page, 'Flows'), 2)).toHaveAttribute('aria-selected', 'true');
  await expect(heading).toHaveText(words);
  await expect(page.getByRole('slider', { name: 'Time range' })).toHaveAttribute('aria-valuetext', range ?? '');
});

test('a link brings the view along: panel, filter, order, range and row', async ({ page }) => {
  await openFile(page, samplePath('dhcp.pcap'));
  await expect(page).not.toHaveURL(/capture=/);
  await page.goto(
    './?capture=samples/port-scan.pcap#v=1&panel=flows&flows.filter=dst_port+%3C+100&flows.sort=-dst_port&flow=3',
  );
  await expectPhase(page, 'ready');
  await expectPanel(page, 'Flows');
  await expect(page.getByRole('combobox', { name: 'Filter flows' })).toHaveValue('dst_port < 100');
  await expect(page.getByRole('columnheader', { name: 'Dst port' })).toHaveAttribute('aria-sort', 'descending');
  await expect(page.getByRole('complementary', { name: 'Flow 3' })).toBeVisible();
});
