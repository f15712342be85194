import type { Locator } from '@playwright/test';
import { expectCount, filterBy, gridOf, openSample, rowOf, showPanel } from './journeys.ts';
import { accessibilityTroubles, expect, test } from './support.ts';

/** Waits until a row stands wholly between the header and the lower edge of its table; it may be wider than that. */
async function expectWhole(grid: Locator, position: number): Promise<void> {
  const outside = async (): Promise<number> => {
    const header = await grid.getByRole('row').first().boundingBox();
    const frame = await grid.boundingBox();
    const row = await rowOf(grid, position).boundingBox();
    if (header === null || frame === null || row === null) return Infinity;
    return Math.max(header.y + header.height - row.y, row.y + row.height - (frame.y + frame.height), 0);
  };
  await expect.poll(outside).toBeLessThan(1);
}

test('from the filter to its table are few stops, and arrows go from tool to tool', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Flows');
  await expectCount(page, '13 flows');
  await page.keyboard.press('/');
  await expect(page.getByRole('combobox', { name: 'Filter flows' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'How to filter' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('tabpanel').getByRole('button', { name: /^Meter/ })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('combobox', { name: 'Time format' })).toBeFocused();
  await page.keyboard.press('End');
  await expect(page.getByRole('button', { name: 'Export' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(gridOf(page, 'Flows')).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('button', { name: 'Export' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible();
  await page.keyboard.press('Escape');
  expect(await accessibilityTroubles(page)).toEqual([]);
});

test('one flow leaves the room to its detail', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Flows');
  await filterBy(page, 'flows', 'src_port = 43598');
  await expectCount(page, '1 of 13 flows');
  await rowOf(gridOf(page, 'Flows'), 1).click();
  await expect(page.getByRole('complementary', { name: 'Flow 1', exact: true })).toBeVisible();
  await expect.poll(async () => (await gridOf(page, 'Flows').boundingBox())?.height).toBeLessThan(90);
  await expectWhole(gridOf(page, 'Flows'), 1);
  await filterBy(page, 'flows', '');
  await expectCount(page, '13 flows');
  await expect.poll(async () => (await gridOf(page, 'Flows').boundingBox())?.height).toBeGreaterThan(150);
});

test('the selected row stays in view when its detail opens and grows', async ({ page }) => {
  await openSample(page, 'web-page');
  await showPanel(page, 'Packets');
  await expectCount(page, '176 packets');
  await rowOf(gridOf(page, 'Packets'), 20).click();
  await expect(page.getByRole('complementary', { name: 'Packet 20' })).toBeVisible();
  await expectWhole(gridOf(page, 'Packets'), 20);
  const bar = page.getByRole('separator', { name: 'Size of the table and the detail' });
  await bar.focus();
  for (let step = 0; step < 4; step++) await bar.press('ArrowUp');
  await expectWhole(gridOf(page, 'Packets'), 20);
});

test('the title of the settings and the way out stay while they scroll', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await page.keyboard.press('m');
  const settings = page.getByRole('dialog', { name: 'Meter settings' });
  await settings.getByLabel('Community ID seed').scrollIntoViewIfNeeded();
  await expect(settings.getByRole('heading', { name: 'Meter settings' })).toBeInViewport();
  await settings.getByRole('button', { name: 'Close' }).click();
  await expect(settings).toBeHidden();
});
