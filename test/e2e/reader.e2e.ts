import type { Page, Worker } from '@playwright/test';
import { gridOf, openSample, rowOf, samplePath, showPanel } from './journeys.ts';
import { expect, expectPhase, pick, scriptsAreHere, test } from './support.ts';

/** The data worker: the one that was started last, as long as no others are. One that was ended may still be listed. */
const reader = (page: Page) => page.workers().at(-1);

/** Makes the data worker loop for ever. */
async function hang(page: Page): Promise<void> {
  void reader(page)
    ?.evaluate(() => {
      for (;;);
    })
    .catch(() => undefined); // it ends with the worker
  await page.waitForTimeout(200);
}

/** Ends the data worker without a word. */
async function endSilently(page: Page): Promise<void> {
  await reader(page)?.evaluate(() => self.close());
}

async function filterFlows(page: Page, text: string): Promise<void> {
  const box = page.getByRole('combobox', { name: 'Filter flows' });
  await box.fill(text);
  await box.press('Enter');
}

const busy = (page: Page) => page.getByRole('status').filter({ hasText: 'Reading is busy' });
const stopReader = (page: Page) => busy(page).getByRole('button', { name: 'Stop' }).click();

/** A sample with a view of its own. */
async function openWithView(page: Page): Promise<void> {
  await openSample(page, 'web-page');
  await showPanel(page, 'Flows');
  await filterFlows(page, 'tcp');
  await rowOf(gridOf(page, 'Flows'), 2).click();
}

async function expectView(page: Page): Promise<void> {
  await expectPhase(page, 'ready');
  await expect(rowOf(gridOf(page, 'Flows'), 2)).toHaveAttribute('aria-selected', 'true');
}

for (const [what, harm] of [
  ['hangs', hang],
  ['ended without a word', endSilently],
] as const) {
  test(`a reader that ${what} can be stopped: the capture is read again with its view`, async ({ page }) => {
    await openWithView(page);
    await harm(page);
    await filterFlows(page, 'src_port > 1');
    await expect(busy(page)).toBeVisible();
    await stopReader(page);
    await expectView(page);
    await expect(busy(page)).toHaveCount(0);
    await expect(rowOf(gridOf(page, 'Flows'), 1)).toContainText('TCP');
    await filterFlows(page, 'udp');
    await expect(rowOf(gridOf(page, 'Flows'), 1)).toContainText('UDP');
  });
}

test('a reader that hangs while it opens or exports can be stopped, and another capture opened', async ({ page }) => {
  await page.goto('./');
  await scriptsAreHere(page);
  await test.step('while it opens', async () => {
    await hang(page);
    await pick(page, samplePath('dhcp.pcap'));
    await expectPhase(page, 'loading');
    await expect(busy(page)).toBeVisible();
    await stopReader(page);
    await expectPhase(page, 'failed');
    await expect(page.getByRole('status').filter({ hasText: 'dhcp.pcap could not be opened.' }).first()).toBeVisible();
    await page.getByRole('button', { name: 'Read it again' }).click();
    await expectPhase(page, 'ready');
  });
  await test.step('while it exports', async () => {
    await showPanel(page, 'Packets');
    await expect(rowOf(gridOf(page, 'Packets'), 1)).toBeVisible();
    await hang(page);
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('button', { name: 'CSV', exact: true }).click();
    await expect(page.getByRole('region', { name: 'Export' })).toBeVisible();
    await expect(busy(page)).toBeVisible();
    await stopReader(page);
    await expectPhase(page, 'ready');
    await expect(page.getByRole('region', { name: 'Export' })).toHaveCount(0);
    await expect(rowOf(gridOf(page, 'Packets'), 1)).toBeVisible();
  });
  await test.step('another capture needs no Stop once the reader is known to be busy', async () => {
    await hang(page);
    await rowOf(gridOf(page, 'Packets'), 2).click();
    await expect(busy(page)).toBeVisible();
    await pick(page, samplePath('web-page.pcap'));
    await expect(page.getByRole('banner')).toContainText('web-page.pcap');
    await expectPhase(page, 'ready');
    await expect(busy(page)).toHaveCount(0);
  });
});

test('a reader that dies says so; the capture is read again with its view', async ({ page }) => {
  await openWithView(page);
  await reader(page)?.evaluate(() => {
    setTimeout(() => {
      throw new Error('a fault of a test');
    });
  });
  await expectPhase(page, 'failed');
  const alert = page.getByRole('alert').filter({ hasText: 'web-page.pcap could not be opened.' });
  await expect(alert).toContainText('The part of the page that reads captures has died.');
  await alert.getByRole('button', { name: 'Read it again' }).click();
  await expectView(page);
});

test('an unlucky pattern keeps nobody busy', async ({ page }) => {
  await openSample(page, 'web-page');
  await showPanel(page, 'Flows');
  await filterFlows(page, 'requested_server_name ~ "^(([a-z])+.)+[A-Z]([a-z])+$" or src_ip ~ "^((1|0|9|\\.)+)+x$"');
  await filterFlows(page, 'src_ip ~ "^((1|0|9|\\.)+)+x$"');
  await expect(page.getByText(/^None of \d+ flows fits\.$/)).toBeVisible();
  await filterFlows(page, 'src_ip ~ "1(?=0)"');
  await expect(page.getByText('Looking ahead or behind')).toBeVisible();
});

/** A worker by its own name; one that does not answer at once is another. */
async function workerNamed(page: Page, name: string): Promise<Worker | undefined> {
  for (const worker of page.workers()) {
    const own = worker.evaluate(() => self.name).catch(() => '');
    const late = new Promise<string>((done) => setTimeout(() => done(''), 1000));
    if ((await Promise.race([own, late])) === name) return worker;
  }
  return undefined;
}

test('a run goes on after its reader hung or its compiler died', async ({ page }) => {
  test.setTimeout(120_000);
  await openSample(page, 'dhcp');
  await showPanel(page, 'Sequences');
  await expect(page.getByRole('textbox', { name: 'Relational flow code' })).toBeVisible();
  const run = page.getByRole('button', { name: 'Run', exact: true });
  const sequences = gridOf(page, 'Sequences');
  await run.click();
  await expect(rowOf(sequences, 1)).toBeVisible();
  await test.step('the reader hangs', async () => {
    void (await workerNamed(page, 'data'))
      ?.evaluate(() => {
        for (;;);
      })
      .catch(() => undefined);
    await page.waitForTimeout(200);
    await run.click();
    await expect(busy(page)).toBeVisible();
    await stopReader(page);
    await expectPhase(page, 'ready');
    await run.click();
    await expect(rowOf(sequences, 1)).toBeVisible();
  });
  await test.step('the compiler has ended without a word', async () => {
    await (await workerNamed(page, 'typescript'))?.evaluate(() => self.close());
    await page.getByRole('textbox', { name: 'Relational flow code' }).click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('\n// changed');
    await run.click();
    await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0, { timeout: 60_000 });
    await run.click();
    await expect(rowOf(sequences, 1)).toBeVisible();
  });
});
