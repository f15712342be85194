import { readFileSync } from 'node:fs';
import { columnOf, expectCount, filterBy, gridOf, openSample, showPanel } from './journeys.ts';
import { accessibilityTroubles, expect, expectPhase, test } from './support.ts';

test('names that the capture says stand beside addresses, are filtered, told and remembered', async ({ page }) => {
  await openSample(page, 'dns-tls');
  const asked = page.getByRole('region', { name: /^Names asked/ });
  await expect(asked).toContainText('3 names of 3 addresses, looked for in 39 packets');
  await asked.getByRole('button', { name: 'Show names beside addresses' }).click();
  await expect(page.getByRole('region', { name: /^Hosts/ })).toContainText('img.example.test');
  await showPanel(page, 'Flows');
  const grid = gridOf(page, 'Flows');
  const destinations = async (): Promise<readonly string[]> => [...new Set(await columnOf(grid, 'Destination'))].sort();
  await filterBy(page, 'flows', 'dst_name contains "api"');
  await expectCount(page, '2 of 13 flows');
  await expect.poll(destinations).toEqual(['api.example.test 10.20.0.12']);
  await grid
    .getByRole('gridcell', { name: /^api\.example\.test/ })
    .first()
    .click();
  const detail = page.getByRole('complementary', { name: /^Flow/ });
  await expect(detail).toContainText('10.20.0.12:443 (api.example.test)');
  await expect(detail).toContainText(/From the capture: DNS answer, packet \d+; valid from/);
  expect(await accessibilityTroubles(page)).toEqual([]);
  // A word alone is looked for where it is seen.
  await filterBy(page, 'flows', 'img.example');
  await expect(page).toHaveURL(/flows\.filter=img\.example/);
  await expectCount(page, '2 of 13 flows'); // of DNS and TLS, whose server names say it, too
  await page.reload();
  await expectPhase(page, 'ready');
  await expect.poll(destinations).toEqual(['192.168.10.1', 'img.example.test 10.20.0.11']);
  await filterBy(page, 'flows', 'dst_name = img.example.test');
  await grid.focus();
  await page.keyboard.press('n');
  await expect.poll(destinations).toEqual(['10.20.0.11']);
});

test('copies and files have addresses, and names only as columns of their own', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Flows');
  await page.getByRole('button', { name: 'Names', exact: true }).click();
  await filterBy(page, 'flows', 'name = img.example.test');
  await expectCount(page, '1 of 13 flows');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: 'CSV', exact: true }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  const [head = '', row = ''] = text.split('\n');
  expect(row.split(',')[head.split(',').indexOf('dst_ip')]).toBe('10.20.0.11');
});
