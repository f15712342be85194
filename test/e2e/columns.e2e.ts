import type { Locator } from '@playwright/test';
import { columnOf, expectCount, gridOf, headerOf, openSample, showPanel } from './journeys.ts';
import { expect, test } from './support.ts';

/** The names of the columns in their order. */
function columnsOf(grid: Locator): Promise<readonly string[]> {
  return grid.getByRole('columnheader').allInnerTexts();
}

test.beforeEach(async ({ page }) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Flows');
  await expectCount(page, '13 flows');
});

test('columns are chosen from the list, and hidden, moved and pinned by their menu', async ({ page }) => {
  const grid = gridOf(page, 'Flows');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('searchbox', { name: 'Search columns' }).fill('syn');
  await page.getByRole('checkbox', { name: /bidirectional_syn_packets/ }).check();
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await columnsOf(grid)).length).toBe(17);
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
    .toEqual(['First packets', 'Source', 'Destination', 'Src port']);
  await choose('Source', 'Pin to the left');
  await expect.poll(async () => (await columnsOf(grid)).slice(0, 2)).toEqual(['Source', 'First packets']);
  await expect(page).toHaveURL(/flows\.pinned=src_ip/);

  await page.reload();
  await expect
    .poll(async () => (await columnsOf(grid)).slice(0, 4))
    .toEqual(['Source', 'First packets', 'Destination', 'Src port']);
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
    .toEqual(['Src port', 'Destination', 'Dst port', 'Source']);
  await expect(headerOf(grid, 'Source')).toHaveAttribute('aria-sort', 'none');
});
