import type { Page } from '@playwright/test';

/** Where the page says what became of a run. */
const RESULTS = '[aria-label="Relational flows"] [role=status]';

/** Writes code into the editor. */
export async function writeCode(page: Page, code: string): Promise<void> {
  await page.getByRole('tab', { name: /^Sequences/ }).click();
  await page.getByRole('textbox', { name: 'Relational flow code' }).click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Backspace');
  await page.keyboard.insertText(code);
}

/** Milliseconds from the click on Run until the page has what the run found. The first run of a page starts compiler and sandbox, too. */
export async function measureClick(page: Page): Promise<number> {
  const run = page.getByRole('button', { name: 'Run', exact: true });
  await page.evaluate((results) => {
    const state = window as Window & { ran?: Promise<number> };
    state.ran = new Promise((resolve) => {
      addEventListener('pointerdown', () => watch(performance.now()), { capture: true, once: true });
      const isRunning = (): boolean =>
        [...document.querySelectorAll('button')].some((each) => each.textContent?.startsWith('Stop'));
      const watch = (began: number): void => {
        let running = false;
        const look = (): void => {
          const stop = isRunning();
          running ||= stop;
          if (running && !stop && document.querySelector(results) !== null) resolve(performance.now() - began);
          else requestAnimationFrame(look);
        };
        look();
      };
    });
  }, RESULTS);
  await run.click();
  return page.evaluate(() => (window as Window & { ran?: Promise<number> }).ran ?? NaN);
}

/** Writes code, runs it once so that compiler and sandbox are there, and measures the run behind that. */
export async function measureCode(page: Page, code: string): Promise<number> {
  await writeCode(page, code);
  await measureClick(page);
  return measureClick(page);
}
