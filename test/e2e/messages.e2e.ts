import { columnOf, expectCount, expectPanel, filterBy, gridOf, openSample, rowOf, showPanel } from './journeys.ts';
import { accessibilityTroubles, expect, test } from './support.ts';

test('messages are read when they are asked for, chosen by protocol, and lead to packets and flows', async ({
  page,
}) => {
  await openSample(page, 'dns-tls');
  await page.keyboard.press('6');
  await expectPanel(page, 'Messages');
  await expectCount(page, '40 messages');
  const grid = gridOf(page, 'Messages');
  expect((await columnOf(grid, 'Protocol')).slice(0, 6)).toEqual(['DNS', 'DNS', 'DNS', 'DNS', 'TLS', 'TLS']);
  expect(await accessibilityTroubles(page)).toEqual([]);

  await page.getByRole('group', { name: 'Protocols' }).getByRole('button', { name: /^TLS/ }).click();
  await expectCount(page, '12 of 40 messages');
  await rowOf(grid, 1).getByRole('gridcell').nth(3).click();
  const pane = page.getByRole('region', { name: /^Message \d+$/ });
  await expect(pane).toContainText('Client Hello www.example.test');
  await expect(pane).toContainText('JA4');
  expect(await accessibilityTroubles(page)).toEqual([]);
  await pane.getByRole('button', { name: 'Show packets' }).click();
  await expectPanel(page, 'Packets');
  await expectCount(page, '1 of 171 packets');

  // The limit to the flow goes with all others.
  await page.keyboard.press('Escape');
  await showPanel(page, 'Messages');
  await filterBy(page, 'messages', 'kind = query and name contains "shop"');
  await expectCount(page, '2 of 40 messages');
});

test('flows and packets lead to their messages', async ({ page }) => {
  await openSample(page, 'web-page');
  await showPanel(page, 'Flows');
  const flows = gridOf(page, 'Flows');
  await filterBy(page, 'flows', 'dst_port = 80');
  await rowOf(flows, 1).getByRole('gridcell').nth(2).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Show its messages' }).click();
  await expectPanel(page, 'Messages');
  const messages = gridOf(page, 'Messages');
  await expect(messages).toContainText('GET /');
  expect(new Set(await columnOf(messages, 'Protocol'))).toEqual(new Set(['HTTP']));
});

test('a link keeps what messages are shown, and they are written to a file', async ({ page }) => {
  await openSample(page, 'web-page');
  await page.goto(
    './?capture=samples/web-page.pcap#v=1&panel=messages&messages.filter=kind%20%3D%20response%20and%20code%20%3D%20404',
  );
  await expectPanel(page, 'Messages');
  await expectCount(page, '1 of 30 messages');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: 'CSV', exact: true }).click();
  expect((await download).suggestedFilename()).toContain('messages');
});
