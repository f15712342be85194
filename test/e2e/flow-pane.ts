import type { Locator, Page } from '@playwright/test';
import { gridOf, rowOf, showPanel } from './journeys.ts';
import { expect } from './support.ts';

/** The features on the page by their names. */
export async function featuresOf(pane: Locator): Promise<Readonly<Record<string, string>>> {
  const features = pane.getByRole('region', { name: 'Features', exact: true });
  await expect(features).toBeVisible();
  const cells = await features
    .locator('td[title]')
    .evaluateAll((elements) => elements.map((element) => [element.getAttribute('title'), element.textContent]));
  return Object.fromEntries(cells) as Record<string, string>;
}

/** Chooses the flow at a position of the table by the keyboard alone. */
export async function chooseFlow(page: Page, position: number): Promise<Locator> {
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
