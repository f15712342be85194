import type { Locator, Page } from '@playwright/test';
import { chooseFlow, featuresOf } from './flow-pane.ts';
import {
  columnOf,
  expectPanel,
  expectRows,
  filterBy,
  gridOf,
  openSample,
  rowOf,
  rowsOf,
  showPanel,
} from './journeys.ts';
import { accessibilityTroubles, expect, test } from './support.ts';

const explanationOf = (page: Page, feature: string): Locator =>
  page.getByRole('region', { name: `Where ${feature} comes from` });

const valueOf = (pane: Locator, feature: string): Locator => pane.locator(`[data-feature="${feature}"]`);

test('a mean shows its formula, its numbers and its packets, and leads to them', async ({ page }) => {
  await openSample(page, 'dns-tls');
  const pane = await chooseFlow(page, 6);
  const { src2dst_mean_ps: mean = '', src2dst_packets: packets = '' } = await featuresOf(pane);
  await valueOf(pane, 'src2dst_mean_ps').click();
  const explanation = explanationOf(page, 'src2dst_mean_ps');
  await expect(explanation.getByRole('heading')).toHaveText(`src2dst_mean_ps = ${mean}`);
  await expect(explanation.getByText('mₙ = mₙ₋₁ + (xₙ − mₙ₋₁) / n')).toBeVisible();
  await expect(explanation.locator('code', { hasText: `= ${mean}` })).toBeVisible();
  await expect(explanation.getByText(`${packets} packets fed it.`)).toBeVisible();

  const grid = gridOf(page, 'Packets of flow 5 and src2dst_mean_ps');
  await expectRows(grid, 41);
  await explanation.getByRole('checkbox', { name: 'Only these' }).check();
  await expectRows(grid, Number(packets));
  await expect(rowsOf(grid).first()).toHaveAttribute('data-tone', 'marked');
  expect((await columnOf(grid, 'Fed')).every((text) => /^\d+ B$/.test(text))).toBe(true);

  await explanation.getByRole('button', { name: 'Show these packets' }).click();
  await expectPanel(page, 'Packets');
  await expectRows(gridOf(page, 'Packets'), Number(packets));
  await expect(page.getByRole('list', { name: 'Limits in force' }).getByRole('listitem')).toHaveText([
    'Flow 5',
    'Fed src2dst_mean_ps',
  ]);
  await expect(page).toHaveURL(/of=5&fed=src2dst_mean_ps&why=src2dst_mean_ps/);
  await page.reload();
  await expectRows(gridOf(page, 'Packets'), Number(packets));
  await page.getByRole('button', { name: 'Remove limit: Fed src2dst_mean_ps' }).click();
  await expectRows(gridOf(page, 'Packets'), 41);
  await showPanel(page, 'Flows');
  await expect(explanation).toBeVisible();
});

test('packets of the flow that fed nothing recede, those that did are marked', async ({ page }) => {
  await openSample(page, 'dns-tls');
  const pane = await chooseFlow(page, 6);
  await valueOf(pane, 'bidirectional_syn_packets').click();
  const grid = gridOf(page, 'Packets of flow 5 and bidirectional_syn_packets');
  await expectRows(grid, 41);
  await expect(rowOf(grid, 1)).toHaveAttribute('data-tone', 'marked');
  await expect(rowOf(grid, 2)).toHaveAttribute('data-tone', 'marked');
  await expect(rowOf(grid, 3)).toHaveAttribute('data-tone', 'dim');
});

test('by keyboard alone: from value to value, into the explanation and back', async ({ page }) => {
  await openSample(page, 'dns-tls');
  const pane = await chooseFlow(page, 6);
  await valueOf(pane, 'bidirectional_min_ps').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(valueOf(pane, 'src2dst_mean_ps')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(explanationOf(page, 'src2dst_mean_ps')).toBeVisible();
  await expect(valueOf(pane, 'src2dst_mean_ps')).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Close the explanation (Esc)' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(explanationOf(page, 'src2dst_mean_ps')).toBeHidden();
  await expect(valueOf(pane, 'src2dst_mean_ps')).toBeFocused();
});

test('Enter on a cell of the selected flow explains it, and goes on with the next flow', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await chooseFlow(page, 6);
  const grid = gridOf(page, 'Flows');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const explanation = explanationOf(page, 'src_ip');
  await expect(explanation.getByText(/^sender of packet \d+, the flow’s first: /)).toBeVisible();
  await expect(rowOf(grid, 6)).toHaveAttribute('aria-selected', 'true');
  const heading = await explanation.getByRole('heading').textContent();
  await page.keyboard.press('ArrowDown');
  await expect(rowOf(grid, 7)).toHaveAttribute('aria-selected', 'true');
  await expect(gridOf(page, 'Packets of flow 6 and src_ip')).toBeVisible();
  expect(heading).toContain('src_ip = ');
});

test('other tools’ rules stand beside, and all of them in the help', async ({ page }) => {
  await openSample(page, 'dns-tls');
  const pane = await chooseFlow(page, 6);
  await valueOf(pane, 'bidirectional_bytes').click();
  const explanation = explanationOf(page, 'bidirectional_bytes');
  await explanation.getByText(/^How other tools count it/).click();
  await expect(explanation.getByRole('group', { name: 'Bytes of a packet' })).toContainText('orig_ip_bytes');
  await page.getByRole('button', { name: 'Keyboard help (?)' }).click();
  await page.getByRole('button', { name: 'How tools differ' }).click();
  const dialog = page.getByRole('dialog', { name: 'How tools differ' });
  await expect(dialog.getByRole('group', { name: 'Fragments' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('a packet says its place in its flow, or why it is in none', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await chooseFlow(page, 6);
  await page.getByRole('button', { name: 'Show packets' }).click();
  await rowOf(gridOf(page, 'Packets'), 7).click();
  const detail = page.getByRole('complementary', { name: /^Packet \d+$/ });
  await expect(detail).toContainText('Flow 5: packet 7 of 41');
  await detail.getByRole('button', { name: /^packet \d+$/ }).click();
  await expect(detail).toContainText('Flow 5: packet 1 of 41');

  await page.getByRole('button', { name: 'Remove limit: Flow 5' }).click();
  await filterBy(page, 'packets', 'reason = "not IP"');
  await expectRows(gridOf(page, 'Packets'), 2);
  await rowOf(gridOf(page, 'Packets'), 1).click();
  await expect(detail).toContainText('In no flow: not IP. What follows its link header');
  await detail.getByRole('button', { name: 'Decode further' }).click();
  await expect(page.getByRole('dialog', { name: 'Meter settings' })).toBeVisible();
});

test('axe finds nothing in an explanation, light and dark, wide and narrow', async ({ page }) => {
  await openSample(page, 'dns-tls');
  const pane = await chooseFlow(page, 6);
  await valueOf(pane, 'src2dst_stddev_piat_ms').click();
  const explanation = explanationOf(page, 'src2dst_stddev_piat_ms');
  await explanation.getByText('Packet by packet').click();
  await explanation.getByText(/^How other tools count it/).click();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect.soft(await accessibilityTroubles(page)).toEqual([]);
  }
  await page.setViewportSize({ width: 360, height: 740 });
  expect.soft(await accessibilityTroubles(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
