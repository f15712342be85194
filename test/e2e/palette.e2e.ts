import type { Locator, Page } from '@playwright/test';
import { expectCount, expectPanel, gridOf, headerOf, openSample } from './journeys.ts';
import { accessibilityTroubles, expect, expectPhase, SAMPLES, test } from './support.ts';

/** Opens the list of all actions by its key and looks for words. */
async function find(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Find an action' })).toBeFocused();
  await page.keyboard.type(words);
}

/** The actions that are listed. */
function optionsOf(page: Page): Locator {
  return page.getByRole('dialog', { name: 'All actions' }).getByRole('option');
}

test('everything is found by words and done by Enter', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('listitem')).toHaveCount(SAMPLES);
  await find(page, 'sample dns tls');
  const options = optionsOf(page);
  await expect(options.first()).toContainText('DNS, then TLS 1.3');
  await page.keyboard.press('Enter');
  await expectPhase(page, 'ready');

  await find(page, 'flows');
  await expect(options.first()).toContainText('Show Flows');
  await expect(options.first()).toContainText('2');
  await page.keyboard.press('Enter');
  await expectPanel(page, 'Flows');
  await expectCount(page, '13 flows');

  await find(page, 'column src_mac');
  await page.keyboard.press('Enter');
  await expect(headerOf(gridOf(page, 'Flows'), 'Source MAC')).toBeVisible();

  await find(page, 'packet 5');
  await page.keyboard.press('Enter');
  await expectPanel(page, 'Packets');
  await expect(page.getByRole('complementary', { name: 'Packet 5', exact: true })).toBeVisible();

  await find(page, 'packet 172');
  await expect(options.first()).toHaveAttribute('aria-disabled', 'true');
  await expect(options.first()).toContainText('the last is 171');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'All actions' })).toBeHidden();

  await find(page, 'idle');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Idle time-out')).toBeFocused();
  await page.keyboard.press('Escape');

  await find(page, 'differ');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'How tools differ' })).toBeVisible();
});

test('it opens while a person types, gives the focus back, and leads to the filter', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await page.keyboard.press('3');
  await page.keyboard.press('/');
  const filter = page.getByRole('combobox', { name: 'Filter packets' });
  await filter.fill('protocol = TCP');
  await page.keyboard.press('Enter');
  await find(page, 'dark');
  await page.keyboard.press('Escape');
  await expect(filter).toBeFocused();
  await page.keyboard.press('Escape');
  await gridOf(page, 'Packets').focus();
  await page.keyboard.press(':');
  await page.keyboard.type('protocol = TCP');
  await expect(optionsOf(page).first()).toContainText('Used before');
  await page.keyboard.press('Enter');
  await expect(filter).toHaveValue('protocol = TCP');
  await find(page, 'go filter');
  await page.keyboard.press('Enter');
  await expect(filter).toBeFocused();
});

test('a file is exported from it', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await page.keyboard.press('2');
  await expectCount(page, '13 flows');
  await find(page, 'export csv');
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect((await download).suggestedFilename()).toBe('dns-tls.flows.csv');
});

test('axe finds nothing in it, and it fits a narrow screen', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await page.keyboard.press('2');
  await find(page, 'flow');
  for (const width of [1280, 380]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect.soft(await accessibilityTroubles(page)).toEqual([]);
    }
  }
  const list = await page.getByRole('dialog', { name: 'All actions' }).boundingBox();
  expect(list?.x).toBeGreaterThanOrEqual(0);
  expect((list?.x ?? 0) + (list?.width ?? 0)).toBeLessThanOrEqual(380);
});
