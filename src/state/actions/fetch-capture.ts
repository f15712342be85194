import { answered, failed, type Reply } from '../../core/model/failure.ts';

/** Where a capture's address leads, or nothing if it leaves the page's own origin. */
export function captureUrl(address: string, base: string): URL | undefined {
  if (!URL.canParse(address, base)) return undefined;
  const url = new URL(address, base);
  return url.origin === new URL(base).origin && /^https?:$/.test(url.protocol) ? url : undefined;
}

/**
 * Fetches a capture of the page's own origin. Fails as `bad-address` (another origin, refused, or a page in its
 * place) or as `stopped`.
 */
export async function fetchCapture(address: string, signal: AbortSignal): Promise<Reply<Blob>> {
  const url = captureUrl(address, document.baseURI);
  if (url === undefined) return failed('bad-address', `${address} is not of this page’s own origin`);
  try {
    const response = await fetch(url, { signal, credentials: 'same-origin' });
    if (!response.ok) return failed('bad-address', `the server answered ${response.status} for ${url.pathname}`);
    if (isPage(response)) return failed('bad-address', `the server sent a web page for ${url.pathname}`);
    return answered(await response.blob());
  } catch (error) {
    if (signal.aborted) return failed('stopped');
    return failed('bad-address', error instanceof Error ? error.message : String(error));
  }
}

/** Servers of single-page sites answer unknown paths with their start page. */
function isPage(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('text/html') === true;
}
