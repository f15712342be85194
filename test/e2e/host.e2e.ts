import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { filterBy, gridOf, rowOf, samplePath, showPanel, type Panel } from './journeys.ts';
import { expect, expectPhase, pick, scriptsAreHere, test } from './support.ts';

const document = readFileSync(new URL('../../dist/index.html', import.meta.url), 'utf8');
/** Files that the first paint needs, and the reader, which is started with it. */
const FIRST_FILES = [...document.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, file = '']) => file);
const isFirst = (url: string): boolean =>
  /\/path\/(?:\?.*)?$|\/samples\/|data\.worker/.test(url) || FIRST_FILES.some((file) => url.endsWith(file));

/** The page's host, which can go away for all but the scripts of the first paint, or lose its files. */
async function hostOf(page: Page): Promise<{ state: 'there' | 'away' | 'renewed' }> {
  const host: { state: 'there' | 'away' | 'renewed' } = { state: 'there' };
  await page.route('**/*', async (route) => {
    const request = route.request();
    const first = isFirst(request.url()) && request.method() !== 'HEAD';
    if (host.state === 'there' || first || request.url().startsWith('blob:')) return route.continue();
    if (host.state === 'away') return route.abort();
    return request.method() === 'HEAD' ? route.continue() : route.fulfill({ status: 404 });
  });
  return host;
}

const missing = (page: Page, panel: Panel) =>
  page.getByRole('tabpanel', { name: panel }).getByRole('alert').filter({ hasText: 'could not be loaded' });

test('a host that goes away before the scripts are here costs what is not loaded yet, until it is back', async ({
  page,
  troubles,
}) => {
  const host = await hostOf(page);
  host.state = 'away';
  await page.goto('./');
  await pick(page, samplePath('web-page.pcap'));
  await expectPhase(page, 'ready');
  const panels: readonly Panel[] = ['Flows', 'Packets', 'Sequences'];
  for (const panel of panels) {
    await showPanel(page, panel);
    await expect(missing(page, panel)).toContainText('its host could not be reached');
  }
  await page.getByRole('button', { name: 'Meter settings (m)' }).click();
  const settings = page.getByRole('dialog', { name: 'Meter settings' });
  await expect(settings).toContainText('its host could not be reached');
  host.state = 'there';
  await settings.getByRole('button', { name: 'Try again' }).click();
  await expect(settings.getByRole('group').first()).toBeVisible();
  await page.keyboard.press('Escape');
  for (const panel of panels) {
    await showPanel(page, panel);
    await missing(page, panel).getByRole('button', { name: 'Try again' }).click();
    await expect(missing(page, panel)).toHaveCount(0);
  }
  await expect(page.getByRole('textbox', { name: 'Relational flow code' })).toBeVisible();
  await showPanel(page, 'Flows');
  await filterBy(page, 'flows', 'tcp');
  await rowOf(gridOf(page, 'Flows'), 1).click();
  await expect(page.getByRole('img', { name: /^Histogram/ }).locator('canvas')).toBeVisible();
  troubles.length = 0; // the browser tells of requests that failed on the console
});

test('a host that has another version of the page says that the part is gone; the rest goes on', async ({
  page,
  troubles,
}) => {
  const host = await hostOf(page);
  host.state = 'renewed';
  await page.goto('./');
  await pick(page, samplePath('web-page.pcap'));
  await expectPhase(page, 'ready');
  await showPanel(page, 'Flows');
  await expect(missing(page, 'Flows')).toContainText('There may be a newer version of the page.');
  await showPanel(page, 'Overview');
  await expect(page.getByRole('button', { name: 'All flows in this order' })).toBeVisible();
  troubles.length = 0; // as above
});

test('once the scripts are here the host is needed no more', async ({ page }) => {
  const host = await hostOf(page);
  await page.goto('./');
  await scriptsAreHere(page);
  await page.context().setOffline(true);
  host.state = 'away';
  await pick(page, samplePath('web-page.pcap'));
  await expectPhase(page, 'ready');
  await showPanel(page, 'Flows');
  await filterBy(page, 'flows', 'tcp');
  await rowOf(gridOf(page, 'Flows'), 1).click();
  await expect(page.getByRole('img', { name: /^Histogram/ }).locator('canvas')).toBeVisible();
  await page.getByRole('button', { name: 'Meter settings (m)' }).click();
  await expect(page.getByRole('dialog', { name: 'Meter settings' }).getByRole('group').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await showPanel(page, 'Sequences');
  await expect(page.getByRole('textbox', { name: 'Relational flow code' })).toBeVisible();
  await test.step('not even to start another reader', async () => {
    await showPanel(page, 'Packets');
    await expect(rowOf(gridOf(page, 'Packets'), 1)).toBeVisible();
    await page.workers()[0]?.evaluate(() => self.close());
    await rowOf(gridOf(page, 'Packets'), 2).click();
    await page.getByRole('status').filter({ hasText: 'Reading is busy' }).getByRole('button', { name: 'Stop' }).click();
    await expectPhase(page, 'ready');
    await expect(rowOf(gridOf(page, 'Packets'), 1)).toContainText('Who has 192.168.10.1?');
  });
});

const STORAGE = {
  blocked: () =>
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    }),
  full: () => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  },
  'full of rubbish': () => {
    const { getItem } = Storage.prototype;
    Storage.prototype.getItem = function (key) {
      return getItem.call(this, key) ?? '{"version":1,"x":[';
    };
  },
} as const;

for (const [what, take] of Object.entries(STORAGE)) {
  test(`with a storage that is ${what} everything works`, async ({ page }) => {
    await page.addInitScript(take);
    await page.goto('./');
    await pick(page, samplePath('web-page.pcap'));
    await expectPhase(page, 'ready');
    await page.keyboard.press('t');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    await showPanel(page, 'Flows');
    const box = page.getByRole('combobox', { name: 'Filter flows' });
    await box.fill('tcp');
    await box.press('Enter');
    await expect.poll(() => page.url()).toContain('flows.filter=tcp');
    await page.getByRole('button', { name: 'Keyboard help' }).click();
    await page.getByLabel('Keep the view in the address').uncheck();
    await expect.poll(() => page.url()).not.toContain('#');
    await page.keyboard.press('Escape');
    await showPanel(page, 'Sequences');
    await expect(page.getByRole('textbox', { name: 'Relational flow code' })).toBeVisible();
  });
}
