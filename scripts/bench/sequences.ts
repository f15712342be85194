import type { Browser, Page } from '@playwright/test';
import { measureMemory, measureOpen, openPage } from './chromium.ts';
import { measureClick, measureCode, writeCode } from './code-page.ts';
import { milliseconds, ratio, value, type Group, type Line, type Values } from './group.ts';
import { inWorker } from './in-worker.ts';
import { CLASS_CODE, example, HANDSHAKE, MANY_MATCHES, SHIPPED } from './modules.ts';

/** A page with an open capture. */
async function pageWith(browser: Browser, url: string, path: string): Promise<Page> {
  const page = await openPage(browser, url);
  await measureOpen(page, path);
  return page;
}

/** What people write, over a million packets of a page: from the click on Run to what it found. */
export const sequences: Group = {
  name: 'sequences',
  of: 'page',
  measure: async ({ browser, url, capture }) => {
    const path = await capture(1_000_000, 37_500);
    const page = await pageWith(browser, url, path);
    const classes = await measureCode(page, CLASS_CODE);
    const fields = await measureCode(page, HANDSHAKE);
    const slicer = await measureCode(page, example('flow-slicer'));
    const plugin = await measureCode(page, example('custom-size'));
    const tagger = await measureCode(page, example('chains-tagger'));
    await page.close();
    const { direct = NaN } = await inWorker(browser, 'direct.worker', path);
    return { classes, fields, plugin, slicer, tagger, direct };
  },
  lines: [
    milliseconds('relational flow, 3 steps, keyed, 1 M packets', 'classes', '1000 ms'),
    milliseconds('sequence, 3 steps, keyed, 1 M packets', 'fields', '1000 ms'),
    milliseconds('the same by direct calls in one worker, without page and sandbox', 'direct'),
    ratio('the page and its sandbox over direct calls', 'fields', 'direct'),
    milliseconds('plugin, 1 M packets', 'plugin', '1000 ms'),
    milliseconds('plugin that cuts flows, 1 M packets, metered again', 'slicer'),
    milliseconds('link and tagger, 1 M packets', 'tagger', '500 ms'),
  ],
};

/** Many matches of a million packets, until they are in the table, and what they cost. */
export const matches: Group = {
  name: 'matches',
  of: 'page',
  measure: async ({ browser, url, capture }) => {
    const page = await pageWith(browser, url, await capture(1_000_000, 37_500));
    await writeCode(page, HANDSHAKE);
    await measureClick(page);
    const before = (await measureMemory(page)) ?? NaN;
    await writeCode(page, MANY_MATCHES);
    const taken = await measureClick(page);
    const after = (await measureMemory(page)) ?? NaN;
    const grid = page.getByRole('grid', { name: 'Sequences' });
    const listed = Number(await grid.getAttribute('aria-rowcount')) - 1;
    await page.close();
    return { taken, listed, bytes: after - before };
  },
  lines: [
    milliseconds('three packets in turn, keyed, 1 M packets: all matches in the table', 'taken', '2000 ms'),
    value('of these matches the table lists', 'listed', (rows) => rows.toLocaleString('en'), '1 M'),
    value('memory of that, page and workers', 'bytes', (bytes) => `${(bytes / 1e6).toFixed(0)} MB`, '100 MB'),
  ],
};

/** The modules that came with the page first, over two million packets whose flows say what real ones say; and why a packet is in none. */
export const shipped: Group = {
  name: 'shipped',
  of: 'page',
  measure: async ({ browser, url, capture }) => {
    const page = await pageWith(browser, url, await capture(2_000_000, 75_000, true));
    const measured: Record<string, number> = {};
    for (const name of SHIPPED) measured[name] = await measureCode(page, example(name));
    await measureCode(page, HANDSHAKE);
    const why = await measureWhy(page);
    await page.close();
    return { ...measured, why } satisfies Values;
  },
  lines: [
    ...SHIPPED.map((name): Line => milliseconds(`shipped module ${name}, 2 M packets`, name)),
    milliseconds('why a packet is in a sequence, keyed, 2 M packets', 'why', '300 ms'),
  ],
};

/** Milliseconds from the choice in the menu of a packet to what was asked about it. */
async function measureWhy(page: Page): Promise<number> {
  await page.getByRole('tab', { name: /^Packets/ }).click();
  const row = page.getByRole('grid', { name: 'Packets' }).getByRole('row').nth(3);
  await row.click({ button: 'right' });
  await page.evaluate(() => {
    const state = window as Window & { told?: Promise<number> };
    state.told = new Promise((resolve) => {
      const begin = (): void => {
        const began = performance.now();
        const look = (): void => {
          const dialog = document.querySelector('[role=dialog]');
          const isTold = dialog?.querySelector('table') !== null || /No condition/.test(dialog.textContent ?? '');
          if (dialog !== null && isTold) resolve(performance.now() - began);
          else requestAnimationFrame(look);
        };
        look();
      };
      addEventListener('pointerdown', begin, { capture: true, once: true });
    });
  });
  await page.getByRole('menuitem', { name: /^Why is it in a sequence/ }).click();
  const taken = await page.evaluate(() => (window as Window & { told?: Promise<number> }).told ?? NaN);
  await page.keyboard.press('Escape');
  return taken;
}
