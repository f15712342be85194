import { expectCount, expectPanel, openFile, samplePath, showPanel } from './journeys.ts';
import { accessibilityTroubles, expect, test } from './support.ts';

test('a scan is told of with its numbers, and a press shows its flows and packets', async ({ page }) => {
  await openFile(page, samplePath('port-scan.pcap'));
  await showPanel(page, 'Overview');
  const findings = page.getByRole('region', { name: 'Findings' });
  const scan = findings.getByRole('listitem').filter({ hasText: 'tried 155 TCP ports of' }).last();
  await expect(scan).toContainText('192.168.10.66 tried 155 TCP ports of 10.20.0.10');
  await expect(findings).toContainText('serious');
  await expect(findings).toContainText('Found nothing');
  expect(await accessibilityTroubles(page)).toEqual([]);
  await scan.getByRole('button', { name: 'Show flows' }).click();
  await expectPanel(page, 'Flows');
  await expect(page.getByRole('combobox', { name: 'Filter flows' })).toHaveValue(
    'protocol = TCP and src_ip = "192.168.10.66" and dst_ip = "10.20.0.10"',
  );
  await expectCount(page, '155 of 162 flows');
  await test.step('a number shows what it counts', async () => {
    await showPanel(page, 'Overview');
    await scan.getByRole('button', { name: '152', exact: true }).click();
    await expectPanel(page, 'Flows');
    await expect(page.getByRole('combobox', { name: 'Filter flows' })).toHaveValue(/conn_state in/);
  });
});

test('of a harmless capture it says what was looked for', async ({ page }) => {
  await openFile(page, samplePath('web-page.pcap'));
  await showPanel(page, 'Overview');
  const findings = page.getByRole('region', { name: 'Findings' });
  await expect(findings).toContainText(/None of \d+ rules found anything in all 176 packets/);
  await findings.getByRole('button', { name: 'Port scan', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Rules for findings' })).toBeVisible();
});

test('a rule can be changed, is checked while it is written, and is kept for the next visit', async ({ page }) => {
  await openFile(page, samplePath('port-scan.pcap'));
  await showPanel(page, 'Overview');
  const findings = page.getByRole('region', { name: 'Findings' });
  await findings.getByRole('button', { name: 'Port scan', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Rules for findings' });
  const text = dialog.getByRole('textbox', { name: 'Port scan' });
  await expect(text).toHaveValue(/having {2}failed_ports >= 15/);
  expect(await accessibilityTroubles(page)).toEqual([]);
  const written = await text.inputValue();
  await text.fill(written.replace('failed_ports >= 15', 'failed_portz >= 200'));
  await expect(dialog.getByRole('status')).toContainText('There is no field “failed_portz”');
  await expect(dialog.getByRole('button', { name: 'Save and run' })).toBeDisabled();
  await text.fill(written.replace('failed_ports >= 15', 'failed_ports >= 200'));
  await dialog.getByRole('button', { name: 'Save and run' }).click();
  await expect(dialog.getByRole('button', { name: 'Reset to standard' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(findings).toContainText(/None of \d+ rules found anything/);
  await test.step('after the next visit it is as it was left, and can be put back', async () => {
    await openFile(page, samplePath('port-scan.pcap'));
    await expect(findings).toContainText(/None of \d+ rules found anything/);
    await findings.getByRole('button', { name: 'Port scan', exact: true }).click();
    await dialog.getByRole('button', { name: 'Reset to standard' }).click();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(findings).toContainText('192.168.10.66 tried');
  });
  await test.step('rules can be added', async () => {
    await findings.getByRole('button', { name: 'Rules', exact: true }).click();
    await dialog.getByRole('button', { name: 'Add a rule' }).click();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(findings).toContainText('began 155 connections to');
  });
});
