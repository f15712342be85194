import type { Page } from '@playwright/test';

/** Three steps, keyed by flow: the TCP handshake. */
const CODE = `import { Flow, type PacketEvent } from 'flowloom';

export class Handshake extends Flow<PacketEvent> {
  static key(event: PacketEvent) {
    return event.flow;
  }

  isNextEvent(event: PacketEvent): boolean {
    if (this.events.length === 0) return event.syn && !event.ack;
    if (this.events.length === 1) return event.syn && event.ack;
    return event.ack && !event.syn;
  }

  isComplete(): boolean {
    return this.events.length === 3;
  }
}
`;

/** Milliseconds from the click on Run to the shown results, over the open capture. */
export async function measureRun(page: Page): Promise<number> {
  await page.getByRole('tab', { name: /^Sequences/ }).click();
  const editor = page.getByRole('textbox', { name: 'Relational flow code' });
  await editor.click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(CODE);
  const run = page.getByRole('button', { name: /^Run/ });
  // The first run starts the compiler and the sandbox; the second one is what a person sees from then on.
  await run.click();
  await page.getByRole('grid', { name: 'Sequences' }).waitFor();
  await page.getByText('Handshake').last().waitFor();
  await page.evaluate(() => {
    const state = window as Window & { began?: number };
    addEventListener('pointerdown', () => (state.began = performance.now()), { capture: true, once: true });
  });
  await run.click();
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const began = (window as Window & { began?: number }).began ?? NaN;
        let running = false;
        const look = (): void => {
          const stop = [...document.querySelectorAll('button')].some((button) =>
            button.textContent?.startsWith('Stop'),
          );
          running ||= stop;
          if (running && !stop) resolve(performance.now() - began);
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
}
