import { checkReply, type Asked } from './check-reply.ts';
import type { SandboxReply, SandboxRequest } from '../src/protocol/sandbox.ts';

/** The end of a port that leads to the sandbox, or a stand-in of a test. */
export interface SandboxPort {
  postMessage(message: SandboxRequest, transfer: Transferable[]): void;
  close(): void;
}

const FORGED: SandboxReply = { type: 'failed', failure: { code: 'code-forged' } };

/**
 * Passes requests on to the sandbox and gives back one answer to each, once it is checked. What comes when nothing was
 * asked is not looked at; it ends the talk, as does an answer that is none: nobody but user code that has taken the port
 * sends either, so nothing further of it is believed.
 */
export class ReplyReader {
  private asked: Asked = { for: 'ready', code: '', packets: 0, sent: 0, seen: 0 };
  /** Lines of the open log, which are in the place of packets for code that looks at lines. */
  private lines = 0;
  private isOpen = true;
  private isWaiting = true;

  constructor(
    private readonly port: SandboxPort,
    private readonly give: (reply: SandboxReply) => void,
  ) {}

  /** Sends a request of the page. */
  send(request: SandboxRequest): void {
    if (!this.isOpen) return;
    if (request.type === 'load') {
      this.lines = request.options.lines ?? 0;
      this.know({ for: 'load', code: request.code, packets: request.options.packets });
    }
    if (hasBatch(request)) this.know({ for: 'events', sent: this.asked.sent + request.batch.count });
    if (request.type === 'finish') this.know({ for: 'finish' });
    this.isWaiting = true;
    this.port.postMessage(request, hasBatch(request) ? buffersOf(request.batch) : []);
  }

  /** Takes a message; `read` looks into it, which can be costly and can fail, and is called only if one is awaited. */
  hear(read: () => unknown): void {
    if (!this.isOpen) return;
    const reply = this.isWaiting ? this.check(read) : undefined;
    this.isWaiting = false;
    if (reply === undefined) return this.refuse();
    if (reply.type === 'progress') this.know({ seen: reply.events });
    if (reply.type === 'loaded' && reply.sources.includes('lines')) this.know({ packets: this.lines });
    this.know({ heard: (this.asked.heard ?? 0) + (reply.said?.lines.length ?? 0) });
    this.give(reply);
  }

  /** Ends the talk: a message could not be believed. */
  refuse(): void {
    this.isOpen = false;
    this.port.close();
    this.give(FORGED);
  }

  private check(read: () => unknown): SandboxReply | undefined {
    try {
      return checkReply(read(), this.asked);
    } catch {
      return undefined; // whatever it was, it could not be read
    }
  }

  private know(more: Partial<Asked>): void {
    this.asked = { ...this.asked, ...more };
  }
}

function hasBatch(request: SandboxRequest): request is Extract<SandboxRequest, { readonly batch: object }> {
  return request.type === 'events' || request.type === 'records';
}

/** The buffers of columns, to be moved rather than copied. */
export function buffersOf(columns: object): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const column of Object.values(columns) as unknown[]) {
    if (ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer) buffers.add(column.buffer);
  }
  return [...buffers];
}
