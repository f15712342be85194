import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { gridOf, openFile, rowOf, samplePath, showPanel, writeCode } from './journeys.ts';
import { expect, expectPhase, test } from './support.ts';

/** Opens a capture and the Sequences panel, with this code in the editor. */
async function openWith(page: Page, code: string): Promise<void> {
  await openFile(page, samplePath('web-page.pcap'));
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

/** Runs attempts and gives back what came of each. */
async function resultsOf(page: Page, attempts: string): Promise<string[]> {
  await openWith(page, attempting(attempts));
  await run(page);
  await page.getByRole('grid', { name: 'Sequences' }).getByRole('row').nth(1).click();
  const fields = page.getByRole('group', { name: 'Captured fields' });
  await expect(fields).toBeVisible();
  return fields.locator('dd').allTextContents();
}

test.describe('the sandbox of user code', () => {
  let server: Server;
  let host: string;
  const arrived: string[] = [];

  test.beforeAll(async () => {
    server = createServer((request, response) => {
      arrived.push(request.url ?? '');
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('content-type', 'text/javascript');
      response.end('export default 1');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  test.afterAll(() => new Promise((done) => server.close(done)));

  test('lets nothing out, neither to another host nor to its own', async ({ page, site, troubles }) => {
    const results = await resultsOf(
      page,
      `for (const host of ['${host}', '${site.replace(/\/$/, '')}']) {
  await attempt('fetch', () => g.fetch(host + '/fetch'));
  await attempt('xhr', () => new Promise((done, no) => { const x = new g.XMLHttpRequest(); x.open('GET', host + '/xhr'); x.onload = done; x.onerror = no; x.send(); }));
  await attempt('websocket', () => new Promise((done, no) => { const w = new g.WebSocket(host.replace('http', 'ws') + '/ws'); w.onopen = done; w.onerror = no; }));
  await attempt('eventsource', () => new Promise((done, no) => { const e = new g.EventSource(host + '/es'); e.onopen = done; e.onerror = no; }));
  await attempt('importscripts', () => g.importScripts(host + '/scripts'));
  await attempt('import', () => import(host + '/module'));
  await attempt('beacon', () => g.navigator.sendBeacon(host + '/beacon'));
  await attempt('transport', async () => { await new g.WebTransport(host.replace('http:', 'https:')).ready; });
  await attempt('nested', () => new Promise((done, no) => { const w = new g.Worker(URL.createObjectURL(new Blob(["fetch('" + host + "/nested').then(() => postMessage(1), () => postMessage(0))"]))); w.onmessage = (m: any) => m.data === 1 ? done('out') : no(); w.onerror = no; }));
}`,
    );
    expect(results).toHaveLength(18);
    expect(results.filter((result) => !result.endsWith('refused'))).toEqual([]);
    expect(arrived).toEqual([]);
    troubles.length = 0; // the browser says on the console what it refused
  });

  test('has neither storage nor origin nor eval', async ({ page, troubles }) => {
    const results = await resultsOf(
      page,
      `await attempt('indexeddb', () => new Promise((done, no) => { const r = g.indexedDB.open('x'); r.onsuccess = done; r.onerror = no; }));
await attempt('caches', () => g.caches.open('x'));
await attempt('opfs', () => g.navigator.storage.getDirectory());
await attempt('eval', () => g.eval('1'));
await attempt('function', () => new Function('return 1')());
await attempt('wasm', () => g.WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])));
await attempt('webrtc', () => new g.RTCPeerConnection());
await attempt('shared', () => new g.SharedArrayBuffer(1));
await attempt('document', () => g.document.title);
await attempt('origin', () => { if (g.origin === 'null') throw new Error(); return g.origin; });`,
    );
    expect(results).toHaveLength(10);
    expect(results.filter((result) => !result.endsWith('refused'))).toEqual([]);
    troubles.length = 0;
  });

  test('is stopped in an endless loop, and nothing else suffers', async ({ page }) => {
    await openWith(page, HANDSHAKE.replace('if (this', 'for (;;) {}\n    if (this'));
    await run(page);
    await page.getByRole('tab', { name: 'Packets' }).click(); // the page answers meanwhile
    await expect(page.getByRole('grid', { name: 'Packets' })).toBeVisible();
    await page.getByRole('tab', { name: 'Sequences' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'did not answer in time' })).toBeVisible();
    await expect(page.locator('iframe')).toHaveCount(0);
    await expectPhase(page, 'ready');
  });

  test('can be stopped by hand', async ({ page }) => {
    await openWith(page, HANDSHAKE.replace('if (this', 'for (;;) {}\n    if (this'));
    await run(page);
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByText('The run was stopped.')).toBeVisible();
    await expect(page.locator('iframe')).toHaveCount(0);
  });

  test('says where code is wrong, before it runs and while it runs', async ({ page }) => {
    await openWith(page, `${HANDSHAKE}\nconst a = ;`);
    await run(page);
    await expect(page.getByRole('alert')).toContainText('Line 10, column 11: Expression expected.');
    await writeCode(
      page,
      HANDSHAKE.replace('if (this', '\n    interface A { b: number }\n    (undefined as any).oops();\n    if (this'),
    );
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(page.getByRole('alert')).toContainText(/Line 7, column 24: TypeError: .*oops.* \(at packet 1\)/);
  });
});
