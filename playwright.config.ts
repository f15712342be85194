import { defineConfig } from '@playwright/test';
import { chromiumArguments, locateChromium } from './scripts/find-chromium.ts';

const executablePath = locateChromium();
if (executablePath === undefined) throw new Error('No Chromium here: `npx tsx scripts/find-chromium.ts` installs one.');

/** Journeys in a real Chromium on the built page; test/e2e/support.ts serves it. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '*.e2e.ts',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 2,
  // A shared machine may stand still for seconds in the middle of a journey. A second try is told by name (scripts/test.ts).
  retries: process.env['CI'] === undefined ? 0 : 1,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json', { outputFile: '.cache/e2e.json' }]],
  use: {
    viewport: { width: 1280, height: 800 },
    // Each test has a browser without anything kept, where the service worker would fetch the whole page once more; and what
    // it answers does not pass page.route. Tests of it allow it (offline.e2e.ts, privacy.e2e.ts).
    serviceWorkers: 'block',
    launchOptions: { executablePath, args: [...chromiumArguments()] },
    screenshot: 'only-on-failure',
    trace: 'retain-on-first-failure',
  },
});
