/** Draws the icons of the installed page from public/icon.svg: `npx tsx scripts/draw-icons.ts`, after the icon has changed. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumArguments, ensureChromium } from './find-chromium.ts';
import { root } from './run.ts';

/** Systems cut maskable icons into shapes of their own: the picture stays within the inner 80 %, the ground is all of it. */
const ICONS = [
  { file: 'icon-192.png', size: 192, maskable: false },
  { file: 'icon-512.png', size: 512, maskable: false },
  { file: 'icon-maskable-512.png', size: 512, maskable: true },
];
const folder = join(root, 'public');
const svg = await readFile(join(folder, 'icon.svg'), 'utf8');
const maskableSvg = svg.replace(' rx="14"', '').replace('viewBox="0 0 64 64"', 'viewBox="-8 -8 80 80"');
const ground = /<rect[^>]*fill="(#\w+)"/.exec(svg)?.[1] ?? 'none';

const browser = await chromium.launch({ executablePath: ensureChromium(), args: [...chromiumArguments()] });
for (const { file, size, maskable } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const style = `margin: 0; background: ${maskable ? ground : 'transparent'}`;
  await page.setContent(
    `<body style="${style}">${maskable ? maskableSvg : svg}<style>svg{display:block;width:100vw}</style>`,
  );
  await page.screenshot({ path: join(folder, file), omitBackground: true });
  await page.close();
}
await browser.close();
