import type { Locator, Page } from '@playwright/test';
import {
  columnOf,
  expectCount,
  expectPanel,
  expectRows,
  filterBy,
  gridOf,
  openSample,
  rowOf,
  rowsOf,
  showPanel,
  writeCode,
} from './journeys.ts';
import { expect, test } from './support.ts';

const MATCHED = '[data-matched]';

/** What each class of the last run has found, as it is said. */
function resultsOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Relational flows' }).getByRole('status');
}

/** Opens a sample, and runs the relational flows that come with it. */
async function runSample(page: Page): Promise<void> {
  await openSample(page, 'dns-tls');
  await showPanel(page, 'Sequences');
  await expect(page.getByRole('textbox', { name: 'Relational flow code' })).toContainText(
    'The name that a DNS message asks for',
  );
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(resultsOf(page)).toContainText('6 complete sequences in');
}

test('a sequence says what it found, and of the others why they are none', async ({ page }) => {
  await openSample(page, 'port-scan');
  await showPanel(page, 'Sequences');
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('menuitem', { name: /^Half-open connections/ }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(resultsOf(page).getByRole('definition')).toContainText('syn ');
  await expect(resultsOf(page).getByRole('definition')).toContainText('forbidden');
  const grid = gridOf(page, 'Sequences');
  await filterBy(page, 'sequences', 'outcome = forbidden');
  await expect(rowOf(grid, 1)).toContainText('ack came, which must not: packet');
  await rowOf(grid, 1).click();
  await expect(page.getByText(/^no match: ack came, which must not: packet \d+ · 2 events/)).toBeVisible();
  await page.getByRole('button', { name: /^Ended by packet \d+/ }).click();
  await expectPanel(page, 'Packets');
});

test('says of a flow and of a packet what was asked, and leads to the packets', async ({ page }) => {
  await openSample(page, 'port-scan');
  await showPanel(page, 'Sequences');
  await writeCode(
    page,
    `import { sequence } from 'flowloom';
export const quick = sequence('Quick').key('flow').starts('one').step('syn', { syn: true, ack: false })
  .step('synAck', { syn: true, ack: true }, { within: 0.000000001 });`,
  );
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(resultsOf(page)).toContainText('too late');
  const grid = gridOf(page, 'Sequences');
  await filterBy(page, 'sequences', 'outcome = "too late"');
  await rowOf(grid, 1).click();
  await page.getByRole('button', { name: 'Why? …' }).click();
  const dialog = page.getByRole('dialog', { name: 'What was asked about sequence' });
  await expect(dialog).toContainText('begins with “syn”');
  await dialog
    .getByRole('button', { name: /^packet \d+/ })
    .first()
    .click();
  await expectPanel(page, 'Packets');
  await rowOf(gridOf(page, 'Packets'), 2).click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Why is it in a sequence/ }).click();
  await expect(page.getByRole('dialog', { name: 'What was asked about packet' })).toContainText(
    'the packet has no key',
  );
  await page.keyboard.press('Escape');
});

test('what was captured is columns: sorted, filtered, and gone with the code', async ({ page }) => {
  await runSample(page);
  const grid = gridOf(page, 'Sequences');
  const header = grid.getByRole('columnheader', { name: 'lookupMs' });
  await expect(header).toBeVisible();
  await filterBy(page, 'sequences', 'lookupms > 0.2 and address = 10.20.0.0/16');
  await expect(rowOf(grid, 1)).toContainText('www.example.test');
  await filterBy(page, 'sequences', 'lookupMs > 1000000');
  await expectCount(page, '0 of 13 sequences');
  await filterBy(page, 'sequences', '');
  await header.click();
  await expect(header).toHaveAttribute('aria-sort', 'ascending');
  await writeCode(page, "export const one = sequence('One').step('a', {});");
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(resultsOf(page)).toContainText('complete sequences in');
  await expect(resultsOf(page).getByRole('term')).toHaveText(['One']);
  await expect(rowOf(grid, 1)).toContainText('One');
  await expect(header).toHaveCount(0);
});

test('a sample’s relational flows find what is in it: counts, a list, captured fields, ladders', async ({ page }) => {
  await runSample(page);
  await expect(resultsOf(page).getByRole('term')).toHaveText(['Visit', 'Refusal']);
  await expect(resultsOf(page).getByRole('definition')).toHaveText([
    '5 complete, 2 incomplete',
    '1 complete, 5 incomplete',
  ]);
  await expect(page.getByRole('tab', { name: 'Sequences 6' })).toBeVisible();
  const grid = gridOf(page, 'Sequences');
  await expectRows(grid, 13);
  await expect(rowOf(grid, 1)).toContainText('name=www.example.test address=10.20.0.10 lookupMs=0.23');
  await filterBy(page, 'sequences', 'class = Refusal and state = complete');
  await expectCount(page, '1 of 13 sequences');
  await expect(rowOf(grid, 1)).toContainText('alert=70');
  await rowOf(grid, 1).click();
  await expect(page.getByRole('heading', { name: 'Refusal 6' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Captured fields' })).toHaveText('alert70');

  // The ladder of another one, walked by keys.
  await filterBy(page, 'sequences', '');
  await rowOf(grid, 1).click();
  const ladder = page.getByRole('listbox', { name: 'Ladder of Visit 1' });
  for (const host of ['192.168.10.20', '192.168.10.1', '10.20.0.10'])
    await expect(ladder.getByTitle(host)).toBeVisible();
  await expect(ladder.getByText('+228 µs')).toBeVisible();
  await expect(ladder.getByRole('option').first()).toHaveAttribute('aria-setsize', '10');
  await page.getByRole('checkbox', { name: 'Other packets (5)' }).uncheck();
  await expect(ladder.getByRole('option').first()).toHaveAttribute('aria-setsize', '5');
  await ladder.focus();
  const chosen = ladder.getByRole('option', { selected: true });
  await expect(chosen).toHaveAttribute('aria-posinset', '1');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(chosen).toHaveAttribute('aria-posinset', '3');
  await expect(chosen).toContainText('[SYN]');
  await page.keyboard.press('End');
  await expect(chosen).toContainText('Server Hello');
  await page.keyboard.press('ArrowUp');
  await expect(chosen).toContainText('Client Hello');
  await expect(chosen).toBeInViewport({ ratio: 0.9 });
  await page.keyboard.press('Enter');
  await expectPanel(page, 'Packets');
  const packet = page.getByRole('row', { selected: true });
  await expect(packet).toContainText('Client Hello (SNI=www.example.test)');
  await expect(packet).toHaveAttribute('data-matched', '');
});

test('what was found is marked in both tables and on the strip, and can be all that is shown', async ({ page }) => {
  await runSample(page);
  await showPanel(page, 'Packets');
  const packets = gridOf(page, 'Packets');
  await expectRows(packets, 171);
  await expect(rowOf(packets, 3)).toHaveAttribute('data-matched', '');
  await expect(rowOf(packets, 1)).not.toHaveAttribute('data-matched');
  await page.getByRole('button', { name: 'In sequences' }).click();
  await expectCount(page, '31 of 171 packets');
  await expect(packets.locator(MATCHED)).toHaveCount(await rowsOf(packets).count());
  await showPanel(page, 'Flows');
  await expect(gridOf(page, 'Flows').locator(MATCHED)).toHaveCount(13);
  const strip = page.getByRole('slider', { name: 'Time range' });
  await strip.hover({ position: { x: 1, y: 20 } });
  await expect(page.getByRole('region', { name: 'Packets and bytes over time' })).toContainText(
    '7 packets, 478 B, 3 packets matched',
  );

  await showPanel(page, 'Sequences');
  await rowOf(gridOf(page, 'Sequences'), 6).click();
  await page.getByRole('button', { name: 'Only its packets' }).click();
  await expectPanel(page, 'Packets');
  await expectCount(page, '2 of 171 packets');
  await expect.poll(async () => (await columnOf(packets, 'Info'))[1]).toContain('Alert');
  await showPanel(page, 'Flows');
  await expectCount(page, '1 of 13 flows');
  await page.keyboard.press('Escape');
  await expectCount(page, '13 flows');
});

test('a built-in example takes the place of the code, can be changed, and runs again', async ({ page }) => {
  await openSample(page, 'web-page');
  await showPanel(page, 'Sequences');
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('menuitem', { name: /^TCP handshake/ }).click();
  const code = page.getByRole('textbox', { name: 'Relational flow code' });
  await expect(code).toContainText('class Handshake');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(resultsOf(page)).toContainText('6 complete sequences in');
  const grid = gridOf(page, 'Sequences');
  await expectRows(grid, 6);
  // Any two packets: with the switch one packet can be both.
  await writeCode(
    page,
    `import { Flow, type PacketEvent } from 'flowloom';
    export class Pair extends Flow<PacketEvent> {
      isNextEvent(packet: PacketEvent): boolean { return packet.number < 5; }
      isComplete(): boolean { return this.events.length === 2; }
    }`,
  );
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(resultsOf(page).getByRole('term')).toHaveText(['Pair']);
  const once = await resultsOf(page).getByRole('definition').innerText();
  await page.getByRole('checkbox', { name: /^Let a flow take the same event twice/ }).check();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(resultsOf(page).getByRole('definition')).not.toHaveText(once);
  await expect(page).toHaveURL(/double=1/);
  await page.reload();
  await showPanel(page, 'Sequences');
  await expect(code).toContainText('class Pair');
});
