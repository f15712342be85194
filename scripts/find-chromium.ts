/**
 * Finds a Chromium for the end-to-end tests and the benches, or installs one: what the environment names, what the
 * system has, what Playwright has downloaded before; else Playwright's download; else the system's package.
 * Run by itself it prints the path.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { works } from './run.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

/** What every start of the browser gets: no talk to its maker's hosts, no GPU that a bare machine may lack. */
export function chromiumArguments(): readonly string[] {
  const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run'];
  const offline = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
  // Chromium refuses to start as root with its sandbox, as in most containers; for anybody else it stays on.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [...quiet, ...offline, ...sandbox];
}

/** Path of a Chromium that is here already, or undefined. */
export function locateChromium(): string | undefined {
  for (const variable of ['FLOWLOOM_CHROMIUM', 'CHROMIUM_PATH']) {
    const path = process.env[variable];
    if (path === undefined || path === '') continue;
    if (existsSync(path)) return path;
    throw new Error(`${variable} names ${path}, which does not exist.`);
  }
  return [...systemPaths(), chromium.executablePath()].find((path) => existsSync(path) && starts(path));
}

/** Path of a Chromium; installs one if there is none. Throws with advice if that fails too. */
export function ensureChromium(): string {
  const here = locateChromium();
  if (here !== undefined) return here;
  console.log('There is no Chromium here yet; installing one for the end-to-end tests.');
  installByPlaywright();
  return locateChromium() ?? installBySystem() ?? fail();
}

function systemPaths(): readonly string[] {
  if (process.platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return apps.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);
  }
  if (process.platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => process.env[name] ?? '');
    const programs = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];
    return folders.filter((folder) => folder !== '').flatMap((folder) => programs.map((name) => join(folder, name)));
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** Some systems have a stand-in of that name that only tells how to install the real one. */
function starts(path: string): boolean {
  // On Windows `--version` opens a window instead of printing.
  return process.platform === 'win32' || works(path, ['--version']);
}

function installByPlaywright(): void {
  const cli = fileURLToPath(new URL('../node_modules/@playwright/test/cli.js', import.meta.url));
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: ['ignore', 'inherit', 'inherit'] });
}

/** Installs the package of Debian and its kin, if we may; the path, or undefined. */
function installBySystem(): string | undefined {
  if (process.getuid?.() !== 0 || !works('apt-get', ['--version'])) return undefined;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation']]) {
    spawnSync('apt-get', args, { stdio: ['ignore', 'inherit', 'inherit'], env });
  }
  return locateChromium();
}

function fail(): never {
  throw new Error(
    'No Chromium could be found or installed. Install Chromium or Chrome, or name one: FLOWLOOM_CHROMIUM=/path/to/chrome npm test',
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(ensureChromium());
