import type { Page } from '@playwright/test';
import { expectRows, filterBy, gridOf, openFile, rowOf, samplePath, showPanel, writeCode } from './journeys.ts';
import { listen } from './recording-server.ts';
import { expect, expectPhase, test } from './support.ts';

/** Opens a capture and the Sequences panel, with this code in the editor. */
async function openWith(page: Page, code: string, address?: string): Promise<void> {
  await openFile(page, samplePath('web-page.pcap'), address);
  await showPanel(page, 'Sequences');
  await writeCode(page, code);
}

async function run(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run', exact: true }).click();
}

const HANDSHAKE = `import { Flow, type PacketEvent } from 'flowloom';
export class Handshake extends Flow<PacketEvent> {
  static override key(packet: PacketEvent) { return packet.flow; }
  isNextEvent(packet: PacketEvent): boolean {
    if (this.events.length === 0) return packet.syn && !packet.ack;
    return this.events.length === 1 ? packet.syn && packet.ack : packet.ack && !packet.syn;
  }
  isComplete(): boolean { return this.events.length === 3; }
}`;

/** A class that finds one sequence with the results of `attempts` as its fields. */
function attempting(attempts: string): string {
  return `
const results: string[] = [];
const g = globalThis as any;
async function attempt(name: string, call: () => unknown) {
  const late = new Promise((done) => setTimeout(() => done('pending'), 1000));
  try { results.push(name + ' got ' + (await Promise.race([call(), late]))); }
  catch { results.push(name + ' refused'); }
}
${attempts}
export class Attempts extends Flow<PacketEvent> {
  constructor() { super(); results.forEach((text, at) => Object.assign(this, { ['r' + at]: text })); }
  isNextEvent(packet: PacketEvent) { return this.events.length === 0 && packet.number === 1; }
  isComplete() { return true; }
}`;
}

/** Every way to reach `host`. */
const CONNECTING = `const out = host + '/out/';
  await attempt('fetch', () => g.fetch(out + 'fetch'));
  await attempt('xhr', () => new Promise((done, no) => { const x = new g.XMLHttpRequest(); x.open('GET', out + 'xhr'); x.onload = done; x.onerror = no; x.send(); }));
  await attempt('websocket', () => new Promise((done, no) => { const w = new g.WebSocket(out.replace('http', 'ws') + 'ws'); w.onopen = done; w.onerror = no; }));
  await attempt('eventsource', () => new Promise((done, no) => { const e = new g.EventSource(out + 'es'); e.onopen = done; e.onerror = no; }));
  await attempt('importscripts', () => g.importScripts(out + 'scripts'));
  await attempt('import', () => import(out + 'module'));
  await attempt('beacon', () => g.navigator.sendBeacon(out + 'beacon'));
  await attempt('transport', async () => { await new g.WebTransport(out.replace('http:', 'https:')).ready; });
  await attempt('nested', () => new Promise((done, no) => { const w = new g.Worker(URL.createObjectURL(new Blob(["fetch('" + out + "nested').then(() => postMessage(1), () => postMessage(0))"]))); w.onmessage = (m: any) => m.data === 1 ? done('out') : no(); w.onerror = no; }));`;

/** Storage, code made from text, the page's own things, and what two pages could share. */
const OTHER_WAYS = `await attempt('indexeddb', () => new Promise((done, no) => { const r = g.indexedDB.open('x'); r.onsuccess = done; r.onerror = no; }));
await attempt('caches', () => g.caches.open('x'));
await attempt('opfs', () => g.navigator.storage.getDirectory());
await attempt('eval', () => g.eval('1'));
await attempt('function', () => new Function('return 1')());
await attempt('wasm', () => g.WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])));
await attempt('webrtc', () => new g.RTCPeerConnection());
await attempt('shared', () => new g.SharedArrayBuffer(1));
await attempt('document', () => g.document.title);
await attempt('origin', () => { if (g.origin === 'null') throw new Error(); return g.origin; });`;

/** Runs attempts and gives back what came of each. */
async function resultsOf(page: Page, attempts: string, address?: string): Promise<string[]> {
  await openWith(page, attempting(attempts), address);
  await run(page);
  await rowOf(gridOf(page, 'Sequences'), 1).click();
  const fields = page.getByRole('group', { name: 'Captured fields' });
  await expect(fields).toBeVisible();
  return fields.locator('dd').allTextContents();
}

test.describe('the sandbox of user code', () => {
  test('lets nothing out, neither to another host nor to its own, and has no storage, origin or eval', async ({
    page,
    site,
    troubles,
  }) => {
    const other = await listen();
    const own = await listen((path) => fetch(new URL(path, site)));
    const hosts = [other.origin, own.origin];
    for (const host of hosts) await fetch(`${host}/out/control`);
    const results = await resultsOf(
      page,
      `for (const host of ${JSON.stringify(hosts)}) {
  ${CONNECTING}
}
${OTHER_WAYS}`,
      new URL(new URL(site).pathname, own.origin).href,
    );
    expect(results).toHaveLength(28);
    expect(results.filter((result) => !result.endsWith('refused'))).toEqual([]);
    expect(other.asked).toEqual(['/out/control']);
    expect(own.asked).toContain(`${new URL(site).pathname}sandbox.html`);
    expect(own.asked.filter((path) => path.startsWith('/out/'))).toEqual(['/out/control']);
    troubles.length = 0; // the browser says on the console what it refused
    await Promise.all([other.close(), own.close()]);
  });

  test('is stopped in an endless loop, by itself and by hand, and nothing else suffers', async ({ page }) => {
    await openWith(page, HANDSHAKE.replace('if (this', 'for (;;) {}\n    if (this'));
    await run(page);
    await showPanel(page, 'Packets'); // the page answers meanwhile
    await filterBy(page, 'packets', 'protocol = UDP');
    await expectRows(gridOf(page, 'Packets'), 4);
    await showPanel(page, 'Sequences');
    await expect(page.getByRole('alert').filter({ hasText: 'did not answer in time' })).toBeVisible();
    await expect(page.locator('iframe')).toHaveCount(0);
    await expectPhase(page, 'ready');
    // The same again, stopped by hand; then code that ends.
    await run(page);
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByText('The run was stopped.')).toBeVisible();
    await expect(page.locator('iframe')).toHaveCount(0);
    await writeCode(page, HANDSHAKE);
    await run(page);
    await expectRows(gridOf(page, 'Sequences'), 6);
  });

  test('says where code is wrong, before it runs and while it runs, and marks the line', async ({ page }) => {
    const marked = page.locator('.cm-line').filter({ has: page.locator('.cm-lintRange-error') });
    await openWith(page, `${HANDSHAKE}\nconst a = ;`);
    await run(page);
    await expect(page.getByRole('alert')).toContainText('Line 10, column 11: Expression expected.');
    await expect(marked).toHaveText('const a = ;');
    await writeCode(
      page,
      HANDSHAKE.replace('if (this', '\n    interface A { b: number }\n    (undefined as any).oops();\n    if (this'),
    );
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(page.getByRole('alert')).toContainText(/Line 7, column 24: TypeError: .*oops.* \(at packet 1\)/);
    await expect(marked).toHaveText('    (undefined as any).oops();');
  });
});
