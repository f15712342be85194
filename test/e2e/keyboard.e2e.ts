import type { Locator } from '@playwright/test';
import { expectCount, expectPanel, gridOf, headerOf, rowOf } from './journeys.ts';
import { expect, expectPhase, SAMPLES, test } from './support.ts';

/** Goes on with Tab until this has the focus: nothing is reached in any other way here. */
async function tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let step = 0; step < 40; step++) {
    await target.page().keyboard.press(key);
    if ((await target.count()) > 0 && (await target.evaluate((element) => element === document.activeElement))) return;
  }
  throw new Error(`${key} never came to ${String(target)}.`);
}

test('from the empty page to a flow’s features, without a mouse', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('listitem')).toHaveCount(SAMPLES);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeInViewport();
  await tabTo(page.getByRole('button', { name: /^DNS, then TLS 1.3/ }));
  await page.keyboard.press('Enter');
  await expectPhase(page, 'ready');

  await expect(page.getByRole('tab', { name: 'Overview' })).toBeFocused(); // what had the focus is gone
  await page.keyboard.press('ArrowRight');
  await expectPanel(page, 'Flows');
  await expectCount(page, '13 flows');
  await page.keyboard.press('/');
  await expect(page.getByRole('combobox', { name: 'Filter flows' })).toBeFocused();
  await page.keyboard.type('dst_port = 443');
  await page.keyboard.press('Enter');
  await expectCount(page, '6 of 13 flows');

  const grid = gridOf(page, 'Flows');
  await tabTo(grid);
  await page.keyboard.press('Control+ArrowUp');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(headerOf(grid, 'IAT mean ms')).toHaveAttribute('aria-sort', 'ascending');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(headerOf(grid, 'IAT mean ms')).toHaveAttribute('aria-colindex', '15');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('menu', { name: 'Column IAT mean' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(grid).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(rowOf(grid, 2)).toHaveAttribute('aria-selected', 'true');
  const pane = page.getByRole('complementary', { name: /^Flow \d+$/ });
  await expect(pane.getByRole('region', { name: 'Features', exact: true })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(rowOf(grid, 3)).toHaveAttribute('aria-selected', 'true');
  await tabTo(pane.getByRole('button', { name: 'Show packets' }));
  await page.keyboard.press('Enter');
  await expectPanel(page, 'Packets');
});

test('every view, the help, the strip and a sequence are a few keys away', async ({ page }) => {
  let choosers = 0;
  page.on('filechooser', () => (choosers += 1));
  // The dialog that gives handles, of which Playwright is not told.
  await page.exposeFunction('chooserShown', () => (choosers += 1));
  await page.addInitScript(() => {
    const { chooserShown } = globalThis as unknown as { chooserShown: () => Promise<void> };
    const show = (): Promise<never> =>
      chooserShown().then(() => Promise.reject(new DOMException('closed', 'AbortError')));
    Object.assign(globalThis, { showOpenFilePicker: show });
  });
  await page.goto('./?capture=samples/dns-tls.pcap');
  await expectPhase(page, 'ready');
  for (const [key, panel] of [
    ['2', 'Flows'],
    ['3', 'Packets'],
    ['4', 'Sequences'],
    ['1', 'Overview'],
  ] as const) {
    await page.keyboard.press(key);
    await expectPanel(page, panel);
  }
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(help).toContainText('Go to the time strip');
  await page.keyboard.press('2'); // means nothing while the help is open
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await expectPanel(page, 'Overview');
  await page.keyboard.press('t');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await page.keyboard.press('o');
  await expect.poll(() => choosers).toBe(1);

  await page.keyboard.press('4');
  await tabTo(page.getByRole('button', { name: 'Run', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'Sequences 6' })).toBeVisible();
  // The editor is no trap: Tab leaves it.
  await tabTo(gridOf(page, 'Sequences'));
  await page.keyboard.press('Enter');
  const ladder = page.getByRole('listbox', { name: 'Ladder of Visit 1' });
  await expect(ladder).toBeVisible();
  await tabTo(ladder);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expectPanel(page, 'Packets');
  await expect(page.getByRole('row', { selected: true })).toContainText('Standard query');
});

test('a packet’s layers and bytes are walked by keys', async ({ page }) => {
  await page.goto('./?capture=samples/web-page.pcap#v=1&panel=packets');
  await expectPhase(page, 'ready');
  await expectCount(page, '176 packets');
  const grid = gridOf(page, 'Packets');
  await tabTo(grid);
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  const pane = page.getByRole('complementary', { name: 'Packet 176' });
  await expect(pane.getByRole('treeitem').first()).toBeVisible();
  await tabTo(pane.getByRole('treeitem', { name: /^Ethernet II/ }));
  await page.keyboard.press('ArrowDown');
  await expect(pane.getByRole('treeitem', { selected: true })).toHaveText(/^Destination: /);
  await tabTo(pane.getByRole('group', { name: /^Bytes of the packet/ }));
  await page.keyboard.press('End');
  await expect(pane.getByRole('treeitem', { selected: true })).toHaveText(
    /^(Differentiated services|Congestion notification)/,
  );
  await tabTo(grid, 'Shift+Tab');
  await page.keyboard.press('Escape');
  await expect(pane).toHaveCount(0);
});
