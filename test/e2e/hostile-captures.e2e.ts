import type { Page } from '@playwright/test';
import { ACTING, HOSTILE_FILES, type HostileFile } from '../fixtures/hostile-files.ts';
import { expectRows, fileOf, gridOf, rowOf, rowsOf, showPanel } from './journeys.ts';
import { expect, expectPhase, pick, test } from './support.ts';

/** Megabytes of script memory that the page itself, without its workers, may hold. */
const MOST_MB = 150;

/** The longest time that the page has not answered, ms, since it was asked last. */
async function longestPause(page: Page): Promise<number> {
  return page.evaluate(() => {
    const watched = globalThis as unknown as { longest?: number };
    const longest = watched.longest ?? 0;
    if (watched.longest === undefined) {
      let last = performance.now();
      setInterval(() => {
        watched.longest = Math.max(watched.longest ?? 0, performance.now() - last);
        last = performance.now();
      }, 50);
    }
    watched.longest = 0;
    return longest;
  });
}

async function expectRefused(page: Page, { name, page: words }: HostileFile): Promise<void> {
  const alert = page.getByRole('alert').filter({ hasText: `${name} could not be opened.` });
  for (const one of words) await expect(alert).toContainText(one);
}

/** Overview, flows and packets show it, with what must be said, and as many packets as there must be. */
async function expectShown(page: Page, { name, packets = 0, page: words }: HostileFile): Promise<void> {
  await expect(page.getByRole('banner')).toContainText(name);
  await expectPhase(page, 'ready');
  await showPanel(page, 'Overview');
  const overview = page.getByRole('tabpanel', { name: 'Overview' });
  for (const one of words) await expect(overview).toContainText(one);
  await showPanel(page, 'Flows');
  await expect(gridOf(page, 'Flows').or(page.getByText('No flows.')).first()).toBeVisible();
  await showPanel(page, 'Packets');
  const grid = gridOf(page, 'Packets');
  await expectRows(grid, packets);
  await rowOf(grid, Math.min(2, packets)).click();
  await expect(page.getByRole('complementary', { name: /^Packet \d+$/ })).toBeVisible();
  const doubt = page.getByText('This packet may not be what was on the wire.');
  await expect(doubt).toHaveCount(name.startsWith('checksum') ? 1 : 0);
  if (name.startsWith('checksum'))
    await expect(page.getByText(/ from byte 0 on, some are not what was written\.$/)).toBeVisible();
  await page.getByRole('combobox', { name: 'Time format' }).selectOption('UTC');
  await expect(rowsOf(grid).first()).toBeVisible();
  await page.getByRole('combobox', { name: 'Time format' }).selectOption('Since the first packet');
}

test('files that are made to do harm are opened or refused with true words, and the page answers all the time', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await page.goto('./');
  await longestPause(page);
  for (const file of HOSTILE_FILES) {
    await test.step(file.name, async () => {
      await pick(page, fileOf(file.bytes(), file.name));
      await (file.packets === undefined ? expectRefused(page, file) : expectShown(page, file));
      await expect(page.getByText('a fault of its own')).toHaveCount(0);
      expect(await longestPause(page)).toBeLessThan(3000);
    });
  }
  const memory = await page.evaluate(
    () => (performance as unknown as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize ?? 0,
  );
  expect(memory / 1e6).toBeLessThan(MOST_MB);
});

test('what acts unseen in the texts of a capture is shown as a sign, and turns nothing beside it', async ({ page }) => {
  const turning = HOSTILE_FILES.find(({ name }) => name === 'turning.pcapng');
  await page.goto('./');
  await pick(page, fileOf(turning?.bytes() ?? Buffer.alloc(0), `${ACTING.turning}.pcapng`));
  await expectPhase(page, 'ready');
  for (const panel of ['Overview', 'Flows', 'Packets', 'Sequences'] as const) {
    await showPanel(page, panel);
    await expect(page.getByRole('tabpanel', { name: panel })).toBeVisible();
    const shown = await page.evaluate(() => [document.title, document.body.innerText].join('\n'));
    expect(shown.match(/.{0,30}[\u202a-\u202e\u2066-\u2069].{0,30}/u)?.[0]).toBeUndefined();
  }
});
