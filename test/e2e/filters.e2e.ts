import type { Page } from '@playwright/test';
import { accessibilityTroubles, expect, test } from './support.ts';
import { openSample, showPanel } from './journeys.ts';

function filterBox(page: Page, nouns: 'flows' | 'packets') {
  return page.getByRole('combobox', { name: `Filter ${nouns}` });
}

/** The number of rows that are shown: "12 of 345 packets". */
function shown(page: Page, text: string | RegExp) {
  return expect(page.getByRole('status').filter({ hasText: text }).first()).toBeVisible();
}

test('writes a filter by keyboard alone, with fields, operators and values from the list', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Packets');
  const box = filterBox(page, 'packets');
  await box.focus();
  await page.keyboard.type('proto');
  const list = page.getByRole('listbox');
  await expect(list.getByRole('option').first()).toContainText('protocol');
  await page.keyboard.press('ArrowDown');
  await expect(list.getByRole('option', { selected: true })).toContainText('protocol');
  await page.keyboard.press('Enter');
  await expect(box).toHaveValue('protocol ');
  await expect(list.getByRole('option').first()).toContainText('equal to');
  await page.keyboard.press('Tab');
  await expect(box).toHaveValue('protocol = ');
  await page.keyboard.type('u');
  await expect(list.getByRole('option').first()).toHaveText('UDP');
  await page.keyboard.press('Tab');
  await expect(box).toHaveValue('protocol = UDP ');
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await expect(box).toHaveValue('protocol = UDP ');
  await shown(page, / of .* packets/);
  expect(await accessibilityTroubles(page)).toEqual([]);
});

test('underlines what is wrong, and says why', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Packets');
  const box = filterBox(page, 'packets');
  await box.fill('length > 100 and nonsuch = 3');
  await expect(page.getByText('There is no field “nonsuch”')).toBeVisible();
  await expect(box).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('[class*=marked]')).toHaveText('nonsuch');
  await box.fill('pcap "tcp port 99999"');
  await expect(page.getByText('port number 99999 greater than maximum 65535')).toBeVisible();
  await expect(page.locator('[class*=marked]')).toHaveText('99999');
});

test('keeps the filters that were used, and forgets them when told to', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Packets');
  const box = filterBox(page, 'packets');
  for (const filter of ['length > 100', 'protocol = UDP']) {
    await box.fill(filter);
    await box.press('Enter');
  }
  await box.fill('');
  await box.press('ArrowUp');
  await expect(page.getByRole('listbox').getByRole('option')).toHaveText(['protocol = UDP', 'length > 100']);
  await box.press('ArrowDown');
  await box.press('Enter');
  await expect(box).toHaveValue('length > 100');
  await page.reload();
  await showPanel(page, 'Packets');
  await page.getByRole('button', { name: 'Filters used before' }).click();
  await expect(page.getByRole('button', { name: 'protocol = UDP' })).toBeVisible();
  await page.getByRole('button', { name: 'Forget them' }).click();
  await expect(page.getByRole('button', { name: 'Filters used before' })).toBeHidden();
});

test('takes a pcap-filter, explains it, and keeps as many packets as tcpdump', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Packets');
  await page.getByRole('combobox', { name: 'Filter language' }).selectOption('pcap');
  const box = filterBox(page, 'packets');
  await box.fill('udp port 53');
  await expect(page.getByText('Packets from or to UDP port 53.')).toBeVisible();
  await box.press('Enter');
  await shown(page, /^28 of 171 packets$/);
  await expect(page).toHaveURL(/pcap/);
  await page.getByRole('combobox', { name: 'Filter language' }).selectOption('flowloom');
  await expect(box).toHaveValue('pcap "udp port 53"');
  // As `tcpdump -r dns-tls.pcap 'tcp port 443 and len > 1000'`.
  await box.fill('pcap "tcp port 443" and length > 1000');
  await shown(page, /^20 of 171 packets$/);
});

test('offers to take a text as a pcap-filter where it is one', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Packets');
  const box = filterBox(page, 'packets');
  const offer = page.getByRole('button', { name: 'Use it as a pcap-filter' });
  await box.fill('udp port 53');
  await expect(page.getByText('They are kept out by the filter “udp port 53”.')).toBeVisible();
  await offer.click();
  await expect(box).toHaveValue('pcap "udp port 53"');
  await shown(page, /^28 of 171 packets$/);
  await box.fill('udp prt 53');
  await expect(page.getByText('They are kept out by the filter “udp prt 53”.')).toBeVisible();
  await expect(offer).toBeHidden();
  await box.fill('udp[0:2] & 1 = 1');
  await expect(page.getByText('“&” means nothing here')).toBeVisible();
  await offer.click();
  await expect(box).toHaveValue('udp[0:2] & 1 = 1');
  await expect(page.getByRole('combobox', { name: 'Filter language' })).toHaveValue('pcap');
  const explanation = page.getByText(/^IPv4 UDP packets|^Packets in which/);
  await box.focus();
  await expect(explanation).toBeVisible();
  await page.getByRole('button', { name: 'Columns' }).focus();
  await expect(explanation).toBeHidden();
});

test('gives the same filter in the languages of other tools', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Packets');
  const box = filterBox(page, 'packets');
  await box.fill('length > 100 and number < 50');
  await box.press('Enter');
  await page.getByRole('button', { name: 'This filter in other tools' }).click();
  const dialog = page.getByRole('dialog', { name: 'This filter in other tools' });
  await expect(dialog.getByText('frame.len > 100 and frame.number < 50')).toBeVisible();
  await expect(dialog.getByText('None: it has no words for “number < 50”.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Copy' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('frame.len > 100 and frame.number < 50');
  expect(await accessibilityTroubles(page)).toEqual([]);
});

test('filters by decoded fields, says what that reads, and shows them as columns that a link brings back', async ({
  page,
}) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Packets');
  const box = filterBox(page, 'packets');
  await box.focus();
  await page.keyboard.type('dns.query.na');
  await expect(page.getByRole('listbox').getByRole('option').first()).toContainText('dns.query.name');
  await page.keyboard.press('Tab');
  await page.keyboard.type('contains API');
  await expect(page.getByText(/Reads the .* of packets once for dns\.query\.name/)).toBeVisible();
  await page.keyboard.press('Enter');
  await shown(page, '8 of 171 packets');
  await box.fill('dns.query.nam contains api');
  await expect(page.getByText('Did you mean dns.query.name')).toBeVisible();
  await box.fill('dns.query.name contains api');
  await page.keyboard.press('Enter');

  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('searchbox', { name: 'Search columns' }).fill('dns.query.name');
  await page.getByRole('checkbox', { name: /dns\.query\.name/ }).check();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('columnheader', { name: 'dns.query.name' })).toBeVisible();
  await expect(page.getByRole('gridcell', { name: 'api.example.test', exact: true }).first()).toBeVisible();
  expect(await accessibilityTroubles(page)).toEqual([]);

  await page.waitForURL(/packets\.columns=.*dns\.query\.name/);
  await page.reload();
  await shown(page, '8 of 171 packets');
  await expect(page.getByRole('gridcell', { name: 'api.example.test', exact: true }).first()).toBeVisible();
});
