import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { filterBy, gridOf, openSample, rowOf, samplePath, showPanel, writeCode } from './journeys.ts';
import { accessibilityTroubles, expect, test } from './support.ts';

function added(page: Page): Locator {
  return page.getByRole('region', { name: 'Added by your code' });
}

async function expectCount(page: Page, words: RegExp): Promise<void> {
  await expect(page.getByRole('tabpanel').getByText(words)).toBeVisible();
}

async function runExample(page: Page, title: RegExp): Promise<void> {
  await showPanel(page, 'Sequences');
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('menuitem', { name: title }).click();
  await run(page);
}

async function run(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run', exact: true }).click();
}

test('a plugin ends flows and adds columns, which can be filtered and taken away again', async ({ page }) => {
  await openSample(page, 'web-page');
  await showPanel(page, 'Flows');
  await expectCount(page, /^8 flows$/);
  await runExample(page, /^Flow plugin: slicer/);
  await expect(added(page)).toContainText(/Plugins ended \d+ flows\./);
  await added(page).getByRole('button', { name: 'Show flows' }).click();
  await filterBy(page, 'flows', 'expiration_id = -1 and bidirectional_packets != 5');
  await expectCount(page, /^0 of \d+ flows$/);
  await filterBy(page, 'flows', '');
  await runExample(page, /^Flow plugin: packets of a size/);
  await expect(added(page)).toContainText('1 column added to 8 flows.');
  expect(await accessibilityTroubles(page)).toEqual([]);
  await added(page).getByRole('button', { name: 'Show flows' }).click();
  await expect(
    gridOf(page, 'Flows').getByRole('columnheader', { name: /^udps\.packet_with_custom_size/ }),
  ).toBeVisible();
  await filterBy(page, 'flows', 'udps.packet_with_custom_size > 10');
  await expectCount(page, /^[1-9] of 8 flows$/);
  await showPanel(page, 'Sequences');
  await added(page).getByRole('button', { name: 'Remove' }).click();
  await expect(added(page)).toHaveCount(0);
});

test('links and taggers add columns and tags to packets, printers write lines', async ({ page }) => {
  await openSample(page, 'web-page');
  await runExample(page, /^Link and tagger/);
  await expect(added(page)).toContainText(/3 columns added to \d+ packets\./);
  await added(page).getByRole('button', { name: 'Show packets' }).click();
  await filterBy(page, 'packets', 'link.src_domain = internal and tags contains internal and number = 1');
  await expectCount(page, /^1 of \d+ packets$/);
  await expect(rowOf(gridOf(page, 'Packets'), 1)).toContainText('internal');
  await runExample(page, /^Packet summary/);
  await expect(page.getByRole('region', { name: 'Lines of printers' })).toContainText(
    "ARP 192.168.10.20(internal) --> 192.168.10.1(internal) TAGS: ['internal']",
  );
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save lines' }).click();
  expect((await saved).suggestedFilename()).toBe('lines.txt');
});

/** Cuts flows, keeps values of all kinds, adds columns and tags of flows. */
const EVERYTHING = `import { FlowPlugin, linkFlows, tagFlows, type PluginFlow, type PluginPacket } from 'flowloom';

export class Sizes extends FlowPlugin {
  override onInit(packet: PluginPacket, flow: PluginFlow): void {
    flow.udps.sizes = [packet.rawSize];
    flow.udps.note = 'a "quoted", text';
    flow.udps.is_tcp = packet.protocol === 'TCP';
  }

  override onUpdate(packet: PluginPacket, flow: PluginFlow): void {
    flow.udps.sizes = [...(flow.udps.sizes as number[]), packet.rawSize];
    if (flow.bidirectionalPackets === 7) flow.expirationId = -1;
  }

  override onExpire(flow: PluginFlow): void {
    flow.udps.mean = flow.bidirectionalBytes / flow.bidirectionalPackets;
  }
}

export const near = linkFlows((flow) => ({ near: flow.dstPort < 1024, port: flow.dstPort }));
export const told = tagFlows((flow) => (flow.bidirectionalPackets > 5 ? ['long', 'told'] : undefined));
`;

test('flows with columns and tags of a plugin leave the page as they leave the command line, to the byte', async ({
  page,
}, info) => {
  const module = info.outputPath('sizes.ts');
  writeFileSync(module, EVERYTHING);
  const tool = fileURLToPath(new URL('../../dist-cli/flowloom.mjs', import.meta.url));
  const options = ['--code', module, '--statistical-analysis', '--splt-analysis', '20'];
  const expected = execFileSync(process.execPath, [tool, 'flows', samplePath('web-page.pcap'), ...options], {
    encoding: 'utf8',
  });
  expect(expected.split('\n')[0]).toMatch(/udps\.sizes.*udps\.mean.*link\.near/);
  await openSample(page, 'web-page');
  await showPanel(page, 'Sequences');
  await writeCode(page, EVERYTHING);
  await run(page);
  await added(page).getByRole('button', { name: 'Show flows' }).click();
  await page.getByRole('tabpanel').getByRole('button', { name: 'Export' }).click();
  await page.getByRole('radio', { name: /^NFStream’s \d/ }).check();
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV', exact: true }).click();
  expect(readFileSync(await (await coming).path(), 'utf8')).toBe(expected);
});

const PLUGIN = `import { FlowPlugin, link, tagger } from 'flowloom';\nconst g = globalThis as any;\n`;

test('hostile plugins, links and taggers end as what they are, and the next run works', async ({ page }) => {
  test.setTimeout(90_000);
  await openSample(page, 'web-page');
  await showPanel(page, 'Sequences');
  const alert = page.getByRole('region', { name: 'Relational flows' });
  const hostile: readonly (readonly [string, RegExp])[] = [
    ['export class A extends FlowPlugin { override onUpdate() { for (;;); } }', /did not answer in time/],
    ['export class A extends FlowPlugin { override onExpire() { for (;;); } }', /did not answer in time/],
    [
      `export const a = link(() => { const o: any = {}; for (let i = 0; i < 500; i++) o['c' + i] = 'x'.repeat(10000); return o; });`,
      /437 columns were left out/,
    ],
    [
      `export const a = link(() => Object.defineProperty({} as any, 'trap', { enumerable: true, get() { throw new Error('trap'); } }));`,
      /Error: trap/,
    ],
    [
      `Object.defineProperty(Object.prototype, 'kind', { get: () => 'evil', configurable: true });
       export const a = tagger(() => 'x');`,
      /1 column added|sent messages that no run sends|Error/,
    ],
    [
      `const send = g.MessagePort.prototype.postMessage;
       g.MessagePort.prototype.postMessage = function (m: any, t: any) {
         if (m.type === 'done') m.operators.columns.push({ of: 'flows', id: 'udps.x', kind: 'text', values: new Int32Array(9), texts: ['a'] });
         send.call(this, m, t);
       };
       export class A extends FlowPlugin { override onInit() {} }`,
      /sent messages that no run sends/,
    ],
    [
      `const send = g.MessagePort.prototype.postMessage;
       g.MessagePort.prototype.postMessage = function (m: any, t: any) {
         if (m.type === 'done') m.operators.cuts = Int32Array.of(5, 4);
         send.call(this, m, t);
       };
       export class A extends FlowPlugin { override onInit() {} }`,
      /sent messages that no run sends/,
    ],
  ];
  for (const [code, says] of hostile) {
    await writeCode(page, PLUGIN + code);
    await run(page);
    await expect(alert).toContainText(says, { timeout: 15_000 });
  }
  await runExample(page, /^Flow plugin: packets of a size/);
  await expect(added(page)).toContainText('1 column added to 8 flows.');
});
