import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Where a folder is served, and how to end it. */
export interface StaticSite {
  /** With the sub-path and a slash at the end: `http://127.0.0.1:4173/some/path/`. */
  readonly url: string;
  close(): Promise<void>;
}

export interface StaticOptions {
  /** First port to try; the next ones follow if it is taken. 0 takes any free one. */
  readonly port?: number;
  /** Sub-path under which the folder lies, `/` by default; everything else is not found. */
  readonly base?: string;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.ts': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.pcap': 'application/vnd.tcpdump.pcap',
};

/** Serves a folder as the plainest static host would: no listing, no special headers. Rejects if it cannot listen. */
export async function serveFolder(folder: string, options: StaticOptions = {}): Promise<StaticSite> {
  const base = `/${options.base ?? ''}/`.replaceAll(/\/+/g, '/');
  const server = createServer((request, response) => {
    void answer(folder, base, request, response);
  });
  const port = await listen(server, options.port ?? 0);
  return { url: `http://127.0.0.1:${port}${base}`, close: () => close(server) };
}

async function answer(folder: string, base: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const file = await findFile(folder, base, request.url ?? '/');
  if (file === undefined) return refuse(response, 404, 'Not found.');
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'Only GET and HEAD.');
  response.writeHead(200, {
    'content-type': contentTypes[extname(file.path)] ?? 'application/octet-stream',
    'content-length': file.size,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  });
  if (request.method === 'HEAD') return void response.end();
  // A reader that goes away in the middle is no fault of ours, and there is nobody left to tell.
  await pipeline(createReadStream(file.path), response).catch(() => response.destroy());
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}

/** The file behind an address, or undefined if there is none inside the folder. */
async function findFile(
  folder: string,
  base: string,
  url: string,
): Promise<{ path: string; size: number } | undefined> {
  const path = decodePath(url);
  if (path === undefined || !path.startsWith(base)) return undefined;
  const inside = normalize(path.slice(base.length));
  if (inside === '..' || inside.startsWith(`..${sep}`)) return undefined;
  const file = join(folder, path.endsWith('/') ? join(inside, 'index.html') : inside);
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() === true ? { path: file, size: found.size } : undefined;
}

function decodePath(url: string): string | undefined {
  try {
    return decodeURIComponent(new URL(url, 'http://127.0.0.1').pathname);
  } catch {
    return undefined; // not an address: a bad escape, for example
  }
}

/** Listens on the first free port from `port` on, and says which. */
async function listen(server: Server, port: number, attempts = 50): Promise<number> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!taken || attempts <= 1) throw error;
    return listen(server, port + 1, attempts - 1);
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
