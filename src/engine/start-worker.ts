/**
 * Starts a module worker that is bound by the page's own policy. A worker that is loaded from an address has the policy of
 * its own response, which on a plain static host is none; one made from a blob inherits the page's. So a blob of one line
 * imports the worker's script.
 */
export function startWorker(address: string, name: string): Worker {
  const script = new URL(address, document.baseURI).href;
  const blob = new Blob([`import ${JSON.stringify(script)};`], { type: 'text/javascript' });
  const url = URL.createObjectURL(blob);
  const worker = new Worker(url, { type: 'module', name });
  // The worker has fetched its one line once it speaks or fails; before that the address must live.
  const forget = (): void => URL.revokeObjectURL(url);
  worker.addEventListener('message', forget, { once: true });
  worker.addEventListener('error', forget, { once: true });
  return worker;
}
