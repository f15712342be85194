import type { Locator, Page } from '@playwright/test';
import { expectCount, expectPanel, gridOf, openSample, rowOf, showPanel } from './journeys.ts';
import { accessibilityTroubles, expect, test } from './support.ts';

/** The cell of a row, from 1, that says this. */
function cellOf(page: Page, grid: string, row: number, text: string): Locator {
  return rowOf(gridOf(page, grid), row).getByRole('gridcell', { name: text, exact: true });
}

test('a value is kept, excluded and bounded from its cell', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Flows');
  await expectCount(page, '13 flows');
  const filter = page.getByRole('combobox', { name: 'Filter flows' });
  await cellOf(page, 'Flows', 1, 'UDP').click({ button: 'right' });
  const menu = page.getByRole('menu', { name: 'Cell of Protocol' });
  await expect(menu.getByRole('menuitem').first()).toBeFocused();
  await expect(menu).toContainText('protocol_name = UDP');
  await menu.getByRole('menuitem', { name: /^Exclude/ }).click();
  await expect(filter).toHaveValue('protocol_name != UDP');
  await expectCount(page, '6 of 13 flows');
  await expect(gridOf(page, 'Flows')).toBeFocused();

  await cellOf(page, 'Flows', 1, '25').click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^At most/ }).click();
  await expect(filter).toHaveValue('protocol_name != UDP and bidirectional_packets <= 25');
  await expectCount(page, '5 of 13 flows');

  await test.step('by keys', async () => {
    await filter.fill('udp or tcp');
    await filter.press('Enter');
    await expectCount(page, '13 flows');
    await cellOf(page, 'Flows', 2, '443').click();
    await page.keyboard.press('f');
    await expect(filter).toHaveValue('(udp or tcp) and dst_port = 443');
    await expectCount(page, '6 of 13 flows');
    await page.keyboard.press('Shift+F10');
    await expect(page.getByRole('menu', { name: 'Cell of Dst port' })).toBeVisible();
    await expect(page.getByRole('menuitem', { name: /Wireshark/ })).toContainText('tcp.port == 443');
    expect(await accessibilityTroubles(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(gridOf(page, 'Flows')).toBeFocused();
  });
});

test('a row leads to its packets, its flow and its time', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Flows');
  await cellOf(page, 'Flows', 2, '43598').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Show its packets' }).click();
  await expectPanel(page, 'Packets');
  await expectCount(page, '25 of 171 packets');
  await rowOf(gridOf(page, 'Packets'), 3).getByRole('gridcell').nth(6).click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Show its time/ }).click();
  await expect(page.getByRole('list', { name: 'Limits in force' })).toContainText('Time 0.');
  await rowOf(gridOf(page, 'Packets'), 1).getByRole('gridcell').nth(6).click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Show its flow/ }).click();
  await expectPanel(page, 'Flows');
  await expect(page.getByRole('complementary', { name: 'Flow 1', exact: true })).toBeVisible();
});

test('value and row go to the clipboard', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Packets');
  await cellOf(page, 'Packets', 1, '192.168.10.20').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Copy the value' }).click();
  await expect(page.getByText('The value is in the clipboard.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('192.168.10.20');
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Copy the row' }).click();
  await expect(page.getByText(/^The row/)).toBeVisible();
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
  expect(lines[0]).toContain('number\ttime\tsrc');
  expect(lines).toHaveLength(2);
});

test.describe('with a finger', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 800 } });

  test('a long press opens the menu, inside the screen', async ({ page }) => {
    await openSample(page, 'dns-tls');
    await showPanel(page, 'Packets');
    const cell = cellOf(page, 'Packets', 2, '192.168.10.1');
    const box = await cell.boundingBox();
    const at = { x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 8 };
    const session = await page.context().newCDPSession(page);
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
    await page.waitForTimeout(800);
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    const menu = page.getByRole('menu');
    await expect(menu).toBeVisible();
    const place = await menu.boundingBox();
    expect((place?.x ?? 0) + (place?.width ?? 0)).toBeLessThanOrEqual(390);
    await menu.getByRole('menuitem', { name: /^Keep only/ }).tap();
    await expect(page.getByRole('combobox', { name: 'Filter packets' })).toHaveValue(/^src = 192\.168\.10\.1$/);
    await expect(page.getByRole('complementary')).toHaveCount(0);
  });
});
