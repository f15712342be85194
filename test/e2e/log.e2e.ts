import type { Page } from '@playwright/test';
import { gridOf, openSample, rowOf, showPanel, writeCode } from './journeys.ts';
import { accessibilityTroubles, expect, pick, test } from './support.ts';

const LOG = `12:00:00 gate sshd: Failed password for admin from 10.0.0.9
12:00:01 gate sshd: Failed password for admin from 10.0.0.9
12:00:02 gate cron: nothing
12:00:04 gate sshd: Accepted password for admin from 10.0.0.9
`;
const CODE = `import { sequence } from 'flowloom';
export const guessed = sequence('Guessed', 'lines').starts('one')
  .step('wrong', (line) => line.text.includes('Failed'))
  .step('right', (line) => line.text.includes('Accepted'), { within: 60 })
  .columns((m) => ({ user: /for (\\w+)/.exec(m.right.text)?.[1], from: m.wrong.number }));
`;

async function chooseLog(page: Page, item: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Log', exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function pasteLog(page: Page, text: string): Promise<void> {
  await chooseLog(page, /^Paste a log/);
  const dialog = page.getByRole('dialog', { name: 'Paste a log' });
  await dialog.getByRole('textbox').fill(text);
  await dialog.getByRole('button', { name: 'Open as a log' }).click();
}

async function run(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run', exact: true }).click();
}

test('a pasted log gives matches, whose lines are shown, beside the capture', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Sequences');
  await writeCode(page, CODE);
  await run(page);
  await expect(page.getByText('no log is open')).toBeVisible();
  await pasteLog(page, LOG);
  const bar = page.getByRole('group', { name: 'Events' });
  await expect(bar).toContainText('pasted text 4 lines');
  await expect(bar).toContainText('time of day, which do not say the day');
  await run(page);
  const region = page.getByRole('region', { name: 'Relational flows' });
  await expect(region.getByRole('status')).toContainText('1 complete sequence in');
  const grid = gridOf(page, 'Sequences');
  await rowOf(grid, 1).click();
  const lines = page.getByRole('group', { name: 'Lines of the match' });
  await expect(lines.getByRole('row')).toHaveCount(3);
  await expect(lines.getByRole('row').nth(2)).toContainText('Accepted password for admin');
  await expect(page.getByText('complete · 2 lines · 4')).toBeVisible();
  // The capture is as it was: no packet of it is in a match.
  await expect(page.getByRole('button', { name: 'Matched packets' })).toBeDisabled();
});

test('which events code is given, and in which order, is chosen and stands in the link', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Sequences');
  await writeCode(page, CODE);
  await page.getByLabel('Order').selectOption('by time');
  await expect(page).toHaveURL(/order=time/);
  await page.getByLabel('Events').selectOption('Packets');
  await expect(page).toHaveURL(/events=packets/);
  await run(page);
  await expect(page.getByText('looks at packets.')).toBeVisible();
});

test('a log needs no capture', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'open or paste a log' }).click();
  await writeCode(page, CODE);
  await page
    .getByLabel('Log file')
    .setInputFiles({ name: 'auth.log', mimeType: 'text/plain', buffer: Buffer.from(LOG) });
  await expect(page.getByRole('group', { name: 'Events' })).toContainText('auth.log 4 lines');
  await run(page);
  await expect(page.getByRole('region', { name: 'Relational flows' }).getByRole('status')).toContainText('1 complete');
  await rowOf(gridOf(page, 'Sequences'), 1).click();
  await expect(page.getByRole('group', { name: 'Lines of the match' })).toContainText('Accepted password');
  expect(await accessibilityTroubles(page)).toEqual([]);
  await page
    .getByLabel('Log file')
    .setInputFiles({ name: 'x.bin', mimeType: '', buffer: Buffer.from([0, 1, 2, 3, 4]) });
  await expect(page.getByText('x.bin is no text')).toBeVisible();
  await expect(page.getByRole('group', { name: 'Events' })).toContainText('auth.log');
});

test('text that is opened as a capture can be opened as a log', async ({ page }) => {
  await page.goto('./');
  await pick(page, { name: 'auth.log', mimeType: 'text/plain', buffer: Buffer.from(LOG) });
  await page.getByRole('button', { name: 'Open it as a log' }).click();
  await expect(page.getByRole('group', { name: 'Events' })).toContainText('auth.log 4 lines');
});
