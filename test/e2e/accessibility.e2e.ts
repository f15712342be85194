import type { Page } from '@playwright/test';
import { expectCount, fileOf, gridOf, openSample, rowOf, showPanel } from './journeys.ts';
import { accessibilityTroubles, expect, expectPhase, pick, SAMPLES, test } from './support.ts';

const SIZES = [
  { width: 1280, height: 800 },
  { width: 380, height: 800 },
] as const;

/** What axe says of the page as it stands: light and dark, wide and narrow. */
async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await settled(page, colorScheme);
      // Only colours differ in the dark.
      const rule = colorScheme === 'dark' ? 'color-contrast' : undefined;
      expect.soft(await accessibilityTroubles(page, rule), `${colorScheme}, ${size.width} px wide`).toEqual([]);
    }
  }
  await expectNoOverflow(page);
}

/** Waits until the page is drawn in these colours and nothing moves or fades any more. */
async function settled(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.waitForFunction((scheme) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches, colorScheme);
  await page.evaluate(async () => {
    const frame = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(done));
    await frame();
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map((animation) => animation.finished));
    await frame();
  });
}

/** No part of the page sticks out of a screen of 360 px. */
async function expectNoOverflow(page: Page): Promise<void> {
  await page.setViewportSize({ width: 360, height: 740 });
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, document.body.scrollWidth]);
  expect.soft(widths).toEqual([360, 360]);
  await page.setViewportSize(SIZES[0]);
}

test.describe('axe finds nothing, and nothing sticks out of a narrow screen', () => {
  test('on the empty page, after a failure, and in the help', async ({ page }) => {
    await page.goto('./');
    await expect(page.getByRole('listitem')).toHaveCount(SAMPLES);
    await expectAccessible(page);
    await pick(page, fileOf(Buffer.from('This is no capture.'), 'notes.txt'));
    await expectPhase(page, 'failed');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Keyboard help (?)' }).click();
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
    await expectAccessible(page);
  });

  test('in the meter settings, also with errors', async ({ page }) => {
    await openSample(page, 'dns-tls');
    await showPanel(page, 'Flows');
    await page.getByRole('tabpanel').getByRole('button', { name: 'Meter', exact: true }).click();
    const settings = page.getByRole('dialog', { name: 'Meter settings' });
    await settings.getByRole('button', { name: 'Everything' }).click();
    await settings.getByRole('textbox', { name: 'Dissections' }).fill('300');
    await settings.getByRole('button', { name: 'Apply' }).click();
    await expectAccessible(page);
    await settings.getByRole('button', { name: 'Reset Dissections to 20' }).click();
    await settings.getByRole('button', { name: 'Apply' }).click();
    await expect(page.getByText(/^Read 171 packets again/)).toBeVisible();
    await expectAccessible(page);
  });

  test('on the overview, and on flows with one in detail', async ({ page }) => {
    await openSample(page, 'dns-tls');
    await expect(page.getByRole('button', { name: 'All flows in this order' })).toBeVisible();
    await expectAccessible(page);
    await showPanel(page, 'Flows');
    await expectCount(page, '13 flows');
    await rowOf(gridOf(page, 'Flows'), 6).click();
    await expect(page.getByRole('img', { name: /^Histogram/ }).locator('canvas')).toBeVisible();
    await expectAccessible(page);
  });

  test('on packets with one in detail, a filter that is wrong and a limit', async ({ page }) => {
    await openSample(page, 'dns-tls');
    await showPanel(page, 'Packets');
    await expectCount(page, '171 packets');
    await rowOf(gridOf(page, 'Packets'), 5).click();
    await page.getByRole('treeitem', { name: /^Destination port/ }).click();
    await page.getByRole('slider', { name: 'Time range' }).press('ArrowRight');
    await page.getByRole('combobox', { name: 'Filter packets' }).fill('nonsuch = 3');
    await expect(page.getByText('There is no field “nonsuch”.')).toBeVisible();
    await expectAccessible(page);
  });

  test('on sequences with results and a ladder, and in their tables', async ({ page }) => {
    await openSample(page, 'dns-tls');
    await showPanel(page, 'Sequences');
    await expect(page.getByRole('textbox', { name: 'Relational flow code' })).toBeVisible();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await rowOf(gridOf(page, 'Sequences'), 1).click();
    await expect(page.getByRole('listbox', { name: 'Ladder of Visit 1' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Matched flows' }).click();
    await expect(rowOf(gridOf(page, 'Flows'), 1)).toHaveAttribute('data-matched', '');
    await page.getByRole('button', { name: 'Columns' }).click();
    await expect(page.getByRole('dialog', { name: 'Columns' })).toBeVisible();
    await expectAccessible(page);
  });
});
