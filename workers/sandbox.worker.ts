import { failureOfThrown } from '../src/core/relational/code-failure.ts';
import { Flow } from '../src/core/relational/flow.ts';
import { buffersOfMatches, packMatches } from '../src/core/relational/pack-matches.ts';
import { RelationalRun } from '../src/core/relational/relational-run.ts';
import { RelationalStream } from '../src/core/relational/relational-stream.ts';
import { MODULE_GLOBAL, MODULE_TEXT, withModuleAddress } from '../src/core/relational/user-module.ts';
import type { Failure } from '../src/core/model/failure.ts';
import type { RunOptions } from '../src/core/model/match.ts';
import type { SandboxReply, SandboxRequest } from '../src/protocol/sandbox.ts';

/**
 * The one place where users' code runs. public/sandbox.html starts this script as a blob: worker, which has that
 * page's policy and origin: no network, no storage. What it answers is checked by the engine like any foreign data.
 */

/** Milliseconds between two signs of life. */
const SIGN_EVERY = 100;

let port: MessagePort | undefined;
let run: RelationalRun | undefined;
let lastSign = 0;

Object.assign(globalThis, { Flow, RelationalStream, [MODULE_GLOBAL]: { Flow, RelationalStream } });

self.addEventListener(
  'message',
  (event: MessageEvent) => {
    port = event.ports[0];
    port.onmessage = (message: MessageEvent<SandboxRequest>): void => void handle(message.data);
    reply({ type: 'ready' });
  },
  { once: true },
);

async function handle(request: SandboxRequest): Promise<void> {
  if (request.type === 'load') reply(await load(request.code, request.options));
  else if (run === undefined) reply({ type: 'failed', failure: { code: 'bug', detail: 'Nothing was loaded.' } });
  else if (request.type === 'events') reply(feed(run, request));
  else finish(run);
}

async function load(code: string, options: RunOptions): Promise<SandboxReply> {
  const address = addressOf(withModuleAddress(code, addressOf(MODULE_TEXT)));
  try {
    const exports = (await import(/* @vite-ignore */ address)) as Readonly<Record<string, unknown>>;
    const started = RelationalRun.start({ exports, code, address }, options);
    if (!started.ok) return { type: 'failed', failure: started.failure };
    run = started.value;
    return { type: 'loaded', classes: run.classes };
  } catch (thrown) {
    return { type: 'failed', failure: failureOfLoading(thrown, address) };
  }
}

function feed(over: RelationalRun, { batch }: SandboxRequest & { type: 'events' }): SandboxReply {
  const failure = over.feed(batch, () => {
    if (performance.now() - lastSign > SIGN_EVERY) reply(progressOf(over));
  });
  return failure === undefined ? progressOf(over) : { type: 'failed', failure };
}

function finish(over: RelationalRun): void {
  const found = over.finish();
  if (!found.ok) return reply({ type: 'failed', failure: found.failure });
  const matches = packMatches(found.value);
  reply({ type: 'done', matches }, buffersOfMatches(matches));
}

function progressOf(over: RelationalRun): SandboxReply {
  return { type: 'progress', events: over.events, completed: over.completed };
}

function reply(message: SandboxReply, transfer: Transferable[] = []): void {
  lastSign = performance.now();
  port?.postMessage(message, transfer);
}

function failureOfLoading(thrown: unknown, address: string): Failure {
  const failure = failureOfThrown(thrown, address);
  return thrown instanceof SyntaxError ? { ...failure, code: 'code-syntax' } : failure;
}

function addressOf(text: string): string {
  return URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
}
