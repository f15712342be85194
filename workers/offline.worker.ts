import { KeptBuilds, type Build } from './kept-builds.ts';

declare const self: ServiceWorkerGlobalScope;
/** Written before this script by the build (scripts/offline-build.ts). */
declare const FLOWLOOM_BUILD: Build;

/**
 * The service worker: keeps the files of the page, and answers for the host with them. It is not bound by the page's policy,
 * so it does nothing else: it takes no messages, and asks for listed files of its own folder only.
 */
const SANDBOX = 'sandbox.html';
const PARTS = 'assets/';
const kept = new KeptBuilds(FLOWLOOM_BUILD, {
  scope: self.registration.scope,
  caches: self.caches,
  fetch: (address, how) => self.fetch(address, how),
  isNewest: () => {
    const { installing, waiting } = self.registration;
    return installing === null && waiting === null && self.serviceWorker.state !== 'redundant';
  },
});

self.addEventListener('install', (event) => event.waitUntil(kept.keepAll().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));
self.addEventListener('fetch', (event) => {
  const path = pathOf(event.request);
  // Anything else, captures above all, is between the page and its host.
  if (path === undefined || !(kept.has(path) || path.startsWith(PARTS))) return;
  event.respondWith(answer(event, path));
  if (event.request.mode !== 'navigate') event.waitUntil(tidy());
});

/** From the page's folder, without what is asked for by `?`; undefined for what is not a file of that folder. */
function pathOf({ method, url }: Request): string | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  const address = new URL(url);
  const { origin, pathname } = new URL(self.registration.scope);
  if (address.origin !== origin || !address.pathname.startsWith(pathname)) return undefined;
  const path = address.pathname.slice(pathname.length);
  return path === 'index.html' ? '' : path;
}

async function answer(event: FetchEvent, path: string): Promise<Response> {
  const { request } = event;
  const found = path === '' ? await openPage(event) : await kept.find(path, await buildFor(event));
  if (found === undefined) return self.fetch(request); // the browser has thrown it away
  if (path === SANDBOX) return withoutOrigin(found);
  return request.method === 'HEAD' ? new Response(null, { headers: found.headers }) : found;
}

/** A page that is opened is of the newest build. */
async function openPage(event: FetchEvent): Promise<Response | undefined> {
  if (event.request.mode === 'navigate') {
    event.waitUntil(kept.note(event.resultingClientId));
  }
  return kept.find('');
}

/** The build of the page that asks. A frame is opened on behalf of nobody: it is for the page that was used last. */
async function buildFor({ clientId }: FetchEvent): Promise<string | undefined> {
  const page = clientId === '' ? (await openPages())[0] : clientId;
  return page === undefined ? undefined : kept.buildOf(page);
}

/** A frame with the `sandbox` attribute would be asked of the host; this header does the same to it. */
function withoutOrigin(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.append('content-security-policy', 'sandbox allow-scripts');
  return new Response(response.body, { headers });
}

/** Answers for the host from now on, for pages that are open, too. Those before the first build that was kept are of it. */
async function takeOver(): Promise<void> {
  const pages = await openPages();
  if (await kept.isOnly()) await Promise.all(pages.map((page) => kept.note(page)));
  await kept.forgetUnused(pages);
  await self.clients.claim();
}

let tidying: Promise<void> | undefined;

/** What a page that was closed has left goes when another one asks for something. */
function tidy(): Promise<void> {
  tidying ??= (async () => {
    if (!(await kept.isOnly())) await kept.forgetUnused(await openPages());
  })().finally(() => (tidying = undefined));
  return tidying;
}

/** The pages that are open, the one that was used last first. */
async function openPages(): Promise<readonly string[]> {
  const clients = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return clients
    .filter(({ url, frameType }) => url.startsWith(self.registration.scope) && frameType !== 'nested')
    .map(({ id }) => id);
}
