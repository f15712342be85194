import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { samplePath } from './journeys.ts';
import { accessibilityTroubles, expect, expectPhase, test } from './support.ts';

/** Lets the browser's dialog and the system hand out files of the page's own file system, which has true handles. */
async function withHandles(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const own = globalThis as unknown as {
      picked: string[];
      consumer: (launch: { files: unknown[] }) => void;
      showOpenFilePicker: () => Promise<unknown[]>;
    };
    own.picked = [];
    const handleOf = async (name: string): Promise<unknown> =>
      (await navigator.storage.getDirectory()).getFileHandle(name);
    own.showOpenFilePicker = () => Promise.all(own.picked.map(handleOf));
    Object.defineProperty(globalThis, 'launchQueue', {
      value: { setConsumer: (consumer: typeof own.consumer) => void (own.consumer = consumer) },
    });
  });
}

/** Puts a file into that file system. */
async function put(page: Page, name: string, sample: string): Promise<void> {
  const base64 = readFileSync(samplePath(sample)).toString('base64');
  await page.evaluate(
    async ([file, text]) => {
      const folder = await navigator.storage.getDirectory();
      const writable = await (await folder.getFileHandle(file, { create: true })).createWritable();
      await writable.write(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
      await writable.close();
    },
    [name, base64] as const,
  );
}

async function choose(page: Page, ...names: string[]): Promise<void> {
  await page.evaluate((picked) => Object.assign(globalThis, { picked }), names);
  await page.keyboard.press('o');
}

const recent = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

test('captures that were open are listed, opened again by a press, and told of when they are gone', async ({
  page,
}) => {
  await withHandles(page);
  await page.goto('./');
  await expect(page.getByText('Open again')).toHaveCount(0);
  await put(page, 'first.pcap', 'web-page.pcap');
  await put(page, 'second.pcap', 'dhcp.pcap');
  for (const name of ['first.pcap', 'second.pcap', 'first.pcap']) {
    await choose(page, name);
    await expect(page).toHaveTitle(`${name} – Flowloom`);
    await expectPhase(page, 'ready');
    await page.goBack();
    await expect(recent(page, name)).toHaveCount(1);
  }
  const names = page.getByRole('region', { name: 'Open again' }).getByRole('listitem').getByRole('button');
  await expect(names.first()).toHaveText('first.pcap');
  await page.reload();
  await expect(names.first()).toHaveText('first.pcap');
  await expect(recent(page, 'first.pcap')).toContainText('101 kB');
  expect(await accessibilityTroubles(page)).toEqual([]);
  await page.getByRole('button', { name: 'second.pcap', exact: true }).click();
  await expect(page).toHaveTitle('second.pcap – Flowloom');
  await expectPhase(page, 'ready');
  await page.goBack();
  await page.evaluate(async () => (await navigator.storage.getDirectory()).removeEntry('first.pcap'));
  await page.getByRole('button', { name: 'first.pcap', exact: true }).click();
  await expect(recent(page, 'first.pcap')).toContainText('It is no longer where it was.');
  await expect(page.getByText('second.pcap is still open.')).toBeVisible();
  await page.getByRole('button', { name: 'Remove first.pcap from the list' }).click();
  await expect(recent(page, 'first.pcap')).toHaveCount(0);
  await page.getByRole('button', { name: 'Privacy (p)' }).click();
  const panel = page.getByRole('dialog', { name: 'Privacy' });
  await expect(panel.getByText('where 1 recent capture lies')).toBeVisible();
  await panel.getByRole('button', { name: 'Forget everything' }).click();
  await expect(panel.getByText('Forgotten.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Or look at a sample')).toBeVisible();
  await expect(page.getByText('Open again')).toHaveCount(0);
});

test('files that the system starts the page with are opened', async ({ page }) => {
  await withHandles(page);
  await page.goto('./');
  await put(page, 'launched.pcap', 'web-page.pcap');
  await put(page, 'other.pcap', 'dhcp.pcap');
  const launch = (...names: string[]): Promise<void> =>
    page.evaluate(async (all) => {
      const folder = await navigator.storage.getDirectory();
      const files = await Promise.all(all.map((name) => folder.getFileHandle(name)));
      (globalThis as unknown as { consumer: (launch: object) => void }).consumer({ files });
    }, names);
  await launch('launched.pcap');
  await expect(page).toHaveTitle('launched.pcap – Flowloom');
  await launch('launched.pcap', 'other.pcap');
  await expect(page.getByRole('dialog', { name: 'Open several files as one capture' })).toBeVisible();
});

test.describe('a browser that can install it', () => {
  test.use({ serviceWorkers: 'allow' });

  test('finds nothing missing, and asks when the person does', async ({ page, context }) => {
    await page.goto('./');
    const browser = await context.newCDPSession(page);
    const { errors, data } = await browser.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const manifest = JSON.parse(data ?? '') as { readonly icons: readonly { readonly src: string }[] };
    for (const { src } of manifest.icons) expect((await page.request.get(src)).ok(), src).toBe(true);
    const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors');
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
    await page.evaluate(() => {
      const offer = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
        prompt: () => Promise.resolve(void (document.documentElement.dataset['asked'] = 'yes')),
      });
      dispatchEvent(offer);
    });
    await page.locator('main').getByRole('button', { name: 'Install' }).click();
    await expect(page.locator('html[data-asked=yes]')).toHaveCount(1);
    await expect(page.locator('main').getByRole('button', { name: 'Install' })).toHaveCount(0);
  });
});

test('without handles and storage there are no recent captures, and nothing fails', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'showOpenFilePicker', { value: undefined });
    Object.defineProperty(globalThis, 'indexedDB', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await page.goto('./');
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('o');
  await (await chooser).setFiles(samplePath('web-page.pcap'));
  await expectPhase(page, 'ready');
});
