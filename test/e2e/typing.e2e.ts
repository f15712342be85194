import { expectCount, gridOf, openSample, rowsOf, showPanel } from './journeys.ts';
import { expect, test } from './support.ts';

test('rows stay until a term is whole', async ({ page }) => {
  await openSample(page, 'web-page');
  await showPanel(page, 'Packets');
  await expectCount(page, '176 packets');
  const box = page.getByRole('combobox', { name: 'Filter packets' });
  const none = page.getByText('None of 176 packets fits.');
  const seen: string[] = [];
  await page.exposeFunction('sawNone', (text: string) => seen.push(text));
  await page.evaluate(() => {
    const { sawNone } = globalThis as unknown as { sawNone: (text: string) => void };
    const look = (): void => {
      const text = document.querySelector('[role=tabpanel]:not([hidden])')?.textContent ?? '';
      if (text.includes('None of')) sawNone(text);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  // The clock stands, and goes on as told: a slow machine makes no pauses of the typist.
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await box.pressSequentially('protocol = TCP and len');
  await page.clock.runFor(300);
  await expect(page.getByText('typing …')).toBeVisible();
  await page.clock.runFor(600);
  expect(await rowsOf(gridOf(page, 'Packets')).count()).toBeGreaterThan(5);
  await box.pressSequentially('gth > 1000');
  await page.clock.runFor(300);
  await expectCount(page, '54 of 176 packets');
  expect(seen).toEqual([]);
  await page.clock.resume();
  await test.step('a text that nothing has is looked for after a longer pause, and at once by Enter', async () => {
    await box.fill('nonsuch');
    await expect(page.getByText('typing …')).toBeVisible();
    await expect(none).toBeVisible();
    await expect(page.getByText('typing …')).toHaveCount(0);
  });
});

test('what Escape has emptied comes back', async ({ page }) => {
  await openSample(page, 'web-page');
  await showPanel(page, 'Packets');
  const box = page.getByRole('combobox', { name: 'Filter packets' });
  await box.fill('length > 1000');
  await box.press('Enter');
  await expectCount(page, '54 of 176 packets');
  await box.fill('length > 1000 and flags contains PSH');
  await box.press('Escape');
  if ((await box.inputValue()) !== '') await box.press('Escape'); // the first one closes the list
  await expect(box).toHaveValue('');
  await expectCount(page, '176 packets');
  await box.press('ControlOrMeta+z');
  await expect(box).toHaveValue('length > 1000 and flags contains PSH');
  await box.press('Escape');
  await expect(box).toHaveValue('');
  await box.press('ArrowUp');
  await expect(page.getByRole('listbox').getByRole('option').first()).toHaveText(
    'length > 1000 and flags contains PSH',
  );
  await test.step('so does what a cell has replaced', async () => {
    await box.press('Escape');
    await gridOf(page, 'Packets').focus();
    await page.keyboard.press('f');
    await expect(box).toHaveValue('number = 1');
    await box.focus();
    await box.press('ControlOrMeta+z');
    await expect(box).toHaveValue('');
  });
});
