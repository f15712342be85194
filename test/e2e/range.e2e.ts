import type { Locator, Page } from '@playwright/test';
import { packets, pcap } from '../fixtures/captures.ts';
import {
  expectCount,
  expectPanel,
  fileOf,
  filterBy,
  gridOf,
  headerOf,
  openFile,
  openSample,
  rowOf,
  samplePath,
  showPanel,
  type TestFile,
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

/** The strip's region: heading, buttons, legend. */
function stripRegion(page: Page): Locator {
  return page.getByRole('region', { name: 'Packets and bytes over time' });
}

test('the strip tells what the filter of the table in view keeps, and marks what is selected', async ({ page }) => {
  await openSample(page, 'dns-tls');
  const legend = page.getByRole('list', { name: 'Colours of the time strip' });
  await showPanel(page, 'Packets');
  await expectCount(page, '171 packets');
  await expect(legend).toBeHidden();
  await filterBy(page, 'packets', 'protocol = UDP');
  await expectCount(page, '28 of 171 packets');
  await expect(legend).toContainText('28 of 171 packets kept by the filter');
  await rowOf(gridOf(page, 'Packets'), 2).click();
  await expect(legend).toContainText(/packet \d+/);
  await showPanel(page, 'Flows');
  await expect(legend).toBeHidden();
  await filterBy(page, 'flows', 'protocol = UDP');
  await expect(legend).toContainText('28 of 171 packets, in 7 flows kept by the filter');
  await rowOf(gridOf(page, 'Flows'), 1).click();
  await expect(legend).toContainText('flow 0: 4 packets');
  // A filter that reads bytes ends with the whole share, too.
  await showPanel(page, 'Packets');
  await filterBy(page, 'packets', 'pcap "udp port 53"');
  await expect(legend).toContainText('28 of 171 packets kept by the filter');
});

test('the strip is zoomed by wheel, keys, axis and double press, and goes back step by step', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Packets');
  await expectCount(page, '171 packets');
  const strip = page.getByRole('slider', { name: 'Time range' });
  const region = stripRegion(page);
  const box = await strip.boundingBox();
  if (box === null) throw new Error('The strip has no place.');
  const move = (share: number, y: number): Promise<void> => page.mouse.move(box.x + share * box.width, box.y + y);
  await expect(region).toContainText('Whole capture, 3.96');
  await move(0.5, 20);
  await page.mouse.wheel(0, -240);
  await expect(region).toContainText(/Shown: 0\.8\d+ s to 3\.0\d+ s/);
  await expectCount(page, '171 packets'); // zooming limits nothing

  await page.keyboard.press('s'); // goes to the strip, and there means: farther
  await expect(strip).toBeFocused();
  await page.keyboard.press('w');
  await expect(region).toContainText(/Shown: 1\.[12]\d+ s/);
  await page.keyboard.press('d');
  await expect(region).toContainText(/Shown: 1\.[34]\d+ s/);
  const shown = await region.innerText();
  await move(0.5, 70);
  await page.mouse.down();
  await move(0.7, 70);
  await page.mouse.up();
  await expect(region).not.toHaveText(shown);
  await page.getByRole('button', { name: 'Zoom back' }).click();
  await page.getByRole('button', { name: 'Whole capture' }).click();
  await expect(region).toContainText('Whole capture, 3.96');

  // Range by range: a drag in a strip that is all in the range begins another at once.
  await brush(page, 0.2, 0.6);
  await expectCount(page, '24 of 171 packets');
  await move(0.4, 20);
  await page.mouse.dblclick(box.x + 0.4 * box.width, box.y + 20);
  await expect(region).toContainText('Shown is the range: 0.79');
  await brush(page, 0.25, 0.75);
  await expect(strip).toHaveAttribute('aria-valuetext', /^1\.1\d+ s to 1\.9\d+ s/);
  await page.keyboard.press('Enter');
  await expect(region).toContainText('Shown is the range: 1.1');
  await page.keyboard.press('Backspace');
  await expect(region).toContainText('Shown: 0.79');
  await page.keyboard.press('0');
  await expect(region).toContainText('Whole capture, 3.96');
});

/** Two short exchanges with days between, as of captures that were joined. */
function joinedCapture(): TestFile {
  const burst = (second: number): string =>
    Array.from({ length: 20 }, (_, at) => `${second + at / 2} 10.0.0.1:5000 > 10.0.0.2:53 UDP 40`).join('\n');
  return fileOf(pcap(packets(`${burst(0)}\n${burst(400_000)}`)), 'joined.pcap');
}

test('long silences are folded by themselves, and unfold', async ({ page }) => {
  await openFile(page, joinedCapture());
  await showPanel(page, 'Packets');
  await expectCount(page, '40 packets');
  const fold = page.getByRole('button', { name: 'Fold silences' });
  await expect(fold).toHaveAttribute('aria-pressed', 'true');
  const strip = page.getByRole('slider', { name: 'Time range' });
  await strip.hover({ position: { x: ((await strip.boundingBox())?.width ?? 0) / 2, y: 20 } });
  await expect(stripRegion(page)).toContainText(/within a silence of 4\sd 15\sh, folded/);
  // Half of the strip is half of the packets, and the range tells true times.
  await brush(page, 0.55, 1);
  await expectCount(page, '18 of 40 packets');
  await expect(strip).toHaveAttribute('aria-valuetext', /^4\sd 15\sh 6\smin \+ 4\d\.\d+ s to 49\.5/);
  await fold.click();
  await expect(fold).toHaveAttribute('aria-pressed', 'false');
  await expectCount(page, '18 of 40 packets');
});
