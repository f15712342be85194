import readerSource from '../../workers/sandbox-reader.worker.ts?bundled';
import source from '../../workers/sandbox.worker.ts?bundled';
import type { Failure } from '../core/model/failure.ts';
import type { SandboxReply, SandboxRequest } from '../protocol/sandbox.ts';

/** A sandbox that lives: a hidden frame with a worker in it, and a worker of our own that reads what it says. */
export interface SandboxFrame {
  send(request: SandboxRequest, transfer?: Transferable[]): void;
  /** Ends it at once, also in the middle of an endless loop. */
  close(): void;
}

/**
 * Starts a sandbox. `receive` gets its answers, checked by the reader: nothing that user code says is read in the page.
 * `broken` is called at most once, if the frame or one of the workers cannot be started or has died.
 */
export function openSandbox(receive: (reply: SandboxReply) => void, broken: (failure: Failure) => void): SandboxFrame {
  const { port1: near, port2: far } = new MessageChannel();
  const reader = startReader();
  reader.onmessage = ({ data }: MessageEvent<SandboxReply>) => receive(data);
  reader.onerror = (event) => {
    event.preventDefault();
    broken({ code: 'worker-died', detail: `the reader of the sandbox: ${event.message}` });
  };
  reader.postMessage(undefined, [near]);
  const frame = createFrame();
  let isGivenCode = false;
  const onMessage = ({ source: from, data }: MessageEvent<unknown>): void => {
    if (from !== frame.contentWindow) return;
    window.removeEventListener('message', onMessage);
    broken(failureOf(data, isGivenCode));
  };
  window.addEventListener('message', onMessage);
  const begin = (): void => {
    if (!isShut(frame)) return shutByAttribute(frame);
    frame.removeEventListener('load', begin);
    frame.sandbox.add('allow-scripts'); // for whatever would come after it
    // The frame has no origin that could be named as the target.
    frame.contentWindow?.postMessage(source, '*', [far]);
  };
  frame.addEventListener('load', begin);
  document.body.append(frame);
  return {
    send(request, transfer = []) {
      isGivenCode = true;
      reader.postMessage(request, transfer);
    },
    close() {
      window.removeEventListener('message', onMessage);
      reader.terminate();
      frame.remove();
    },
  };
}

/**
 * A frame with the `sandbox` attribute is always asked of the host. Where a service worker answers for the host
 * (workers/offline.worker.ts), it sends the sandbox's file with a header that takes its origin away just so.
 */
function createFrame(): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  if (!hasServiceWorker()) frame.sandbox.add('allow-scripts');
  frame.hidden = true;
  frame.title = 'Sandbox of user code';
  frame.src = new URL('sandbox.html', document.baseURI).href;
  return frame;
}

/** In some frames already asking is refused. */
function hasServiceWorker(): boolean {
  try {
    return 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null;
  } catch {
    return false;
  }
}

/** True if what is in the frame has no origin that is ours. */
function isShut({ contentDocument }: HTMLIFrameElement): boolean {
  return contentDocument === null;
}

/** The service worker did not answer: from the host, then. What came had done nothing, since it had an origin. */
function shutByAttribute(frame: HTMLIFrameElement): void {
  frame.sandbox.add('allow-scripts');
  frame.src = new URL('sandbox.html', document.baseURI).href;
}

/** From text that came with the page: a run needs nothing of it from the host. */
function startReader(): Worker {
  const url = URL.createObjectURL(new Blob([readerSource], { type: 'text/javascript' }));
  const worker = new Worker(url, { name: 'sandbox-reader' });
  URL.revokeObjectURL(url);
  return worker;
}

/** What the frame says of its worker (public/sandbox.html). Once user code runs there, the words may be those of the code. */
function failureOf(data: unknown, isGivenCode: boolean): Failure {
  const { type, detail } = (data ?? {}) as { readonly type?: unknown; readonly detail?: unknown };
  if (type === 'forged') return { code: 'code-forged' };
  const words = typeof detail === 'string' ? detail.slice(0, 500) : 'no words';
  if (isGivenCode) return { code: 'code-threw', detail: words, byCode: true };
  return { code: 'worker-died', detail: `the sandbox: ${words}` };
}
