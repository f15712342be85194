import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expectPanel, fileOf, filterBy, gridOf, openFile, samplePath, showPanel } from './journeys.ts';
import { accessibilityTroubles, expect, expectPhase, pick, test } from './support.ts';

const WEB = readFileSync(samplePath('web-page.pcap'));
const SHA256 = createHash('sha256').update(WEB).digest('hex');

test('a link is given away with notes, code and match; it asks for the file, and runs nothing by itself', async ({
  page,
}) => {
  await openFile(page, fileOf(WEB, 'talk.pcap'));
  await showPanel(page, 'Flows');
  await filterBy(page, 'flows', 'tcp');
  await showPanel(page, 'Sequences');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByText(/complete sequences? in/)).toBeVisible();
  await gridOf(page, 'Sequences').locator('[data-position="2"]').click();
  await page.getByRole('button', { name: 'Share …', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await expect(dialog).toContainText(SHA256.slice(0, 16));
  await expect(dialog).toContainText('flows with “tcp”');
  await expect(dialog).toContainText('number 3, selected once the code has run');
  await dialog.getByLabel('Notes for whoever opens it').fill('Look at the third one.');
  expect(await accessibilityTroubles(page)).toEqual([]);
  const field = dialog.getByRole('textbox', { name: 'Link' });
  await expect(field).toHaveValue(/#z=1\./);
  await expect.poll(async () => (await field.inputValue()).length).toBeGreaterThan(500);
  await page.waitForTimeout(300);
  const link = await field.inputValue();

  await page.goto('about:blank');
  await page.goto(link);
  const banner = page.getByRole('status').filter({ hasText: 'The address brings a view' });
  await expect(banner).toContainText('Look at the third one.');
  await expect(banner).toContainText('code, which runs only when you say so');
  await expect(banner).toContainText('It was made of talk.pcap');

  await test.step('another file is told', async () => {
    await pick(page, samplePath('dhcp.pcap'));
    await expect(page.getByText('This is not the file of the link.')).toBeVisible();
  });

  await test.step('the file itself shows notes and code, and the match after a press', async () => {
    await page.goto('about:blank');
    await page.goto(link);
    await pick(page, fileOf(WEB, 'talk.pcap'));
    await expectPhase(page, 'ready');
    await expectPanel(page, 'Sequences');
    await expect(page.getByText('Look at the third one.')).toBeVisible();
    await expect(page.getByText(/complete sequences? in/)).toHaveCount(0);
    expect(await accessibilityTroubles(page)).toEqual([]);
    await page.getByRole('button', { name: 'Run the code of the link' }).click();
    await expect(page.getByRole('region', { name: 'Sequence 3' })).toBeVisible();
    await showPanel(page, 'Flows');
    await expect(page.getByRole('combobox', { name: 'Filter flows' })).toHaveValue('tcp');
  });

  await test.step('a link that was cut says so', async () => {
    await page.goto('about:blank');
    await page.goto(link.slice(0, -20));
    await expect(page.getByText('This link cannot be read')).toBeVisible();
  });
});
