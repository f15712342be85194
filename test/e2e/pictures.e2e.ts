import { readFileSync } from 'node:fs';
import type { Download, Locator, Page } from '@playwright/test';
import { expectCount, gridOf, openSample, rowOf, rowsOf, showPanel } from './journeys.ts';
import { accessibilityTroubles, expect, test } from './support.ts';

/** What a picture's button saves in a format. */
async function saved(page: Page, button: Locator, format: 'SVG' | 'PNG'): Promise<Download> {
  const coming = page.waitForEvent('download');
  await button.click();
  await page.getByRole('menuitem', { name: new RegExp(`^${format}`) }).click();
  return coming;
}

/** The name of the root of a text, if it is XML. Read beside the page, whose policy is not that of the file. */
async function rootOf(page: Page, xml: string): Promise<string> {
  const beside = await page.context().newPage();
  const name = await beside.evaluate(
    (text) => new DOMParser().parseFromString(text, 'image/svg+xml').documentElement.nodeName,
    xml,
  );
  await beside.close();
  return name;
}

const PNG = '89504e470d0a1a0a';

test('charts and ladders are saved as pictures', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Flows');
  await expectCount(page, '13 flows');
  await rowOf(gridOf(page, 'Flows'), 2).click();
  const buttons = page.getByRole('tabpanel').getByRole('button', { name: 'Save the picture' });
  await expect(buttons).toHaveCount(3);
  for (const at of [0, 1, 2]) {
    const svg = readFileSync(await (await saved(page, buttons.nth(at), 'SVG')).path(), 'utf8');
    expect(await rootOf(page, svg)).toBe('svg');
    expect(svg).toMatch(/<(path|rect|circle)/);
  }
  const png = await saved(page, buttons.first(), 'PNG');
  expect(png.suggestedFilename()).toMatch(/^histogram.*\.png$/);
  expect(
    readFileSync(await png.path())
      .subarray(0, 8)
      .toString('hex'),
  ).toBe(PNG);
  expect(await accessibilityTroubles(page)).toEqual([]);

  await showPanel(page, 'Sequences');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await rowOf(gridOf(page, 'Sequences'), 1).click();
  const ladder = page.getByRole('region', { name: 'Sequence 1' }).getByRole('button', { name: 'Save the picture' });
  const drawn = readFileSync(await (await saved(page, ladder, 'SVG')).path(), 'utf8');
  expect(await rootOf(page, drawn)).toBe('svg');
  expect(drawn).toContain('Client Hello (SNI=www.example.test)');
  expect(
    readFileSync(await (await saved(page, ladder, 'PNG')).path())
      .subarray(0, 8)
      .toString('hex'),
  ).toBe(PNG);
});

test('on paper panes are unfolded, black on white, without buttons', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Flows');
  await rowOf(gridOf(page, 'Flows'), 2).click();
  const features = page.getByRole('region', { name: 'Features', exact: true });
  await expect(features).toBeVisible();
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  await expect(page.getByRole('button', { name: 'Meter settings (m)' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Export' })).toBeHidden();
  await expect(rowsOf(gridOf(page, 'Flows'))).toHaveCount(13);
  const colors = await page.evaluate(() => {
    const { backgroundColor, color } = getComputedStyle(document.documentElement);
    return [backgroundColor, color];
  });
  expect(colors[0]).toBe('rgb(255, 255, 255)');
  // Nothing is scrolled: the last row and the features stand on the page, whose height has all of them.
  const bottom = await features.evaluate((element) => element.getBoundingClientRect().bottom);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  expect(height).toBeGreaterThanOrEqual(Math.floor(bottom));
  expect(bottom).toBeGreaterThan(1200);
  const scrolled = await page.evaluate(
    () =>
      [...document.querySelectorAll('[role=tabpanel]:not([hidden]), [role=grid], [data-panel]')].filter(
        (element) =>
          element.scrollHeight > element.clientHeight + 1 && getComputedStyle(element).overflowY !== 'visible',
      ).length,
  );
  expect(scrolled).toBe(0);
});
