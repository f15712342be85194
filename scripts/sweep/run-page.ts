import type { Browser } from '@playwright/test';
import { launch, measureMemory, openPage } from '../bench/chromium.ts';
import { checkPage, openFile, watched, type WatchedPage } from './check-page.ts';
import { mutantOf, nameOfMutant } from './mutants.ts';
import type { Finding, SweepTask } from './task.ts';
import { sourcesOf, type Source } from './sources.ts';

/** Mutants between two looks at the memory of the tab. */
const STRETCH = 50;
/** Memory that a tab may have more at the end than after the first stretch, with the same sample open, bytes. */
const MOST_GROWTH = 50e6;

/** What a sweep through the page came to. */
export interface PageSweep {
  readonly findings: readonly Finding[];
  /** Memory of page and workers after each stretch with the first sample open, bytes; 0: not told. */
  readonly memory: readonly number[];
}

/** Opens mutants in one tab of the built page; after a finding in a new one. */
export async function sweepPage(task: SweepTask, url: string, onDone: (number: number) => void): Promise<PageSweep> {
  const sources = sourcesOf(task);
  const browser = await launch();
  const findings: Finding[] = [];
  const memory: number[] = [];
  try {
    let tab = await newTab(browser, url);
    for (let number = task.from; number < task.to; number++) {
      const mutant = mutantOf(sources, task.seed, number);
      const wrong = await checkPage(tab, mutant);
      if (wrong.length > 0) {
        findings.push({ number, name: nameOfMutant(mutant), wrong });
        await closeOf(tab);
        tab = await newTab(browser, url);
      }
      onDone(number);
      if ((number - task.from + 1) % STRETCH === 0) memory.push(await memoryOf(tab, sources));
    }
  } finally {
    await browser.close();
  }
  return { findings: [...findings, ...growthOf(memory, task)], memory };
}

async function newTab(browser: Browser, url: string): Promise<WatchedPage> {
  return watched(await openPage(browser, url));
}

/** A tab that hangs is not waited for. */
async function closeOf({ page }: WatchedPage): Promise<void> {
  const waited = new Promise((resolve) => void setTimeout(resolve, 5000));
  await Promise.race([page.close().catch(() => undefined), waited]);
}

/** Each time with the same capture open. */
async function memoryOf({ page }: WatchedPage, [sample]: readonly Source[]): Promise<number> {
  await openFile(page, `${performance.now()}.pcap`, sample.bytes);
  return (await measureMemory(page)) ?? 0;
}

function growthOf(memory: readonly number[], { to }: SweepTask): Finding[] {
  const growth = (memory.at(-1) ?? 0) - (memory[0] ?? 0);
  if (growth < MOST_GROWTH) return [];
  return [{ number: to - 1, name: 'all of them', wrong: [`the tab has ${Math.round(growth / 1e6)} MB more`] }];
}
