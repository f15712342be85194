import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { expect, expectPhase, pick } from './support.ts';

/** A file as a person would have it, without a disk. */
export interface TestFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** These bytes as a file. Its name says nothing: contents tell what a file is. */
export function fileOf(bytes: Uint8Array, name = 'some.file'): TestFile {
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) };
}

/** Path of a sample that is shipped with the page. */
export function samplePath(file: string): string {
  return fileURLToPath(new URL(`../../public/samples/${file}`, import.meta.url));
}

/** Goes to the page, as it is served or by an address of its own, and opens a file there. */
export async function openFile(page: Page, file: TestFile | string, address = './'): Promise<void> {
  await page.goto(address);
  await pick(page, file);
  await expectPhase(page, 'ready');
}

/** Goes to the page with a sample open, by its address. */
export async function openSample(page: Page, id: string): Promise<void> {
  await page.goto(`./?capture=samples/${id}.pcap`);
  await expectPhase(page, 'ready');
}

/** Lets a file fall onto some part of the page. */
export async function drop(page: Page, file: TestFile, onto: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ({ name, base64 }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], name));
      return transfer;
    },
    { name: file.name, base64: file.buffer.toString('base64') },
  );
  await page.dispatchEvent(onto, 'dragenter', { dataTransfer });
  await expect(page.getByText('Drop the capture to open it')).toBeVisible();
  await page.dispatchEvent(onto, 'drop', { dataTransfer });
}

export type Panel = 'Overview' | 'Flows' | 'Packets' | 'Sequences' | 'Groups' | 'Messages' | 'Objects' | 'Hosts';

/** Brings a panel to the front by its tab. */
export async function showPanel(page: Page, panel: Panel): Promise<void> {
  await page.getByRole('tab', { name: panel }).click();
  await expectPanel(page, panel);
}

/** Waits until a panel is the one in front. */
export async function expectPanel(page: Page, panel: Panel): Promise<void> {
  await expect(page.getByRole('tab', { name: panel })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('tabpanel', { name: panel })).toBeVisible();
}

/** A table by its name. */
export function gridOf(page: Page, name: string): Locator {
  return page.getByRole('grid', { name, exact: true });
}

/** The row at a position of a table, from 1. */
export function rowOf(grid: Locator, position: number): Locator {
  return grid.locator(`[role=row][aria-rowindex="${position + 1}"]`);
}

/** Rows of a table that are drawn, without the header. */
export function rowsOf(grid: Locator): Locator {
  return grid.locator('[role=row][data-position]');
}

/** Waits until a table has so many rows. */
export async function expectRows(grid: Locator, count: number): Promise<void> {
  await expect(grid).toHaveAttribute('aria-rowcount', String(count + 1));
}

/** The header of a column. Units belong to its name. */
export function headerOf(grid: Locator, name: string): Locator {
  return grid.getByRole('columnheader', { name, exact: true });
}

/** What stands in a column, in the rows that are drawn. */
export async function columnOf(grid: Locator, header: string): Promise<readonly string[]> {
  await expect(grid).toHaveAttribute('aria-busy', 'false');
  const place = (await headerOf(grid, header).getAttribute('aria-colindex')) ?? '';
  return rowsOf(grid).locator(`[role=gridcell][aria-colindex="${place}"]`).allTextContents();
}

/** A column of numbers, without the spaces that group their digits. */
export async function numbersOf(grid: Locator, header: string): Promise<readonly number[]> {
  return (await columnOf(grid, header)).map((text) => Number(text.replace(/\s/g, '')));
}

/** Puts a filter into force. */
export async function filterBy(
  page: Page,
  noun: 'flows' | 'packets' | 'sequences' | 'messages' | 'hosts',
  filter: string,
): Promise<void> {
  const box = page.getByRole('combobox', { name: `Filter ${noun}` });
  await box.fill(filter);
  await box.press('Enter');
}

/** Waits until so many rows are said to be shown, for example "6 of 13 flows". */
export async function expectCount(page: Page, words: string): Promise<void> {
  await expect(page.getByRole('tabpanel').getByText(words, { exact: true })).toBeVisible();
}

/** Puts another text into the editor of relational flows. */
export async function writeCode(page: Page, code: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Relational flow code' }).click();
  await page.keyboard.press('ControlOrMeta+A');
  // Chromium would try to keep the style of what is typed over, which the page's policy forbids, and would say so.
  await page.keyboard.press('Backspace');
  await page.keyboard.insertText(code);
}
