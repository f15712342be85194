import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test as base, type Page } from '@playwright/test';
import axe from 'axe-core';
import { serveFolder } from '../../scripts/static-server.ts';

/** How many samples the page offers. */
export const SAMPLES = (
  JSON.parse(readFileSync(new URL('../../public/samples/index.json', import.meta.url), 'utf8')) as readonly object[]
).length;

interface PerTest {
  /** What the page must not say: uncaught errors, console errors, violations of its policy. Empty at the end. */
  readonly troubles: string[];
}
interface PerWorker {
  /** Address of the built page under a sub-path, with a slash at the end. */
  readonly site: string;
}

/**
 * A test on the built page, served under a sub-path: `page.goto('./')` is the page. It fails if the page says anything
 * on its console that is an error; a test that provokes one takes it out of `troubles`.
 */
export const test = base.extend<PerTest, PerWorker>({
  site: [
    async ({}, use) => {
      const dist = fileURLToPath(new URL('../../dist', import.meta.url));
      const site = await serveFolder(dist, { base: '/some/path/' });
      await use(site.url);
      await site.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ site }, use) => use(site),
  troubles: [
    async ({ page }, use) => {
      const troubles: string[] = [];
      page.on('pageerror', (error) => troubles.push(String(error.stack ?? error)));
      page.on('console', (message) => {
        if (message.type() === 'error') troubles.push(message.text());
      });
      await use(troubles);
      expect(troubles, 'errors of the page').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Where the page stands: `document.documentElement.dataset.phase`. */
export type Phase = 'empty' | 'loading' | 'ready' | 'failed';

/** Waits until the page stands there. */
export async function expectPhase(page: Page, phase: Phase): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-phase', phase);
}

/** Waits until all scripts that the page fetches when it is idle are there: then it needs its host no more. */
export async function scriptsAreHere(page: Page): Promise<void> {
  await expect(page.locator('html[data-scripts=here]')).toHaveCount(1);
}

/** Picks a file as a person would. */
export async function pick(
  page: Page,
  file: string | { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  await page.getByLabel('Open capture').setInputFiles(file);
}

const axeSource = axe.source;

/**
 * What axe finds wrong with the page as it is: rule, help and the first elements; empty if nothing. By all rules, or by
 * one of them.
 */
export async function accessibilityTroubles(page: Page, rule?: string): Promise<readonly string[]> {
  // A script tag would meet the policy of the page; evaluating the source does not.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  return page.evaluate(async (only) => {
    const options = { resultTypes: ['violations' as const], ...(only !== undefined && { runOnly: [only] }) };
    const results = await (globalThis as unknown as { axe: typeof axe }).axe.run(options);
    return results.violations.map(
      ({ id, help, nodes }) =>
        `${id}: ${help}: ${nodes
          .slice(0, 3)
          .map((node) => `${node.html.slice(0, 200)} (${node.any[0]?.message ?? node.failureSummary ?? ''})`)
          .join(' | ')}`,
    );
  }, rule);
}
