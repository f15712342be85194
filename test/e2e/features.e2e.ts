import type { Locator, Page } from '@playwright/test';
import type { Column } from '../../src/core/model/column.ts';
import { FLOW_COLUMNS } from '../../src/core/model/flow-columns.ts';
import { PAGE_DEFAULTS } from '../../src/core/model/parameters.ts';
import { Analysis } from '../../src/core/pipeline.ts';
import { fileStream } from '../bytes.ts';
import { corpus, noCorpora } from '../corpora.ts';
import {
  expectPanel,
  expectRows,
  gridOf,
  openFile,
  openSample,
  rowOf,
  rowsOf,
  samplePath,
  showPanel,
} from './journeys.ts';
import { expect, test } from './support.ts';

/** What the core makes of a capture, in Node. */
async function analyse(path: string): Promise<Analysis> {
  const analysis = new Analysis(PAGE_DEFAULTS);
  expect((await analysis.read(fileStream(path), path, 0)).ok).toBe(true);
  analysis.finish();
  return analysis;
}

/** A value to its last digit, as the page writes it. */
function exactText(column: Column | undefined, row: number): string {
  if (column === undefined) return 'no such column';
  if (column.type === 'dictionary') return column.code(row) < 0 ? '' : column.text(column.code(row));
  if (column.type === 'list') return `[${column.list(row).join(', ')}]`;
  const value = column.number(row);
  if (column.description.kind !== 'epoch-ms' || value === 0) return String(value);
  return new Date(value).toISOString().replace('T', ' ').replace('Z', '');
}

/** The features on the page by their names. */
async function featuresOf(pane: Locator): Promise<Readonly<Record<string, string>>> {
  const features = pane.getByRole('region', { name: 'Features' });
  await expect(features).toBeVisible();
  const cells = await features
    .locator('td[title]')
    .evaluateAll((elements) => elements.map((element) => [element.getAttribute('title'), element.textContent]));
  return Object.fromEntries(cells) as Record<string, string>;
}

/** Chooses the flow at a position of the table by the keyboard alone. */
async function chooseFlow(page: Page, position: number): Promise<Locator> {
  await showPanel(page, 'Flows');
  const grid = gridOf(page, 'Flows');
  await expect(rowOf(grid, position)).toBeVisible();
  await expect(rowOf(grid, position)).not.toHaveAttribute('aria-busy', 'true');
  await grid.focus();
  await page.keyboard.press('Control+Home');
  for (let at = 1; at < position; at++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(rowOf(grid, position)).toHaveAttribute('aria-selected', 'true');
  return page.getByRole('complementary', { name: `Flow ${position - 1}`, exact: true });
}

/** The rows of the table that stands beside a chart. */
async function twinOf(pane: Locator, chart: string): Promise<readonly (readonly string[])[]> {
  const section = pane.getByRole('region', { name: chart, exact: true });
  await section.getByText('As a table').click();
  const rows = await section.locator('tbody tr').all();
  return Promise.all(rows.map((row) => row.getByRole('cell').allTextContents()));
}

test('a flow shows every feature to the last digit, as the core computes it', async ({ page }) => {
  await openSample(page, 'dns-tls');
  const { flows } = await analyse(samplePath('dns-tls.pcap'));
  for (const position of [6, 13, 1]) {
    const shown = await featuresOf(await chooseFlow(page, position));
    const computed = FLOW_COLUMNS.map(({ id }) => [id, exactText(flows.columns.get(id), position - 1)]);
    expect(computed.length).toBeGreaterThanOrEqual(80);
    expect(shown).toEqual(Object.fromEntries(computed));
  }
});

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

test('NFStream’s golden flow of facebook.pcap has its numbers', async ({ page }) => {
  const path = corpus('captures/ndpi/facebook.pcap');
  test.skip(path === undefined, noCorpora);
  await openFile(page, path ?? '');
  const shown = await featuresOf(await chooseFlow(page, 1));
  expect(shown).toMatchObject({
    src_ip: '192.168.43.18',
    src_port: '52066',
    dst_ip: '66.220.156.68',
    dst_port: '443',
    bidirectional_packets: '19',
    bidirectional_bytes: '5745',
    src2dst_bytes: '1345',
    dst2src_bytes: '4400',
    bidirectional_mean_ps: '302.36842105263156',
    bidirectional_stddev_ps: '425.53315715259754',
    src2dst_mean_ps: '149.44444444444446',
    src2dst_stddev_ps: '132.20354676701294',
    dst2src_mean_ps: '440',
    dst2src_stddev_ps: '549.7164925870628',
    bidirectional_mean_piat_ms: '72.22222222222223',
    bidirectional_stddev_piat_ms: '137.34994188549086',
    src2dst_stddev_piat_ms: '179.72036811192467',
    dst2src_mean_piat_ms: '110.77777777777777',
    dst2src_stddev_piat_ms: '169.51458475436397',
  });
  expect(shown['bidirectional_first_seen_ms']).toBe('2016-08-28 14:05:22.365');
  expect(shown['splt_ps']).toMatch(/^\[74, 74, 66, 262, 66, 1454, 66, 1454, 66, 463, /);
  expect(shown['splt_piat_ms']).toMatch(/^\[0, 303, 0, 0, 313, 0, 0, 0, 0, 1, /);
});
