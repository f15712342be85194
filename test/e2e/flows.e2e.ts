import { readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import {
  columnOf,
  expectCount,
  filterBy,
  gridOf,
  headerOf,
  numbersOf,
  openSample,
  rowsOf,
  showPanel,
} from './journeys.ts';
import { expect, test } from './support.ts';

const rising = (numbers: readonly number[]): readonly number[] => numbers.toSorted((a, b) => a - b);

/** The names of the columns in their order. */
function columnsOf(grid: Locator): Promise<readonly string[]> {
  return grid.getByRole('columnheader').allInnerTexts();
}

test.beforeEach(async ({ page }) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Flows');
  await expectCount(page, '13 flows');
});

test('a press on a header sorts by its column: up, down, as in the file', async ({ page }) => {
  const grid = gridOf(page, 'Flows');
  const header = headerOf(grid, 'Packets');
  const asRead = await numbersOf(grid, 'Packets');
  expect(asRead).toHaveLength(13);
  expect(asRead).not.toEqual(rising(asRead));
  await expect(header).toHaveAttribute('aria-sort', 'none');
  await header.click();
  await expect(header).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(() => numbersOf(grid, 'Packets')).toEqual(rising(asRead));
  await header.click();
  await expect(header).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(() => numbersOf(grid, 'Packets')).toEqual(rising(asRead).toReversed());
  await header.click();
  await expect(header).toHaveAttribute('aria-sort', 'none');
  await expect.poll(() => numbersOf(grid, 'Packets')).toEqual(asRead);
});

test('a filter takes words and comparisons, joined by and, or, not, and says how many rows it keeps', async ({
  page,
}) => {
  const grid = gridOf(page, 'Flows');
  await filterBy(page, 'flows', '10.20.0.12');
  await expectCount(page, '2 of 13 flows');
  await expect.poll(() => columnOf(grid, 'Destination')).toEqual(['10.20.0.12', '10.20.0.12']);
  await filterBy(page, 'flows', 'dst_port = 443 and bidirectional_packets > 20');
  await expectCount(page, '4 of 13 flows');
  expect(Math.min(...(await numbersOf(grid, 'Packets')))).toBeGreaterThan(20);
  await filterBy(page, 'flows', 'not (dst_port = 443 or bytes < 320B)');
  await expectCount(page, '6 of 13 flows');
  await filterBy(page, 'flows', 'dst_ip = 10.0.0.0/8 or bytes = 308');
  await expectCount(page, '7 of 13 flows');
  await filterBy(page, 'flows', 'dst_port = 22');
  await expect(page.getByText('None of 13 flows fits.')).toBeVisible();
  await expect(page.getByText('They are kept out by the filter “dst_port = 22”.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expectCount(page, '13 flows');
  await expect(page.getByRole('textbox', { name: 'Filter flows' })).toHaveValue('');
});

test('a filter that cannot be understood is refused at its place; what is shown stays', async ({ page }) => {
  const box = page.getByRole('textbox', { name: 'Filter flows' });
  await filterBy(page, 'flows', 'dst_port = 443');
  await expectCount(page, '6 of 13 flows');
  await box.fill('dst_port = 443 and nonsuch > 3');
  await expect(box).toHaveAttribute('aria-invalid', 'true');
  await expect(box).toHaveAccessibleDescription(/nonsuch/);
  await expectCount(page, '6 of 13 flows');
  // The mark stands under the word that is wrong: both are written in letters of one width.
  const letter = await box.evaluate((input: HTMLInputElement) => {
    const context = document.createElement('canvas').getContext('2d');
    if (context === null) return 0;
    context.font = getComputedStyle(input).font;
    return context.measureText('n').width;
  });
  const start = (await box.boundingBox())?.x ?? 0;
  const mark = (await page.getByText('▲', { exact: true }).boundingBox())?.x ?? 0;
  expect(Math.round((mark - start - 9) / letter)).toBe('dst_port = 443 and '.length);
  await box.fill('dst_port = 443 and packets > 20');
  await expect(box).toHaveAttribute('aria-invalid', 'false');
  await expectCount(page, '4 of 13 flows');
});

test('columns are chosen from the list, and hidden, moved and pinned by their menu', async ({ page }) => {
  const grid = gridOf(page, 'Flows');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('searchbox', { name: 'Search columns' }).fill('syn');
  await page.getByRole('checkbox', { name: /bidirectional_syn_packets/ }).check();
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await columnsOf(grid)).length).toBe(14);
  const syn = grid.getByRole('columnheader').last();
  await expect.poll(async () => new Set(await columnOf(grid, await syn.innerText()))).toEqual(new Set(['0', '2']));

  const choose = async (column: string, item: string): Promise<void> => {
    await headerOf(grid, column).click({ button: 'right' });
    await page.getByRole('menu').getByRole('menuitem', { name: item, exact: true }).click();
    await expect(page.getByRole('menu')).toHaveCount(0);
  };
  await choose('Protocol', 'Hide');
  await expect(headerOf(grid, 'Protocol')).toHaveCount(0);
  await choose('Destination', 'Move left');
  await expect
    .poll(async () => (await columnsOf(grid)).slice(0, 4))
    .toEqual(['First packets', 'Source', 'Destination', 'Port']);
  await choose('Source', 'Pin to the left');
  await expect.poll(async () => (await columnsOf(grid)).slice(0, 2)).toEqual(['Source', 'First packets']);
  await expect(page).toHaveURL(/flows\.pinned=src_ip/);

  await page.reload();
  await expect
    .poll(async () => (await columnsOf(grid)).slice(0, 4))
    .toEqual(['Source', 'First packets', 'Destination', 'Port']);
  await page.setViewportSize({ width: 800, height: 800 });
  await grid.evaluate((element) => element.scrollTo({ left: 400 }));
  await expect(headerOf(grid, 'First packets')).not.toBeInViewport();
  await expect(headerOf(grid, 'Source')).toBeInViewport({ ratio: 1 });
});

test('a column is resized by its edge and moved by dragging its header', async ({ page }) => {
  const grid = gridOf(page, 'Flows');
  const boxOf = async (name: string) =>
    (await headerOf(grid, name).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const before = await boxOf('Source');
  await page.mouse.move(before.x + before.width - 2, before.y + 10);
  await page.mouse.down();
  await page.mouse.move(before.x + before.width + 58, before.y + 10, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => Math.round((await boxOf('Source')).width - before.width)).toBe(60);
  const source = await boxOf('Source');
  const port = await boxOf('Dst port');
  await page.mouse.move(source.x + 30, source.y + 10);
  await page.mouse.down();
  await page.mouse.move(port.x + port.width - 8, port.y + 10, { steps: 6 });
  await page.mouse.up();
  await expect
    .poll(async () => (await columnsOf(grid)).slice(1, 5))
    .toEqual(['Port', 'Destination', 'Dst port', 'Source']);
  await expect(headerOf(grid, 'Source')).toHaveAttribute('aria-sort', 'none');
});

test('what is shown can be taken along as CSV', async ({ page }) => {
  await filterBy(page, 'flows', 'dst_port = 443');
  await headerOf(gridOf(page, 'Flows'), 'Bytes B').click();
  await expectCount(page, '6 of 13 flows');
  await expect(rowsOf(gridOf(page, 'Flows'))).toHaveCount(6);
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const [head = '', ...lines] = readFileSync(await (await coming).path(), 'utf8')
    .trim()
    .split('\n');
  const place = head.split(',').indexOf('bidirectional_bytes');
  const bytes = lines.map((line) => Number(line.split(',')[place]));
  expect(bytes).toHaveLength(6);
  expect(bytes).toEqual(rising(bytes));
});
