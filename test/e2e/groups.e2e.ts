import type { Page } from '@playwright/test';
import { gridOf, openSample, rowOf, showPanel } from './journeys.ts';
import { accessibilityTroubles, expect, expectPhase, test } from './support.ts';

const section = (page: Page, name: string) => page.getByRole('region', { name: new RegExp(`^${name}`) });

test('the first screen says who talks to whom, and every row leads to its flows', async ({ page }) => {
  await openSample(page, 'port-scan');
  await expect(section(page, 'Applications')).toBeVisible();
  await expect(section(page, 'Servers by name')).toBeVisible();
  const hosts = section(page, 'Hosts');
  await expect(hosts.getByRole('row')).not.toHaveCount(0);
  const states = section(page, 'Connections');
  await states.getByRole('button', { name: 'Show refused' }).click();
  await expect(page.getByRole('tab', { name: /^Flows/ })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('combobox', { name: 'Filter flows' })).toHaveValue('connection = "refused"');
  await expect(rowOf(gridOf(page, 'Flows'), 1)).toContainText('refused');
});

test('groups by host, by conversation and by columns, and shows what is in one', async ({ page }) => {
  await openSample(page, 'port-scan');
  await page.keyboard.press('5');
  await expect(page.getByRole('tab', { name: 'Groups' })).toHaveAttribute('aria-selected', 'true');
  await expect(gridOf(page, 'Hosts')).toBeVisible();
  await page.getByRole('combobox', { name: 'Groups' }).selectOption({ label: 'Conversations' });
  const grid = gridOf(page, 'Conversations');
  await expect(grid.getByRole('columnheader', { name: /Host B/ })).toBeVisible();
  await grid.getByRole('gridcell').first().click();
  await expect(page.getByRole('region', { name: 'Group', exact: true })).toContainText('Destination ports');
  expect(await accessibilityTroubles(page)).toEqual([]);
  await page.getByRole('button', { name: 'Group by' }).click();
  await page.getByRole('checkbox', { name: /dst_port/ }).check();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/group=flows:pair,dst_port/);
  await page.reload();
  await expectPhase(page, 'ready');
  await expect(gridOf(page, 'Groups').getByRole('columnheader', { name: /Dst port/ })).toBeVisible();
});

test('a group leads to its rows beside the filter that was there', async ({ page }) => {
  await openSample(page, 'port-scan');
  await showPanel(page, 'Flows');
  const filter = page.getByRole('combobox', { name: 'Filter flows' });
  await filter.fill('protocol = TCP or protocol = UDP');
  await filter.press('Enter');
  await page.getByRole('tab', { name: 'Groups' }).click();
  const cell = gridOf(page, 'Hosts').getByRole('gridcell').first();
  await cell.dblclick();
  await expect(filter).toHaveValue(/^\(protocol = TCP or protocol = UDP\) and ip = "/);
  await expect(rowOf(gridOf(page, 'Flows'), 1)).toBeVisible();
});
