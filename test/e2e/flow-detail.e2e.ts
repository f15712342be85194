import type { Locator } from '@playwright/test';
import { chooseFlow, featuresOf } from './flow-pane.ts';
import { expectPanel, expectRows, filterBy, gridOf, openSample, rowOf, rowsOf, showPanel } from './journeys.ts';
import { expect, test } from './support.ts';

/** The rows of the table that stands beside a chart. */
async function twinOf(pane: Locator, chart: string): Promise<readonly (readonly string[])[]> {
  const section = pane.getByRole('region', { name: chart, exact: true });
  await section.getByText('As a table').click();
  const rows = await section.locator('tbody tr').all();
  return Promise.all(rows.map((row) => row.getByRole('cell').allTextContents()));
}

test('a flow draws its gaps and first packets, and lists the same numbers', async ({ page }) => {
  await openSample(page, 'dns-tls');
  const pane = await chooseFlow(page, 6);
  await expect(pane.getByRole('heading', { level: 2 })).toHaveText(
    /192\.168\.10\.20:47712 → 10\.20\.0\.11:443 · TCP · 41 packets/,
  );
  await expect(pane.getByRole('img', { name: 'Histogram of 16 gaps out and 23 back' }).locator('canvas')).toBeVisible();
  await expect(
    pane.getByRole('img', { name: /^Gaps of the flow over time, 39 points/ }).locator('canvas'),
  ).toBeVisible();
  await expect(pane.getByText(/^▲ Out 16 gaps, mean [\d.]+\sms, deviation [\d.]+\sms/)).toBeVisible();
  await pane.getByRole('checkbox', { name: 'Logarithmic' }).uncheck();
  await expect(pane.getByRole('img', { name: /^Gaps of the flow/ }).locator('canvas')).toBeVisible();

  const histogram = await twinOf(pane, 'Inter-arrival times');
  const sum = (column: number): number => histogram.reduce((total, row) => total + Number(row[column]), 0);
  expect([sum(1), sum(2)]).toEqual([16, 23]);
  const gaps = await twinOf(pane, 'Gaps over time');
  expect(gaps).toHaveLength(39);
  const out = gaps.filter((row) => row[2] === 'out').map((row) => Number(row[3]));
  const mean = out.reduce((total, gap) => total + gap, 0) / out.length;
  await expect(pane.getByText(`mean ${mean.toPrecision(3).replace(/\.?0+$/, '')} ms`)).toBeVisible();

  const features = await featuresOf(pane);
  const sequence = await twinOf(pane, 'First packets (SPLT)');
  const column = (at: number): string =>
    `[${sequence
      .slice(0, 20)
      .map((row) => row[at])
      .join(', ')}]`;
  expect(column(2)).toBe(features['splt_ps']);
  expect(column(3)).toBe(features['splt_piat_ms']);
  expect(column(1).replaceAll('out', '0').replaceAll('back', '1')).toBe(features['splt_direction']);
});

test('a flow lists its packets, and leads to them and back', async ({ page }) => {
  await openSample(page, 'dns-tls');
  const pane = await chooseFlow(page, 6);
  await expectRows(gridOf(page, 'Packets of flow 5'), 41);
  await pane.getByRole('button', { name: 'Show packets' }).click();
  await expectPanel(page, 'Packets');
  const grid = gridOf(page, 'Packets');
  await expectRows(grid, 41);
  await expect(page.getByRole('list', { name: 'Limits in force' })).toHaveText('Flow 5');
  await rowOf(grid, 1).click();
  await page.getByRole('button', { name: 'Flow 5', exact: true }).click();
  await expectPanel(page, 'Flows');
  await expect(rowOf(gridOf(page, 'Flows'), 6)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await showPanel(page, 'Packets');
  await expectRows(grid, 171);
  await expect(rowsOf(grid).first()).toBeVisible();
});

test('a question and its answer have a gap in the charts, the same as in the column', async ({ page }) => {
  await openSample(page, 'port-scan');
  await showPanel(page, 'Flows');
  await filterBy(page, 'flows', 'bidirectional_packets = 2 and bidirectional_rst_packets > 0');
  await rowOf(gridOf(page, 'Flows'), 1).click();
  const pane = page.getByRole('complementary', { name: /^Flow \d+$/ });
  await expect(pane.getByRole('img', { name: /^Histogram of 0 gaps out and 0 back, and of 1 of both/ })).toBeVisible();
  await expect(pane.getByRole('img', { name: /^Gaps of the flow over time, 1 point/ })).toBeVisible();
  await expect(pane.getByText('Neither way has two packets')).toBeVisible();
  const [gap] = await twinOf(pane, 'Gaps over time');
  const features = await featuresOf(pane);
  // The column counts whole milliseconds.
  expect(Math.abs(Number(gap?.[3]) - Number(features['bidirectional_mean_piat_ms']))).toBeLessThan(1);
});

test('the gaps of both ways stand beside those of each', async ({ page }) => {
  await openSample(page, 'dns-tls');
  const pane = await chooseFlow(page, 6);
  await expect(pane.getByText(/▭ Both ways 40 gaps, mean/)).toBeVisible();
  await pane.getByRole('checkbox', { name: 'Both ways together' }).check();
  await expect(pane.getByRole('img', { name: /^Gaps of the flow over time, 40 points/ })).toBeVisible();
  const histogram = await twinOf(pane, 'Inter-arrival times');
  expect(histogram.reduce((total, row) => total + Number(row[3]), 0)).toBe(40);
});
