import type { Page } from '@playwright/test';
import { formatCountOf } from '../../src/base/format.ts';
import { PAGE_DEFAULTS } from '../../src/core/model/parameters.ts';
import { impossible } from './impossible.ts';
import type { Mutant } from './mutants.ts';
import { readMutant } from './reading.ts';

/** Time for each step of the page, ms. */
const MOST_MS = 20_000;
/** Keys that take the table of packets to its first row, some pages further, and to its last row. */
const PLACES = [['Control+Home'], ['PageDown', 'PageDown', 'PageDown'], ['Control+End']] as const;

/** A page, and what it has said on its console since the last look. */
export interface WatchedPage {
  readonly page: Page;
  readonly troubles: string[];
}

/** Collects what a page must not say: errors that nobody caught, and those of the console. */
export function watched(page: Page): WatchedPage {
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(String(error.stack ?? error)));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  page.on('crash', () => troubles.push('the tab has crashed'));
  page.setDefaultTimeout(MOST_MS);
  return { page, troubles };
}

/** Opens a mutant as a person would and looks at it from all sides; what is wrong. Never throws. */
export async function checkPage({ page, troubles }: WatchedPage, mutant: Mutant): Promise<readonly string[]> {
  troubles.length = 0;
  try {
    const wrong = await findings(page, mutant);
    return [...wrong, ...troubles];
  } catch (error) {
    return [...troubles, error instanceof Error ? error.message : String(error)];
  }
}

async function findings(page: Page, mutant: Mutant): Promise<readonly string[]> {
  const name = `mutant-${mutant.number}.bin`;
  const said = await openFile(page, name, mutant.bytes);
  const { reply, tables, plain } = await readMutant(mutant.bytes, PAGE_DEFAULTS);
  if (!reply.ok)
    return said.startsWith(`${name} could not be opened. `) ? [] : [`core: ${reply.failure.code}, page: ${said}`];
  const { packets, flows } = tables.summary();
  const wanted = `${name} is open: ${formatCountOf(packets, 'packet')}, ${formatCountOf(flows, 'flow')}`;
  const wrong = said.startsWith(wanted) ? [] : [`“${said}” instead of “${wanted}”`];
  const look = async (): Promise<void> => void wrong.push(...(await wordsOf(page, plain)));
  await showPanel(page, 'Overview');
  await look();
  await showPanel(page, 'Flows');
  if (flows > 0) await choose(page, 'Flows', ['Control+Home'], /^Flow 0$/);
  await look();
  await showPanel(page, 'Packets');
  for (const keys of packets > 0 ? PLACES : []) {
    await choose(page, 'Packets', keys, /^Packet \d+$/);
    await look();
  }
  return wrong;
}

/** Opens a file; what the page says when it is done. */
export async function openFile(page: Page, name: string, bytes: Uint8Array): Promise<string> {
  const buffer = Buffer.from(bytes);
  await page.getByLabel('Open capture').first().setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  const said = await page.waitForFunction((file) => {
    const texts = [...document.querySelectorAll('[role=status]')].map(({ textContent }) => textContent);
    return texts.find((text) => text.startsWith(`${file} is open`) || text.startsWith(`${file} could not be opened`));
  }, name);
  return (await said.jsonValue()) ?? '';
}

async function showPanel(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name }).click();
  await page.getByRole('tabpanel', { name }).waitFor();
}

/** Goes to a row of a table by keys, and opens its detail. */
async function choose(page: Page, table: string, keys: readonly string[], pane: RegExp): Promise<void> {
  const grid = page.getByRole('grid', { name: table, exact: true });
  await grid.and(page.locator('[aria-busy=false]')).waitFor();
  await grid.locator('[role=row][data-position]').first().waitFor();
  await grid.focus();
  for (const key of [...keys, 'Enter']) await page.keyboard.press(key);
  await page.getByRole('complementary', { name: pane }).waitFor();
}

/** Words on the page that tell of a defect. */
async function wordsOf(page: Page, captured: Uint8Array): Promise<string[]> {
  const text = await page.locator('body').innerText();
  const fault = /^.*fault of its own.*$/m.exec(text)?.[0];
  const wrong = text.split('\n').flatMap((line) => impossible(line, captured).slice(0, 1));
  return [...wrong, ...(fault === undefined ? [] : [fault])];
}
