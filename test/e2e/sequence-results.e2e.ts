import { expectPanel, filterBy, gridOf, openSample, rowOf, rowsOf, showPanel } from './journeys.ts';
import { expect, test } from './support.ts';

test.beforeEach(() => test.slow());

test('what was found is read as data: counts of flows, steps by key, bars and groups that filter', async ({ page }) => {
  await openSample(page, 'port-scan');
  await showPanel(page, 'Sequences');
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('menuitem', { name: /^Half-open connections/ }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const results = page.getByRole('region', { name: 'Relational flows' }).getByRole('status');
  await expect(results).toContainText('complete sequences in');

  await showPanel(page, 'Flows');
  await filterBy(page, 'flows', 'matches > 0');
  const flows = gridOf(page, 'Flows');
  await expect(rowsOf(flows)).not.toHaveCount(0);
  await rowOf(flows, 1).click();
  await page.keyboard.press('.');
  const said = page.getByRole('status').filter({ hasText: /^Sequence / });
  await expect(said).toHaveText(/^Sequence 1 of \d+: .+, 2 events from packet \d+\.$/);
  await page.getByRole('button', { name: 'Next sequence (.)' }).click();
  await expect(said).toHaveText(/^Sequence 2 of/);
  await page.keyboard.press(',');
  await page.keyboard.press(',');
  await expect(page.getByText('This is the first sequence of the list.')).toBeAttached();

  await showPanel(page, 'Sequences');
  await expect(page.getByRole('region', { name: 'Sequence 1', exact: true })).toBeVisible();
  const bars = page.getByRole('dialog', { name: 'Distribution of the sequences listed' });
  await page.getByRole('button', { name: 'Distribution …' }).click();
  await bars.getByLabel('Column').selectOption({ label: 'Events' });
  await bars.getByRole('button', { name: /^2 – 3/ }).press('Enter');
  await expect(page.getByRole('combobox', { name: 'Filter sequences' })).toHaveValue('events >= 2 and events < 3');

  await page.getByRole('button', { name: 'Group', exact: true }).click();
  await expectPanel(page, 'Groups');
  await expect(rowOf(gridOf(page, 'Groups'), 1)).toContainText('Half-open');
});
