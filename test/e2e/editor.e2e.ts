import type { Locator, Page } from '@playwright/test';
import { gridOf, openSample, rowOf, showPanel, writeCode } from './journeys.ts';
import { accessibilityTroubles, expect, test } from './support.ts';

const editorOf = (page: Page): Locator => page.getByRole('textbox', { name: 'Relational flow code' });
const resultsOf = (page: Page): Locator => page.getByRole('region', { name: 'Relational flows' }).getByRole('status');

async function openEmpty(page: Page, sample: string): Promise<void> {
  await openSample(page, sample);
  await showPanel(page, 'Sequences');
  await page.getByRole('button', { name: 'New document' }).click();
  await expect(page.getByRole('region', { name: 'Ways to begin' })).toBeVisible();
}

// Each of these starts the compiler, some twice.
test.beforeEach(() => test.slow());

test('a person begins with a template', async ({ page }) => {
  await openEmpty(page, 'dns-tls');
  await page.getByRole('button', { name: /^A question without an answer/ }).click();
  await expect(editorOf(page)).toContainText("sequence('No answer')");
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(resultsOf(page)).toContainText('14 forbidden');

  // It comes back at the next visit, with the editor left by Tab.
  await editorOf(page).focus();
  await page.keyboard.press('Tab');
  await expect(editorOf(page)).not.toBeFocused();
  await page.getByRole('button', { name: 'New document' }).click();
  await page.reload();
  await expect(page.getByRole('navigation', { name: 'Documents' }).getByRole('button')).toHaveText([
    'No answer',
    'Empty',
    '',
    '',
  ]);
});

test('who writes is helped, and told of type errors and of what the code says', async ({ page }) => {
  await openEmpty(page, 'dns-tls');
  // The name is completed, with its import.
  await writeCode(page, 'export const mine = seq');
  await expect(page.getByRole('option', { name: /sequence/ }).first()).toBeVisible({ timeout: 45_000 });
  await page.keyboard.press('Enter');
  await expect(editorOf(page)).toContainText("import { sequence } from 'flowloom';");
  await page.keyboard.type(
    "('Mine').step('a', (packet) => { console.log(packet.sorce); return packet.number === 1; });",
  );
  await expect(page.getByRole('button', { name: '1 type error: line 3' })).toBeVisible();

  // A run goes on in spite of it, and says so with its result.
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(resultsOf(page)).toContainText('1 complete sequence in');
  await expect(page.getByRole('region', { name: 'Type errors of the run' })).toContainText(
    "Property 'sorce' does not exist",
  );
  const written = page.getByRole('region', { name: 'Console of the code' });
  await expect(written).toContainText('171 lines of the code’s own words');
  expect(await accessibilityTroubles(page)).toEqual([]);
});

test('the reference finds what is meant, and its example runs on the open capture', async ({ page }) => {
  await openEmpty(page, 'dns-tls');
  await page.getByRole('button', { name: 'Reference' }).click();
  await page.getByRole('searchbox', { name: 'Search the reference' }).fill('sent again');
  await page.getByText('repeat(name, times, when, options?)').click();
  await page.getByRole('button', { name: 'Run it here: the example of repeat' }).click();
  await expect(resultsOf(page)).toContainText('complete sequences in');
  await expect(resultsOf(page).getByRole('term')).toHaveText(['SYN sent again, three times or more']);
  await page.getByRole('button', { name: 'Insert the example of repeat' }).click();
  await expect(editorOf(page)).toContainText('persistent2');
  expect(await accessibilityTroubles(page)).toEqual([]);
});

test('packets become a pattern, which the form changes and writes back', async ({ page }) => {
  await openEmpty(page, 'port-scan');
  await page.getByRole('button', { name: /^From packets Choose packets/ }).click();
  const choice = page.getByRole('dialog', { name: 'A pattern from packets' });
  for (const packet of ['6', '9', '10']) await choice.getByRole('checkbox', { name: packet, exact: true }).check();
  await expect(choice.getByLabel('The text of it')).toContainText("step('synAck'");
  await choice.getByRole('button', { name: 'Any dstPort for syn' }).click();
  await choice.getByRole('button', { name: 'Any srcPort for synAck' }).click();
  await choice.getByRole('button', { name: 'Any dstPort for ack' }).click();
  expect(await accessibilityTroubles(page)).toEqual([]);
  await choice.getByRole('button', { name: 'Write it' }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(resultsOf(page)).toContainText('4 complete sequences in');

  await page.getByRole('button', { name: 'Form', exact: true }).click();
  const form = page.getByRole('dialog', { name: 'A sequence by form' });
  await form.getByRole('textbox', { name: 'Called' }).fill('No third step');
  await form.getByRole('combobox', { name: 'How ack is meant' }).selectOption('must not come');
  await form.getByRole('textbox', { name: 'Seconds without ack' }).fill('3');
  expect(await accessibilityTroubles(page)).toEqual([]);
  await form.getByRole('button', { name: 'Write it back' }).click();
  await expect(editorOf(page)).toContainText("without('ack'");
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(resultsOf(page)).toContainText('3 complete sequences in');
  await expect(rowOf(gridOf(page, 'Sequences'), 1)).toContainText('No third step');
});
