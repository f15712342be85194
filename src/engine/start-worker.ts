/** Scripts that are kept as Blobs, by their addresses in the page. */
const kept = new Map<string, string>();

/**
 * Starts a module worker that is bound by the page's own policy. A worker that is loaded from an address has the policy of
 * its own response, which on a plain static host is none; one made from a blob inherits the page's. So a blob of one line
 * imports the worker's script; a script that was kept is a blob itself.
 */
export function startWorker(address: string, name: string): Worker {
  const own = kept.get(address);
  if (own !== undefined) return new Worker(own, { type: 'module', name });
  const script = new URL(address, document.baseURI).href;
  const url = URL.createObjectURL(scriptBlob(`import ${JSON.stringify(script)};`));
  const worker = new Worker(url, { type: 'module', name });
  // The worker has fetched its one line once it speaks or fails; before that the address must live.
  const forget = (): void => URL.revokeObjectURL(url);
  worker.addEventListener('message', forget, { once: true });
  worker.addEventListener('error', forget, { once: true });
  return worker;
}

/**
 * Keeps a worker's script, so that another worker can be started without the host. The script must be in one piece: what a
 * blob imports by a relative address is not found. Rejects if it cannot be had.
 */
export async function keepScript(address: string): Promise<void> {
  if (kept.has(address)) return;
  const response = await fetch(new URL(address, document.baseURI));
  if (!response.ok) throw new Error(`The server answered ${response.status} for ${address}.`);
  kept.set(address, URL.createObjectURL(scriptBlob(await response.text())));
}

function scriptBlob(text: string): Blob {
  return new Blob([text], { type: 'text/javascript' });
}
