import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { build } from 'vite';
import { root } from '../run.ts';
import type { Values } from './group.ts';

const scripts = new Map<string, Promise<string>>();

/**
 * Runs a script of bench/engine in a worker of an empty page, with all that it imports, and resolves with what it posts. `path`: a file
 * that it is given.
 */
export async function inWorker(browser: Browser, name: string, path?: string): Promise<Values> {
  const script = scripts.get(name) ?? bundle(name);
  scripts.set(name, script);
  const page = await browser.newPage();
  await page.addInitScript('globalThis.__name = (value) => value');
  await page.goto('about:blank');
  await page.setContent('<input type=file id=file>');
  if (path !== undefined) await page.setInputFiles('#file', path);
  const values = await page.evaluate(
    (text) =>
      new Promise<Values>((resolve, reject) => {
        const worker = new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
        worker.onmessage = ({ data }: MessageEvent<Values>) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage(document.querySelector<HTMLInputElement>('#file')?.files?.[0]);
      }),
    await script,
  );
  await page.close();
  return values;
}

async function bundle(name: string): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    root,
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      lib: {
        entry: join(root, `scripts/bench/engine/${name}.ts`),
        formats: ['iife'],
        name: 'bench',
        fileName: 'bench',
      },
    },
  });
  const [{ output }] = (Array.isArray(made) ? made : [made]) as readonly { readonly output: readonly object[] }[];
  const [script] = output as readonly { readonly code: string }[];
  return script.code;
}
