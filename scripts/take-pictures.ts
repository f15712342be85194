/** Takes the pictures of the README from the built page and its samples: `npm run build && npx tsx scripts/take-pictures.ts`. */
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { chromiumArguments, ensureChromium } from './find-chromium.ts';
import { root } from './run.ts';
import { serveFolder } from './static-server.ts';

const VIEW = { width: 1360, height: 860 };
/** What moves on the page has come to rest, ms. */
const REST_MS = 1500;

/** A picture: its file, the sample that it shows, and what a person does before. */
interface Picture {
  readonly file: string;
  readonly address: string;
  readonly steps?: (page: Page) => Promise<void>;
}

const PICTURES: readonly Picture[] = [
  { file: 'overview.png', address: '?capture=samples/port-scan.pcap' },
  { file: 'flows.png', address: '?capture=samples/web-page.pcap#v=1&panel=flows&flow=4' },
  {
    file: 'sequences.png',
    address: '?capture=samples/dns-tls.pcap#v=1&panel=sequences',
    steps: async (page) => {
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await page.getByRole('grid', { name: 'Sequences' }).getByRole('gridcell').first().click();
    },
  },
];

const site = await serveFolder(join(root, 'dist'), { base: '/' });
const browser = await chromium.launch({ executablePath: ensureChromium(), args: [...chromiumArguments()] });
for (const { file, address, steps } of PICTURES) {
  const context = await browser.newContext({ viewport: VIEW, serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(site.url + address);
  await page.locator('html[data-phase=ready]').waitFor();
  await steps?.(page);
  await page.waitForTimeout(REST_MS);
  await page.screenshot({ path: join(root, 'docs/images', file) });
  await context.close();
}
await browser.close();
await site.close();
