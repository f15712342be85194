import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { expectCount, gridOf, headerOf, numbersOf, openSample, rowOf, samplePath, showPanel } from './journeys.ts';
import { expect, expectPhase, test } from './support.ts';

const tool = fileURLToPath(new URL('../../dist-cli/flowloom.mjs', import.meta.url));

/** One column of what the command-line tool writes for a sample, without the header. */
function commandLine(sample: string, column: string, ...options: readonly string[]): readonly string[] {
  const csv = execFileSync(process.execPath, [tool, 'flows', samplePath(`${sample}.pcap`), ...options], {
    encoding: 'utf8',
  });
  const [header = '', ...rows] = csv.trim().split(/\r?\n/);
  const at = header.split(',').indexOf(column);
  return rows.map((row) => row.split(',')[at] ?? '');
}

const flowsOf = (sample: string, ...options: readonly string[]): string =>
  `${commandLine(sample, 'id', ...options).length} flows`;

const settingsOf = (page: Page): Locator => page.getByRole('dialog', { name: 'Meter settings' });

/** Opens the settings from the Flows panel. */
async function openSettings(page: Page): Promise<Locator> {
  await page
    .getByRole('tabpanel')
    .getByRole('button', { name: /^Meter/ })
    .click();
  await expect(settingsOf(page).getByRole('button', { name: 'Apply' })).toBeVisible();
  return settingsOf(page);
}

async function apply(page: Page): Promise<void> {
  await settingsOf(page).getByRole('button', { name: 'Apply' }).click();
  await expect(settingsOf(page)).toHaveCount(0);
}

test('another time-out gives the flows of the command line, the link keeps it, and the defaults give the first ones', async ({
  page,
}) => {
  await openSample(page, 'ptp');
  await showPanel(page, 'Flows');
  const first = flowsOf('ptp');
  const cut = flowsOf('ptp', '--idle-timeout', '1');
  expect(cut).not.toBe(first);
  await expectCount(page, first);
  const settings = await openSettings(page);
  await settings.getByRole('textbox', { name: 'Idle time-out' }).fill('1');
  await expect(
    settings.getByText(
      /^This meters \d+ packets again from memory, and reads the first packets of flows that begin elsewhere/,
    ),
  ).toBeVisible();
  await settings.getByRole('textbox', { name: 'Dissections' }).fill('0');
  await expect(settings.getByText(/^This meters \d+ packets again from memory\.$/)).toBeVisible();
  await apply(page);
  await expectCount(page, cut);
  await expect(page.getByText(/^Metered \d+ packets again in [\d.]+ m?s: /)).toBeVisible();
  await expect(page).toHaveURL(/#.*\bmeter\.idle_timeout=1\b/);
  await page.reload();
  await expectPhase(page, 'ready');
  await expectCount(page, cut);
  await openSettings(page);
  await settings.getByRole('button', { name: 'Flowloom’s defaults' }).click();
  await apply(page);
  await expectCount(page, first);
  await expect(page).not.toHaveURL(/meter\./);
});

test('a value that is not allowed is told at its field, which gets the focus', async ({ page }) => {
  await openSample(page, 'ptp');
  await showPanel(page, 'Flows');
  const settings = await openSettings(page);
  const dissections = settings.getByRole('textbox', { name: 'Dissections' });
  const filter = settings.getByRole('textbox', { name: 'Packet filter' });
  await dissections.fill('300');
  await settings.getByRole('button', { name: 'Apply' }).click();
  await expect(dissections).toBeFocused();
  await expect(dissections).toHaveAccessibleDescription(/255 at most: a whole number from 0 to 255/);
  await filter.fill('udp prt 319');
  await settings.getByRole('button', { name: 'Apply' }).click();
  await expect(filter).toBeFocused();
  await expect(filter).toHaveAccessibleDescription(/at character 5$/);
  await settings.getByRole('button', { name: 'Reset Dissections to 20' }).click();
  await filter.fill('udp port 319');
  await expect(settings.getByText('This reads the capture again, since “Packet filter” changes what')).toBeVisible();
  await apply(page);
  await expectPhase(page, 'ready');
  await expectCount(page, flowsOf('ptp', '--bpf-filter', 'udp port 319'));
});

test('bytes follow the accounting mode', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Flows');
  const settings = await openSettings(page);
  await settings.getByRole('combobox', { name: 'Accounting mode' }).selectOption('3 payload');
  await apply(page);
  const expected = commandLine('dns-tls', 'bidirectional_bytes', '--accounting-mode', '3').map(Number);
  const sorted = (numbers: readonly number[]): readonly number[] => [...numbers].sort((a, b) => a - b);
  await expect.poll(async () => sorted(await numbersOf(gridOf(page, 'Flows'), 'Bytes B'))).toEqual(sorted(expected));
});

test('other time-outs meter again without reading the capture, and tell the flows that begin elsewhere', async ({
  page,
}) => {
  await openSample(page, 'ptp');
  await showPanel(page, 'Flows');
  const settings = await openSettings(page);
  await settings.getByRole('textbox', { name: 'Idle time-out' }).fill('1');
  await expect(
    settings.getByText(/and reads the first packets of flows that begin elsewhere by “Idle time-out”\.$/),
  ).toBeVisible();
  await apply(page);
  await expectCount(page, flowsOf('ptp', '--idle-timeout', '1'));
  await expect(page.getByText(/^Metered \d+ packets again in [\d.]+ m?s: /)).toBeVisible();
});

test('further decoding reads the capture again, keeps the selected flow, and says that numbers are not NFStream’s', async ({
  page,
}) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Flows');
  const grid = gridOf(page, 'Flows');
  await rowOf(grid, 4).click();
  const pane = page.getByRole('complementary', { name: 'Flow 3', exact: true });
  await expect(pane).toBeVisible();
  const settings = await openSettings(page);
  await settings.getByRole('checkbox', { name: /qinq/ }).check();
  await expect(settings.getByText(/^This reads the capture again, since “Decode further” changes/)).toBeVisible();
  await apply(page);
  await expect(page.getByText(/^Read 171 packets again in [\d.]+ m?s: 13 flows\.$/)).toBeVisible();
  await expect(pane).toBeVisible();
  await page.getByRole('button', { name: 'not NFStream’s numbers: qinq' }).click();
  await expect(settings.getByRole('checkbox', { name: /qinq/ })).toBeChecked();
  await settings.getByRole('button', { name: 'NFStream’s defaults' }).click();
  await apply(page);
  await expect(page.getByRole('button', { name: /^not NFStream’s numbers/ })).toHaveCount(0);
  await expect(headerOf(grid, 'IAT mean ms')).toHaveCount(0);
  await expect(rowOf(grid, 4)).toHaveAttribute('aria-selected', 'true');
});

test('features add columns, and a link that names columns that are not there opens all the same', async ({ page }) => {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Flows');
  const settings = await openSettings(page);
  await settings.getByRole('checkbox', { name: /\brates$/ }).check();
  await apply(page);
  await expect(page.getByText(/ columns more, under “Columns”\.$/)).toBeVisible();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: /bidirectional_packets_per_s/ }).check();
  await page.keyboard.press('Escape');
  const grid = gridOf(page, 'Flows');
  await expect(headerOf(grid, 'Packets/s 1/s')).toBeVisible();

  const gone =
    'flows.columns=src_ip,no_such_column,bidirectional_mean_ps&flows.pinned=no_such_column&flows.sort=bidirectional_mean_ps';
  await page.goto('about:blank');
  await page.goto(
    `./?capture=samples/dns-tls.pcap#v=1&panel=flows&${gone}&meter.statistical_analysis=0&meter.idle_timeout=x`,
  );
  await expectPhase(page, 'ready');
  await expectCount(page, '13 flows');
  await expect(grid.getByRole('columnheader')).toHaveCount(1);
  await expect(rowOf(grid, 1)).toContainText('192.168.10.20');
});

test('a link’s packet filter that is not understood is left out, and told', async ({ page }) => {
  await page.goto('./?capture=samples/dns-tls.pcap#v=1&panel=flows&meter.bpf_filter=tcp+prt+443');
  await expectPhase(page, 'ready');
  await expectCount(page, '13 flows');
  await expect(page.getByText(/^The packet filter was left out: /)).toBeVisible();
  await expect(page).not.toHaveURL(/meter\./);
});

test('the settings are changed and applied without a mouse', async ({ page }) => {
  await openSample(page, 'dhcp');
  await showPanel(page, 'Flows');
  await page.keyboard.press('m');
  const settings = settingsOf(page);
  const field = settings.getByRole('textbox', { name: 'Idle time-out' });
  await expect(field).toBeVisible();
  for (let step = 0; step < 20; step++) {
    if (await field.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.type('1');
  await page.keyboard.press('Enter');
  await expect(settings).toHaveCount(0);
  await expectCount(page, flowsOf('dhcp', '--idle-timeout', '1'));
  await page.keyboard.press('m');
  await expect(field).toHaveValue('1');
  await page.keyboard.press('Escape');
  await expect(settings).toHaveCount(0);
  await page.keyboard.press('?');
  await expect(page.getByText('Open the meter settings')).toBeVisible();
});
