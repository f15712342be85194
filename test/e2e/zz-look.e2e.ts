import { openSample, showPanel, writeCode } from './journeys.ts';
import { test } from './support.ts';

for (const [name, width, scheme] of [
  ['wide', 1280, 'light'],
  ['dark', 1280, 'dark'],
  ['narrow', 390, 'light'],
] as const)
  test(`look ${name}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: scheme });
    await openSample(page, 'port-scan');
    await showPanel(page, 'Sequences');
    await page.getByRole('button', { name: 'New document' }).click();
    await page.waitForTimeout(1500);
    await page.screenshot({ path: `/tmp/editor-${name}-blank.png` });
    await page.getByRole('button', { name: 'Reference' }).click();
    await page.getByRole('searchbox', { name: 'Search the reference' }).fill('no answer');
    await page.getByText('without(name, when, options?)').click();
    await page.waitForTimeout(300);
    await page.screenshot({ path: `/tmp/editor-${name}-ref.png` });
    await page.getByRole('button', { name: 'Run the example of without' }).click();
    await page.waitForTimeout(2500);
    await page.screenshot({ path: `/tmp/editor-${name}-ran.png` });
    await page.getByRole('button', { name: 'Close the reference' }).click();
    await page.getByRole('button', { name: 'New document' }).click();
    await writeCode(page, 'export const a = seq');
    await page.waitForTimeout(3500);
    await page.screenshot({ path: `/tmp/editor-${name}-complete.png` });
    await page.keyboard.press('Enter');
    await page.keyboard.type("('A').step('a', (p) => { console.log(p.src, p.sorce); return p.number < 4 })");
    await page.waitForTimeout(2000);
    await page.keyboard.press('Control+Enter');
    await page.waitForTimeout(2500);
    await page.screenshot({ path: `/tmp/editor-${name}-errors.png` });
    await page.getByRole('button', { name: 'Form' }).click();
    await page.waitForTimeout(1000);
    await page.screenshot({ path: `/tmp/editor-${name}-form.png` });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'From packets' }).click();
    await page.waitForTimeout(1500);
    await page.getByRole('checkbox', { name: '1', exact: true }).check();
    await page.getByRole('checkbox', { name: '2', exact: true }).check();
    await page.waitForTimeout(300);
    await page.screenshot({ path: `/tmp/editor-${name}-packets.png` });
  });
