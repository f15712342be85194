import { cp, mkdtemp, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { withBuild } from '../../scripts/offline-build.ts';
import { serveFolder, type StaticSite } from '../../scripts/static-server.ts';
import { expectRows, gridOf, rowOf, samplePath, showPanel, writeCode } from './journeys.ts';
import { listen } from './recording-server.ts';
import { expect, expectPhase, pick, scriptsAreHere, test } from './support.ts';

test.use({ serviceWorkers: 'allow' });

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const BASE = '/some/path/';

const HANDSHAKE = `import { Flow, type PacketEvent } from 'flowloom';
export class Handshake extends Flow<PacketEvent> {
  static override key(packet: PacketEvent) { return packet.flow; }
  isNextEvent(packet: PacketEvent): boolean {
    if (this.events.length === 0) return packet.syn && !packet.ack;
    return this.events.length === 1 ? packet.syn && packet.ack : packet.ack && !packet.syn;
  }
  isComplete(): boolean { return this.events.length === 3; }
}`;

/** Waits until the files of the page are kept, and the service worker answers for the host. */
async function filesAreKept(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

/** All that is kept, as paths from the page. */
function keptPaths(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('flowloom build '));
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => url.slice(new URL('.', document.baseURI).href.length));
  });
}

/** A copy of the built page that can be made another build. */
async function copyOfPage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'flowloom-site-'));
  await cp(DIST, folder, { recursive: true });
  return folder;
}

/** Another build in the place of the one in a folder: a part has another name, and the page says that it is the second. */
async function renew(folder: string): Promise<void> {
  const assets = join(folder, 'assets');
  const files = await readdir(assets);
  const part = files.find((name) => /^FlowsPanel-.*\.js$/.test(name)) ?? '';
  const newer = part.replace(/-.*\.js$/, '-Renewed.js');
  await rename(join(assets, part), join(assets, newer));
  const scripts = [
    join(folder, 'index.html'),
    ...files.filter((name) => name.endsWith('.js')).map((name) => join(assets, name === part ? newer : name)),
  ];
  for (const path of scripts) {
    const text = (await readFile(path, 'utf8')).replaceAll(part, newer);
    await writeFile(path, text.replace('<html lang="en">', '<html lang="en" data-build="second">'));
  }
  const worker = join(folder, 'service-worker.js');
  await writeFile(worker, withBuild(await readFile(worker, 'utf8'), folder));
}

test('after one visit the page needs no host: load, open, edit and run', async ({ page }) => {
  const host = await serveFolder(DIST, { base: BASE });
  await page.goto(host.url);
  await filesAreKept(page);
  await host.close();
  await page.goto(host.url);
  await scriptsAreHere(page);
  await pick(page, samplePath('web-page.pcap'));
  await expectPhase(page, 'ready');
  await showPanel(page, 'Flows');
  await rowOf(gridOf(page, 'Flows'), 5).click();
  await expect(page.getByRole('img', { name: /^Histogram/ }).locator('canvas')).toBeVisible();
  await showPanel(page, 'Sequences');
  await writeCode(page, `${HANDSHAKE}\nconst wrong: number = 'text';`);
  await test.step('the compiler is here', async () => {
    await expect(page.locator('.cm-lintRange-error')).toBeVisible();
  });
  await writeCode(page, HANDSHAKE);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expectRows(gridOf(page, 'Sequences'), 6);
  await test.step('samples, too', async () => {
    await page.goto(`${host.url}?capture=samples/dhcp.pcap`);
    await expectPhase(page, 'ready');
    await expect(page).toHaveTitle('dhcp.pcap – Flowloom');
  });
});

test('nothing is kept but the files of the page: no capture, and no address', async ({ page, troubles }) => {
  const folder = await copyOfPage();
  await cp(samplePath('web-page.pcap'), join(folder, 'secret.pcap'));
  const host = await serveFolder(folder, { base: BASE });
  await page.goto(host.url);
  await filesAreKept(page);
  await page.goto(`${host.url}?capture=secret.pcap#v=1&panel=flows`);
  await expectPhase(page, 'ready');
  const built = (await readdir(DIST, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(DIST.length + 1))
    .filter((name) => !name.startsWith('.') && name !== 'service-worker.js')
    .map((name) => (name === 'index.html' ? '' : name));
  expect((await keptPaths(page)).toSorted()).toEqual(built.toSorted());
  await host.close();
  await page.reload();
  await expectPhase(page, 'failed');
  await expect(page.getByRole('alert')).toContainText('secret.pcap');
  troubles.length = 0; // the browser tells of the request that failed on the console
});

test.describe('another build', () => {
  let folder: string;
  let host: StaticSite;
  test.beforeEach(async () => {
    folder = await copyOfPage();
    host = await serveFolder(folder, { base: BASE });
  });
  test.afterEach(() => host.close());

  const update = (page: Page): Promise<void> =>
    page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()));
  const build = (page: Page) => page.evaluate(() => document.documentElement.dataset['build'] ?? 'first');

  test('is said, and comes with the next load; the open page keeps its own parts', async ({ page, context }) => {
    await page.goto(host.url);
    await filesAreKept(page);
    const part = (await keptPaths(page)).find((path) => path.startsWith('assets/FlowsPanel-') && path.endsWith('.js'));
    await page.reload(); // a page that came out of what is kept
    await pick(page, samplePath('web-page.pcap'));
    await expectPhase(page, 'ready');
    await renew(folder);
    expect((await fetch(host.url + part)).status).toBe(404);
    await update(page);
    const notice = page.getByRole('status').filter({ hasText: 'A new version is ready' });
    await expect(notice).toBeVisible();
    expect(await build(page)).toBe('first');
    expect(await page.evaluate(async (path) => (await fetch(path)).status, String(part))).toBe(200);
    await showPanel(page, 'Flows');
    await expect(rowOf(gridOf(page, 'Flows'), 1)).toBeVisible();
    await test.step('another tab has the new one beside it', async () => {
      const other = await context.newPage();
      await other.goto(host.url);
      expect(await build(other)).toBe('second');
      await scriptsAreHere(other);
      expect(await page.evaluate(async (path) => (await fetch(path)).status, String(part))).toBe(200);
      await other.close();
    });
    page.on('dialog', (dialog) => void dialog.accept());
    await notice.getByRole('button', { name: 'Reload' }).click();
    await expect.poll(() => build(page)).toBe('second');
    await test.step('what no page has any more is thrown away', async () => {
      await expect.poll(() => keptPaths(page)).not.toContain(part);
    });
    await expect(notice).toHaveCount(0);
  });

  test('that lies only half on its host is not taken', async ({ page }) => {
    await page.goto(host.url);
    await filesAreKept(page);
    await renew(folder);
    await writeFile(join(folder, 'sandbox.html'), 'half of it');
    await update(page).catch(() => undefined);
    await page.waitForTimeout(500);
    await page.reload();
    expect(await build(page)).toBe('first');
    await scriptsAreHere(page);
  });
});

test('a host that alters a file is not trusted: the privacy panel says that nothing is kept to load from', async ({
  page,
}) => {
  const folder = await copyOfPage();
  await writeFile(join(folder, 'samples/dhcp.ts'), 'altered');
  const host = await serveFolder(folder, { base: BASE });
  await page.goto(host.url);
  await scriptsAreHere(page);
  await page.keyboard.press('p');
  await expect(page.getByText('The files of the page are not kept in this browser')).toBeVisible();
  await host.close();
});

test('opening a capture asks the host for nothing, neither from the page nor behind it', async ({ page, site }) => {
  const host = await listen((path) => fetch(new URL(path, site)));
  await page.goto(new URL(BASE, host.origin).href);
  await filesAreKept(page);
  const checks = (): number => host.asked.filter((path) => path.endsWith('/service-worker.js')).length;
  const first = checks();
  await page.reload();
  await scriptsAreHere(page);
  // Once for each load, some time after it, the browser looks whether there is another service worker.
  await expect.poll(checks).toBe(first + 1);
  const before = host.asked.length;
  await pick(page, samplePath('web-page.pcap'));
  await expectPhase(page, 'ready');
  await showPanel(page, 'Sequences');
  await writeCode(page, HANDSHAKE);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expectRows(gridOf(page, 'Sequences'), 6);
  expect(host.asked.slice(before)).toEqual([]);
  await host.close();
});

test('the sandbox has neither origin nor net when its file was kept', async ({ page, site, troubles }) => {
  const elsewhere = await listen();
  const host = await listen((path) => fetch(new URL(path, site)));
  await page.goto(new URL(BASE, host.origin).href);
  await filesAreKept(page);
  await pick(page, samplePath('web-page.pcap'));
  await showPanel(page, 'Sequences');
  const targets = JSON.stringify([`${elsewhere.origin}/out`, `${host.origin}${BASE}samples/index.json`]);
  await writeCode(
    page,
    `const found: string[] = [String((globalThis as any).origin)];
for (const target of ${targets}) found.push(await (globalThis as any).fetch(target).then(() => 'out', () => 'refused'));
found.push(await (globalThis as any).caches?.keys().then(() => 'caches', () => 'refused') ?? 'refused');
export class Attempts extends Flow<PacketEvent> {
  found = found.join(' ');
  isNextEvent(packet: PacketEvent) { return this.events.length === 0 && packet.number === 1; }
  isComplete() { return true; }
}`,
  );
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await rowOf(gridOf(page, 'Sequences'), 1).click();
  await expect(page.getByRole('group', { name: 'Captured fields' })).toContainText('null refused refused refused');
  expect(elsewhere.asked).toEqual([]);
  expect(host.asked.filter((path) => path.endsWith('sandbox.html'))).toHaveLength(1); // when it was kept
  troubles.length = 0; // the browser says on the console what it refused
  await Promise.all([elsewhere.close(), host.close()]);
});

const WITHOUT = {
  'has no service workers': () => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'),
  'refuses service workers': () => {
    ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('denied', 'SecurityError'));
  },
  'refuses to speak of them': () =>
    Object.defineProperty(Navigator.prototype, 'serviceWorker', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    }),
} as const;

for (const [what, take] of Object.entries(WITHOUT)) {
  test(`a browser that ${what} has the page all the same`, async ({ page, site }) => {
    await page.addInitScript(take);
    await page.goto(site);
    await scriptsAreHere(page);
    await pick(page, samplePath('web-page.pcap'));
    await showPanel(page, 'Sequences');
    await writeCode(page, HANDSHAKE);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expectRows(gridOf(page, 'Sequences'), 6);
  });
}
