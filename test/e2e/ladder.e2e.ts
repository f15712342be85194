import { readFileSync } from 'node:fs';
import { expectPanel, openSample, showPanel } from './journeys.ts';
import { accessibilityTroubles, expect, test } from './support.ts';

test('a flow is drawn without code: losses marked, walked by keys, as a table, as Mermaid text', async ({ page }) => {
  await openSample(page, 'lossy-transfer');
  await showPanel(page, 'Flows');
  await page.getByRole('grid', { name: 'Flows' }).locator('[data-position="0"]').click();
  await page.keyboard.press('l');
  const dialog = page.getByRole('dialog', { name: 'Ladder of flow 0' });
  await expect(dialog.getByText('The first 500 of 839 packets')).toBeVisible();
  const ladder = dialog.getByRole('listbox', { name: 'Ladder of flow 0' });
  await ladder.focus();
  await page.keyboard.press('ArrowRight');
  const said = dialog.getByRole('status').filter({ hasText: 'packet' }).last();
  await expect(said).toContainText(/\[(duplicate ACK|retransmission|bytes before it are missing)\]/);
  await expect(ladder.getByRole('option', { selected: true })).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Draw 339 more' }).click();
  await expect(dialog.getByText('839 packets', { exact: true })).toBeVisible();
  expect(await accessibilityTroubles(page)).toEqual([]);

  await dialog.getByRole('checkbox', { name: 'As a table' }).check();
  await expect(dialog.getByRole('row')).toHaveCount(840);
  await dialog.getByRole('checkbox', { name: 'As a table' }).uncheck();
  await dialog.getByRole('button', { name: 'Save the picture' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('menuitem', { name: /^Mermaid/ }).click(),
  ]);
  const text = readFileSync(await download.path(), 'utf8');
  expect(text.split('\n').filter((line) => line.includes('>>'))).toHaveLength(839);

  await ladder.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expectPanel(page, 'Packets');
});

test('a host that gets its address has one lifeline, named and moved by hand', async ({ page }) => {
  await openSample(page, 'dhcp');
  await showPanel(page, 'Packets');
  await page.getByRole('button', { name: 'Ladder' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ladder of the packets that are shown' });
  const ladder = dialog.getByRole('listbox');
  // The titles of lifelines have all that is known of a host.
  await expect(ladder.getByTitle(/192\.168\.10\.104.*0\.0\.0\.0/)).toHaveCount(1);
  await expect(ladder.getByText('0.0.0.0', { exact: true })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Hosts' }).click();
  const hosts = page.getByRole('dialog', { name: 'Hosts of the ladder' });
  await hosts.getByRole('textbox', { name: /192\.168\.10\.104/ }).fill('Laptop');
  await hosts.getByRole('button', { name: 'Move Laptop to the right' }).click();
  await page.keyboard.press('Escape');
  await expect(ladder.getByText('Laptop')).toBeVisible();
  const placeOf = async (text: string): Promise<number> =>
    (await ladder.getByText(text, { exact: true }).first().boundingBox())?.x ?? 0;
  expect(await placeOf('Laptop')).toBeGreaterThan(await placeOf('255.255.255.255'));
  expect(await accessibilityTroubles(page)).toEqual([]);
});
