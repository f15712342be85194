import { openSample, showPanel } from './journeys.ts';
import { accessibilityTroubles, expect, scriptsAreHere, test } from './support.ts';

test('the documentation is read, searched and followed inside the page', async ({ page, context }) => {
  await openSample(page, 'dns-tls');
  await scriptsAreHere(page);
  await context.setOffline(true); // all of it is here already
  await showPanel(page, 'Flows');
  await page.getByRole('tabpanel').getByRole('button', { name: 'How to filter' }).click();
  await page.getByRole('button', { name: 'All about filters' }).click();
  const docs = page.getByRole('dialog', { name: 'Documentation' });
  await expect(docs.getByRole('heading', { name: 'Filters', exact: true })).toBeVisible();
  await docs.getByRole('button', { name: 'regular expression', exact: true }).click();
  await expect(docs.getByRole('heading', { name: 'Patterns', exact: true })).toBeFocused();
  await expect(docs.getByRole('heading', { name: 'Patterns', exact: true })).toBeInViewport();

  await docs.getByRole('searchbox', { name: 'Search all pages' }).fill('stddev mean');
  await docs.getByRole('button', { name: /^Flow features › Statistics/ }).click();
  await expect(docs.getByRole('heading', { name: 'Statistics', exact: true })).toBeFocused();
  await docs.getByRole('button', { name: 'Back' }).click();
  await expect(docs.getByRole('heading', { name: 'Patterns', exact: true })).toBeFocused();
  await docs.getByLabel('Page', { exact: true }).selectOption('Exports');
  await expect(docs.getByRole('heading', { name: 'Exports', exact: true })).toBeVisible();
  await expect(docs.getByRole('table').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(docs).toBeHidden();

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Find an action' })).toBeFocused();
  await page.keyboard.type('features community-id docs');
  await expect(page.getByRole('dialog', { name: 'All actions' }).getByRole('option', { selected: true })).toContainText(
    'Read about Flow features: community-id',
  );
  await page.keyboard.press('Enter');
  await expect(docs.getByRole('heading', { name: 'community-id', exact: true })).toBeFocused();
});

test('axe finds nothing in it, and it fits a narrow screen', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await page.keyboard.press('?');
  await page.getByRole('button', { name: 'Documentation', exact: true }).click();
  const docs = page.getByRole('dialog', { name: 'Documentation' });
  await docs.getByLabel('Page', { exact: true }).selectOption('Exports');
  await expect(docs.getByRole('table').first()).toBeVisible();
  for (const width of [1280, 380]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect.soft(await accessibilityTroubles(page)).toEqual([]);
    }
  }
  const sizes = await docs.evaluate((element) => [element.scrollWidth, element.clientWidth]);
  expect(sizes[0]).toBe(sizes[1]);
  await docs.getByRole('searchbox').fill('gap');
  await expect(docs.getByRole('listitem').first()).toBeVisible();
  expect.soft(await accessibilityTroubles(page)).toEqual([]);
});
