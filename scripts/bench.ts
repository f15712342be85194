/**
 * Measures the budgets of docs/architecture.md in a real headless Chromium on the built page, beside the bare reading of
 * the same file in the same run, and prints them. Ratios and medians: machines are noisy. Nothing fails by being slow.
 *
 *   npm run bench [-- RUNS] [--beside DIST]...
 *
 * `--beside` measures another build in the same run, in turns: an earlier one, for example.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import {
  launch,
  measureAction,
  measureBareReading,
  measureMemory,
  measureMeteringAgain,
  measureOpen,
  openPage,
} from './bench/chromium.ts';
import { measureMessages } from './bench/messages.ts';
import { measureRun } from './bench/relational.ts';
import { measureFirstPart } from './bench/stream.ts';
import { build } from './build.ts';
import { generateCapture } from './generate-capture.ts';
import { root } from './run.ts';
import { serveFolder } from './static-server.ts';

const runs = Number(process.argv[2] ?? 3);
const PACKETS = 2_000_000;
const FLOWS = 75_000;
/** The link to a page on which every option of the meter that costs time is on. */
const EVERYTHING =
  '#v=1&meter.decode=all&meter.features=all&meter.later_fragments=1&meter.repair_lengths=1&meter.sctp_ports=1&meter.icmp_in_key=1&meter.time_resolution=ns';

/** The same with no flow told by what it says. */
const UNTOLD = '#v=1&meter.n_dissections=0';

async function captureOf(packets: number, flows: number, talks = false): Promise<string> {
  const folder = join(root, '.cache');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `generated-${talks ? 'talks' : 'tcp'}-${packets}-${flows}.pcap`);
  if (!existsSync(path)) await generateCapture(path, packets, flows, talks);
  return path;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

interface Line {
  readonly what: string;
  readonly measured: string;
  readonly budget: string;
}

function print(lines: readonly Line[]): void {
  console.log(`\n| what | measured (median of ${runs}) | budget |\n| --- | --- | --- |`);
  for (const { what, measured, budget } of lines) console.log(`| ${what} | ${measured} | ${budget} |`);
}

const ms = (values: readonly number[]): string =>
  `${Math.round(median(values))} ms (${values.map((value) => Math.round(value)).join(', ')})`;

/** One page: bare reading, then the open, then memory. */
async function opening(
  page: Page,
  path: string,
): Promise<{ bare: number; open: number; packets: number; bytes: number }> {
  const empty = (await measureMemory(page)) ?? NaN;
  const bare = await measureBareReading(page, path);
  const { ms: open, packets } = await measureOpen(page, path);
  return { bare, open, packets, bytes: ((await measureMemory(page)) ?? NaN) - empty };
}

/** The same with every option on, without memory. */
async function openingWithEverything(page: Page, path: string): Promise<{ bare: number; open: number }> {
  const bare = await measureBareReading(page, path);
  const { ms: open } = await measureOpen(page, path);
  await page.close();
  return { bare, open };
}

/** Filter and sort of the packet table, from the key or click to the drawn rows. */
async function questions(page: Page): Promise<{ filter: number; text: number; sort: number; address: number }> {
  await page.getByRole('tab', { name: /^Packets/ }).click();
  const box = page.getByLabel('Filter packets');
  const apply = async (text: string): Promise<number> => {
    await box.fill(text);
    return measureAction(page, 'Packets', () => box.press('Enter'), 'filtered');
  };
  const all = async (): Promise<void> => {
    await box.fill('');
    await box.press('Enter');
    await page.waitForFunction(() =>
      document.querySelector('[role=grid][aria-label=Packets][aria-rowcount="2000001"]'),
    );
  };
  await page.waitForFunction(() => document.querySelector('[role=grid][aria-label=Packets] [aria-rowindex="5"]'));
  const sortBy = (name: RegExp): Promise<number> =>
    measureAction(
      page,
      'Packets',
      () => page.getByRole('grid', { name: 'Packets' }).getByRole('columnheader', { name }).first().click(),
      'sorted',
    );
  const filter = await apply('length > 1000 and dst_port = 443');
  await all();
  const text = await apply('10.0.3.');
  await all();
  const sort = await sortBy(/^Length/);
  const address = await sortBy(/^Source/);
  return { filter, text, sort, address };
}

/** What one build of the page was measured at, run by run. */
interface Measures {
  readonly openings: Awaited<ReturnType<typeof opening>>[];
  readonly answers: Awaited<ReturnType<typeof questions>>[];
  readonly again: number[];
  readonly everything: Awaited<ReturnType<typeof openingWithEverything>>[];
  readonly matches: number[];
  readonly told: { untold: number; told: number }[];
}

/** Opening a capture whose flows say what real ones say, without telling what they are and with it. */
async function telling(browser: Browser, url: string, path: string): Promise<{ untold: number; told: number }> {
  const open = async (hash: string): Promise<number> => {
    const page = await openPage(browser, url + hash);
    const { ms: taken } = await measureOpen(page, path);
    await page.close();
    return taken;
  };
  return { untold: await open(UNTOLD), told: await open('') };
}

async function measure(browser: Browser, url: string, files: readonly string[], to: Measures): Promise<void> {
  const [path = '', million = '', talks = ''] = files;
  to.told.push(await telling(browser, url, talks));
  const page = await openPage(browser, url);
  to.openings.push(await opening(page, path));
  to.answers.push(await questions(page));
  to.again.push(await measureMeteringAgain(page, 60));
  await page.close();
  to.everything.push(await openingWithEverything(await openPage(browser, url + EVERYTHING), path));
  const other = await openPage(browser, url);
  await measureOpen(other, million);
  to.matches.push(await measureRun(other));
  await other.close();
}

/** The folders of built pages to measure: the own one, and others behind `--beside`, in turns. */
function builds(): readonly string[] {
  const others = process.argv.flatMap((word, at) => (process.argv[at - 1] === '--beside' ? [word] : []));
  return [join(root, 'dist'), ...others];
}

async function main(): Promise<void> {
  // Without the page there is nothing to measure; the build has said why.
  if (!process.argv.includes('--no-build') && (await build()) !== 0) process.exit(1);
  const files = [
    await captureOf(PACKETS, FLOWS),
    await captureOf(1_000_000, 37_500),
    await captureOf(PACKETS, FLOWS, true),
  ];
  const folders = builds();
  const sites = await Promise.all(folders.map((folder) => serveFolder(folder)));
  const browser = await launch();
  const measures = sites.map((): Measures => ({
    openings: [],
    answers: [],
    again: [],
    everything: [],
    matches: [],
    told: [],
  }));
  for (let run = 0; run < runs; run++) {
    for (const [at, { url }] of sites.entries()) await measure(browser, url, files, measures[at]);
  }
  await browser.close();
  await Promise.all(sites.map((site) => site.close()));
  const said = measureMessages(files[2]);
  const firstPart = await measureFirstPart();
  for (const [at, of] of measures.entries()) {
    if (folders.length > 1) console.log(`\n${folders[at]}`);
    report(of);
  }
  print([
    {
      what: 'messages by the command line, over reading without them (processor time)',
      measured: (said.messages.seconds / said.info.seconds).toFixed(2),
      budget: '',
    },
    {
      what: 'first part of a stream of 100 MB, as its first screen needs it',
      measured: `${firstPart.toFixed(0)} ms`,
      budget: '300 ms',
    },
    {
      what: 'messages by the command line, most memory, 1.2 GB with a fifth of HTTP',
      measured: `${Math.round(said.messages.bytes / 1e6)} MB`,
      budget: '500 MB',
    },
  ]);
}

function report({ openings, answers, matches, everything, again, told }: Measures): void {
  const ratio = median(openings.map(({ open, bare }) => open / bare));
  const perSecond = median(openings.map(({ packets, open }) => (packets / open) * 1000));
  print([
    { what: 'bare reading, 1.2 GB', measured: ms(openings.map(({ bare }) => bare)), budget: '' },
    { what: 'open, statistics and SPLT 20', measured: ms(openings.map(({ open }) => open)), budget: '' },
    { what: 'open over bare reading', measured: ratio.toFixed(2), budget: '1.5' },
    {
      what: 'open with everything on, over bare reading',
      measured: median(everything.map(({ open, bare }) => open / bare)).toFixed(2),
      budget: '1.5',
    },
    {
      what: 'open, flows told by what they say, over not told',
      measured: median(told.map((open) => open.told / open.untold)).toFixed(2),
      budget: '1.25',
    },
    { what: 'packets a second', measured: `${(perSecond / 1e6).toFixed(2)} M`, budget: '1.3 M' },
    {
      what: 'memory a packet (page and workers)',
      measured: `${median(openings.map(({ bytes, packets }) => bytes / packets)).toFixed(1)} B`,
      budget: '48 B',
    },
    { what: 'filter by two fields, 2 M packets', measured: ms(answers.map(({ filter }) => filter)), budget: '100 ms' },
    { what: 'filter by text, 2 M packets', measured: ms(answers.map(({ text }) => text)), budget: '100 ms' },
    { what: 'sort by length, 2 M packets', measured: ms(answers.map(({ sort }) => sort)), budget: '100 ms' },
    { what: 'sort by address, 2 M packets', measured: ms(answers.map(({ address }) => address)), budget: '100 ms' },
    { what: 'metering again from memory, 2 M packets', measured: ms(again), budget: '' },
    { what: 'relational flow, 3 steps, keyed, 1 M packets', measured: ms(matches), budget: '1000 ms' },
  ]);
}

await main();
