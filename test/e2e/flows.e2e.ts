import { readFileSync } from 'node:fs';
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
  await expect(page.getByRole('combobox', { name: 'Filter flows' })).toHaveValue('');

  // What is shown can be taken along, in its order.
  await filterBy(page, 'flows', 'dst_port = 443');
  await headerOf(gridOf(page, 'Flows'), 'Bytes B').click();
  await expectCount(page, '6 of 13 flows');
  await expect(rowsOf(gridOf(page, 'Flows'))).toHaveCount(6);
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('button', { name: 'CSV', exact: true }).click();
  const [head = '', ...lines] = readFileSync(await (await coming).path(), 'utf8')
    .trim()
    .split('\n');
  const place = head.split(',').indexOf('bidirectional_bytes');
  const bytes = lines.map((line) => Number(line.split(',')[place]));
  expect(bytes).toHaveLength(6);
  expect(bytes).toEqual(rising(bytes));
});

test('a filter that cannot be understood is refused at its place; what is shown stays', async ({ page }) => {
  const box = page.getByRole('combobox', { name: 'Filter flows' });
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
    const { fontSize, fontFamily } = getComputedStyle(input);
    context.font = `${fontSize} ${fontFamily}`;
    return context.measureText('n').width;
  });
  const start = (await box.boundingBox())?.x ?? 0;
  const mark = (await page.locator('[class*=marked]').boundingBox())?.x ?? 0;
  expect(Math.round((mark - start - 8) / letter)).toBe('dst_port = 443 and '.length);
  await box.fill('dst_port = 443 and packets > 20');
  await expect(box).toHaveAttribute('aria-invalid', 'false');
  await expectCount(page, '4 of 13 flows');
});
