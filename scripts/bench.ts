/**
 * Measures the budgets of docs/architecture.md in a real headless Chromium on the built page, beside the bare reading of
 * the same file, or the plain algorithm, in the same run, and prints them. Ratios and medians: machines are noisy. Nothing fails
 * by being slow.
 *
 *   npm run bench [-- RUNS] [--only GROUP]... [--beside DIST]... [--no-build]
 *
 * `--only` measures one group of lines: opening, telling, sequences, matches, shipped, matching, messages, stream. `--beside`
 * measures another build in the same run, in turns: an earlier one, for example.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { launch } from './bench/chromium.ts';
import type { Group, Values } from './bench/group.ts';
import { matching } from './bench/matching.ts';
import { messages, stream } from './bench/node-lines.ts';
import { opening, telling } from './bench/opening.ts';
import { matches, sequences, shipped } from './bench/sequences.ts';
import { build } from './build.ts';
import { generateCapture } from './generate-capture.ts';
import { root } from './run.ts';
import { serveFolder } from './static-server.ts';

const GROUPS: readonly Group[] = [opening, telling, sequences, matches, shipped, matching, messages, stream];
const words = process.argv.slice(2);
const runs = Number(words.find((word) => /^\d+$/.test(word)) ?? 3);

async function capture(packets: number, flows: number, talks = false): Promise<string> {
  const folder = join(root, '.cache');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `generated-${talks ? 'talks' : 'tcp'}-${packets}-${flows}.pcap`);
  if (!existsSync(path)) await generateCapture(path, packets, flows, talks);
  return path;
}

/** What stands behind each `--name`. */
function valuesOf(name: string): readonly string[] {
  return words.filter((_, at) => words[at - 1] === name);
}

function groupsWanted(): readonly Group[] {
  const names = valuesOf('--only');
  const unknown = names.find((name) => !GROUPS.some((group) => group.name === name));
  if (unknown === undefined) return names.length === 0 ? GROUPS : GROUPS.filter(({ name }) => names.includes(name));
  console.error(`There is no group “${unknown}”. There are: ${GROUPS.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

function print({ lines }: Group, measured: readonly Values[], of: string): void {
  console.log(`\n| what${of} | measured (median of ${measured.length}) | budget |\n| --- | --- | --- |`);
  for (const line of lines) console.log(`| ${line.what} | ${line.measured(measured)} | ${line.budget} |`);
}

/** Measures a group run by run; in each run all builds of the page, if it is of the page. */
async function measure(group: Group, browser: Browser, urls: readonly string[]): Promise<readonly Values[][]> {
  const sites = group.of === 'page' ? urls : urls.slice(0, 1);
  const measured = sites.map((): Values[] => []);
  for (let run = 0; run < (group.of === 'once' ? 1 : runs); run++)
    for (const [at, url] of sites.entries()) measured[at]?.push(await group.measure({ browser, url, capture }));
  return measured;
}

async function main(): Promise<void> {
  const wanted = groupsWanted();
  // Without the page there is nothing to measure; the build has said why.
  if (!words.includes('--no-build') && (await build()) !== 0) process.exit(1);
  const folders = [join(root, 'dist'), ...valuesOf('--beside')];
  const sites = await Promise.all(folders.map((folder) => serveFolder(folder)));
  const browser = await launch();
  for (const group of wanted) {
    const measured = await measure(
      group,
      browser,
      sites.map(({ url }) => url),
    );
    for (const [at, values] of measured.entries()) print(group, values, measured.length > 1 ? `, ${folders[at]}` : '');
  }
  await browser.close();
  await Promise.all(sites.map((site) => site.close()));
}

await main();
