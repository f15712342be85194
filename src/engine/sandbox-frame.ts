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
  // The frame has no origin that could be named as the target.
  frame.addEventListener('load', () => frame.contentWindow?.postMessage(source, '*', [far]), { once: true });
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

function createFrame(): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.sandbox.add('allow-scripts');
  frame.hidden = true;
  frame.title = 'Sandbox of user code';
  frame.src = new URL('sandbox.html', document.baseURI).href;
  return frame;
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
