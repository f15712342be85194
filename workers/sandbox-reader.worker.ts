import { buffersOfOperators } from '../src/core/relational/operators/operator-buffers.ts';
import { buffersOf, ReplyReader } from './reply-reader.ts';
import type { SandboxReply, SandboxRequest } from '../src/protocol/sandbox.ts';

/**
 * Stands between page and sandbox. What user code says is read and checked here and not in the page, since reading alone
 * may take for ever: if this worker falls silent, the page ends it with the sandbox. The first message brings the port.
 */

let reader: ReplyReader | undefined;

self.addEventListener('message', ({ data, ports: [port] }: MessageEvent<SandboxRequest>) => {
  if (port === undefined) return reader?.send(data);
  const listener = new ReplyReader(port, give);
  port.onmessage = (message) => listener.hear(() => message.data as unknown);
  port.onmessageerror = () => listener.refuse();
  reader = listener;
});

function buffersOfDone({ matches, operators }: Extract<SandboxReply, { type: 'done' }>): ArrayBuffer[] {
  // User code may have given one array twice.
  return [...new Set([...buffersOf(matches), ...(operators === undefined ? [] : buffersOfOperators(operators))])];
}

function give(reply: SandboxReply): void {
  self.postMessage(reply, { transfer: reply.type === 'done' ? buffersOfDone(reply) : [] });
}
