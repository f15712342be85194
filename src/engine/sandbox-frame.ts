import source from '../../workers/sandbox.worker.ts?bundled';
import type { SandboxRequest } from '../protocol/sandbox.ts';

/** A sandbox that lives: a hidden frame with a worker in it. */
export interface SandboxFrame {
  send(request: SandboxRequest, transfer?: Transferable[]): void;
  /** Ends it at once, also in the middle of an endless loop. */
  close(): void;
}

/**
 * Starts a sandbox. Everything that comes out of it is foreign data: `receive` gets it unchecked. `broken` is called if
 * the frame or its worker cannot be started.
 */
export function openSandbox(receive: (message: unknown) => void, broken: (detail: string) => void): SandboxFrame {
  const frame = createFrame();
  const { port1: port, port2: far } = new MessageChannel();
  port.onmessage = ({ data }: MessageEvent<unknown>) => receive(data);
  const onMessage = (event: MessageEvent<unknown>): void => {
    if (event.source === frame.contentWindow) broken(detailOf(event.data));
  };
  window.addEventListener('message', onMessage);
  // The frame has no origin that could be named as the target.
  frame.addEventListener('load', () => frame.contentWindow?.postMessage(source, '*', [far]), { once: true });
  document.body.append(frame);
  return {
    send: (request, transfer = []) => port.postMessage(request, transfer),
    close() {
      window.removeEventListener('message', onMessage);
      port.close();
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

function detailOf(data: unknown): string {
  const detail = typeof data === 'object' && data !== null && 'detail' in data ? data.detail : undefined;
  return typeof detail === 'string' ? detail.slice(0, 500) : 'the sandbox could not be started';
}
