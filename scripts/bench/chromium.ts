import { chromium, type Browser, type Page } from '@playwright/test';
import { chromiumArguments, ensureChromium } from '../find-chromium.ts';

/** A browser for measuring. */
export function launch(): Promise<Browser> {
  const args = [...chromiumArguments(), '--enable-blink-features=ForceEagerMeasureMemory'];
  return chromium.launch({ executablePath: ensureChromium(), args });
}

/** A page that may measure its memory: the browser wants both isolation headers on every file for that. */
export async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
  await page.route('**/*', async (route) => {
    // The page may be closed while its icon is on the way.
    const response = await route.fetch().catch(() => undefined);
    if (response === undefined) return;
    const isolation = {
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
    };
    await route.fulfill({ response, headers: { ...response.headers(), ...isolation } });
  });
  // The transpiler that runs this script marks functions with a helper that the page does not have.
  await page.addInitScript('globalThis.__name = (value) => value');
  await page.goto(url);
  return page;
}

/** Milliseconds for a worker to read a file to its end and do nothing else: the floor of every open. */
export async function measureBareReading(page: Page, path: string): Promise<number> {
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'bare';
    document.body.append(input);
  });
  await page.setInputFiles('#bare', path);
  return page.evaluate(() => {
    const code = `onmessage = async ({ data }) => {
      const start = performance.now();
      const reader = data.stream().getReader({ mode: 'byob' });
      let spare = new ArrayBuffer(2 << 20);
      let pending = reader.read(new Uint8Array(2 << 20));
      for (;;) {
        const { value, done } = await pending;
        if (done) break;
        pending = reader.read(new Uint8Array(spare));
        spare = value.buffer;
      }
      postMessage(performance.now() - start);
    };`;
    const input = document.querySelector<HTMLInputElement>('#bare');
    const worker = new Worker(URL.createObjectURL(new Blob([code])));
    return new Promise<number>((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<number>) => {
        worker.terminate();
        input?.remove();
        resolve(data);
      };
      worker.postMessage(input?.files?.[0]);
    });
  });
}

/** What the page's own mark says of an open. */
export interface OpenMeasure {
  readonly ms: number;
  readonly packets: number;
  readonly flows: number;
}

/** Opens a file as a person would and waits for its end. */
export async function measureOpen(page: Page, path: string): Promise<OpenMeasure> {
  await page.evaluate(() => performance.clearMeasures('flowloom:open'));
  await page.getByLabel('Open capture').first().setInputFiles(path);
  await page.waitForFunction(() => performance.getEntriesByName('flowloom:open').length > 0, undefined, {
    timeout: 300_000,
    polling: 20,
  });
  return page.evaluate(() => {
    const [measure] = performance.getEntriesByName('flowloom:open') as PerformanceMeasure[];
    const detail = measure?.detail as { packets: number; flows: number };
    return { ms: measure?.duration ?? NaN, packets: detail.packets, flows: detail.flows };
  });
}

/** Milliseconds from the Enter that applies another idle time-out until the page says that it has metered again. */
export async function measureMeteringAgain(page: Page, idleTimeout: number): Promise<number> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('m');
  const field = page.getByRole('dialog', { name: 'Meter settings' }).getByRole('textbox', { name: 'Idle time-out' });
  await field.fill(String(idleTimeout));
  await page.evaluate(() => {
    const state = window as Window & { metered?: Promise<number> };
    state.metered = new Promise((resolve) => {
      addEventListener(
        'keydown',
        () => {
          const began = performance.now();
          const look = (): void => {
            if (/Metered [\d\s]+ packets again/.test(document.body.textContent)) {
              resolve(performance.now() - began);
            } else requestAnimationFrame(look);
          };
          look();
        },
        { capture: true, once: true },
      );
    });
  });
  await field.press('Enter');
  return page.evaluate(() => (window as Window & { metered?: Promise<number> }).metered ?? NaN);
}

interface MeasuresMemory {
  measureUserAgentSpecificMemory?(): Promise<{ bytes: number }>;
}

/** Bytes of the page and its workers after a collection; undefined where the browser does not tell. */
export function measureMemory(page: Page): Promise<number | undefined> {
  return page.evaluate(async () => {
    const { measureUserAgentSpecificMemory } = performance as Performance & MeasuresMemory;
    return (await measureUserAgentSpecificMemory?.call(performance))?.bytes;
  });
}

/**
 * Milliseconds from an action's first key or click until the named grid shows its answer, plus a frame: other rows, and
 * for `sorted` a sorted column.
 */
export async function measureAction(
  page: Page,
  grid: string,
  action: () => Promise<void>,
  settled: 'filtered' | 'sorted',
): Promise<number> {
  await page.evaluate(
    ({ name, wanted }) => {
      const find = (): Element | null => document.querySelector(`[role=grid][aria-label="${name}"]`);
      const before = find();
      const beforeText = before?.textContent;
      const beforeCount = before?.getAttribute('aria-rowcount');
      const isSettled = (now: Element): boolean =>
        now.getAttribute('aria-busy') !== 'true' &&
        now.textContent !== beforeText &&
        (wanted === 'sorted'
          ? now.querySelector('[aria-sort=ascending],[aria-sort=descending]') !== null
          : now.getAttribute('aria-rowcount') !== beforeCount);
      const state = window as Window & { measured?: Promise<number>; began?: number | undefined };
      const begin = (): void => void (state.began ??= performance.now());
      addEventListener('pointerdown', begin, { capture: true, once: true });
      addEventListener('keydown', begin, { capture: true, once: true });
      state.began = undefined;
      state.measured = new Promise((resolve) => {
        const look = (): void => {
          const now = find();
          if (state.began !== undefined && now !== null && isSettled(now)) {
            requestAnimationFrame(() => resolve(performance.now() - (state.began ?? NaN)));
          } else requestAnimationFrame(look);
        };
        look();
      });
    },
    { name: grid, wanted: settled },
  );
  await action();
  return page.evaluate(() => (window as Window & { measured?: Promise<number> }).measured ?? NaN);
}
