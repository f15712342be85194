import { failureOfThrown } from '../src/core/relational/code-failure.ts';
import { provideModule } from '../src/core/relational/module-members.ts';
import { buffersOfMatches, packMatches } from '../src/core/relational/pack-matches.ts';
import { makePluginMeter } from '../src/core/plugin-meter.ts';
import { buffersOfOperators } from '../src/core/relational/operators/operator-buffers.ts';
import { RelationalRun } from '../src/core/relational/relational-run.ts';
import { UserConsole } from '../src/core/relational/user-console.ts';
import { SliceClock } from '../src/core/relational/slice-clock.ts';
import { MODULE_TEXT, NO_CLASSES, withModuleAddress } from '../src/core/relational/user-module.ts';
import type { Failure } from '../src/core/model/failure.ts';
import type { RunOptions } from '../src/core/model/match.ts';
import type { SandboxReply, SandboxRequest } from '../src/protocol/sandbox.ts';

/**
 * The one place where users' code runs. public/sandbox.html starts this script as a blob: worker, which has that
 * page's policy and origin: no network, no storage. What it answers is checked like any foreign data (reply-reader.ts).
 * It works in slices of time and answers after each, so that slow code can be told from endless code.
 */

let port: MessagePort | undefined;
let run: RelationalRun | undefined;
/** Where the user's module is loaded from, as stacks name it. */
let address = '';
/** A request waits for its answer. */
let isAsked = false;
/** What the code threw between two requests: the answer to the next one. */
let thrownLater: Failure | undefined;
let isFinishing = false;

const clock = new SliceClock(performance.now.bind(performance));
const isLate = (): boolean => clock.isOver();

/** Packets come before other events, so as long as they are looked at, their number is that of the events. */
let isOfPackets = false;
const written = new UserConsole(() => (run === undefined || isFinishing || !isOfPackets ? 0 : run.events + 1));

provideModule(globalThis);
Object.assign(globalThis, { console: written.members });

self.addEventListener('error', (event) => {
  event.preventDefault();
  failLater(failureOfThrown(event.error, address));
});

self.addEventListener(
  'message',
  (event: MessageEvent) => {
    port = event.ports[0];
    port.onmessage = (message: MessageEvent<SandboxRequest>): void => void handle(message.data);
    isAsked = true;
    reply({ type: 'ready' });
  },
  { once: true },
);

async function handle(request: SandboxRequest): Promise<void> {
  isAsked = true;
  if (thrownLater !== undefined) return fail(thrownLater);
  clock.begin();
  try {
    if (request.type === 'load') reply(await load(request.code, request.options));
    else if (run !== undefined) work(run, request);
  } catch (thrown) {
    fail(failureOfThrown(thrown, address)); // the code has changed what this script stands on
  }
}

async function load(code: string, options: RunOptions): Promise<SandboxReply> {
  address = addressOf(withModuleAddress(code, addressOf(MODULE_TEXT)));
  try {
    const exports = (await import(/* @vite-ignore */ address)) as Readonly<Record<string, unknown>>;
    const host = options.metering && { makeMeter: makePluginMeter, metering: options.metering };
    const started = RelationalRun.start({ exports, code, address }, options, undefined, host);
    if (!started.ok) return refusal(started.failure);
    run = started.value;
    const { classes, sources, hasOperators, needsMetering, traceKeys: traced } = run;
    const wanted = { ...(hasOperators && { metered: needsMetering }), ...(traced && { traced }) };
    return { type: 'loaded', classes, sources, ...wanted };
  } catch (thrown) {
    return { type: 'failed', failure: failureOfLoading(thrown) };
  }
}

/** That there are no classes is said by Flowloom, which knows it by their list. */
function refusal(failure: Failure): SandboxReply {
  return failure === NO_CLASSES ? { type: 'loaded', classes: [], sources: [] } : { type: 'failed', failure };
}

function work(over: RelationalRun, request: SandboxRequest): void {
  if (request.type === 'finish') isFinishing = true;
  if (isFinishing) return finish(over);
  const failure = feed(over, request);
  if (failure === undefined) tellProgress(over);
  else fail(failure);
}

function feed(over: RelationalRun, request: SandboxRequest): Failure | undefined {
  if (request.type !== 'continue') isOfPackets = request.type === 'events';
  if (request.type === 'events') return over.feed(request.batch, isLate);
  return request.type === 'records' ? over.feedRecords(request.batch, isLate) : over.feedMore(isLate);
}

function finish(over: RelationalRun): void {
  const found = over.finishMore(isLate);
  if (found === undefined) return tellProgress(over);
  if (!found.ok) return fail(found.failure);
  const matches = packMatches(found.value);
  const operators = over.operatorResults();
  const buffers = [...buffersOfMatches(matches), ...(operators === undefined ? [] : buffersOfOperators(operators))];
  reply({ type: 'done', matches, ...(operators && { operators }) }, buffers);
}

function tellProgress({ events, completed, crowd }: RelationalRun): void {
  reply({ type: 'progress', events, completed, ...(crowd !== undefined && { crowd }) });
}

function fail(failure: Failure): void {
  reply({ type: 'failed', failure });
}

function failLater(failure: Failure): void {
  thrownLater ??= failure;
  if (isAsked) fail(failure);
}

/** Answers a request, once. */
function reply(message: SandboxReply, transfer: Transferable[] = []): void {
  if (!isAsked) return;
  isAsked = false;
  const said = written.take();
  port?.postMessage(said === undefined ? message : { ...message, said }, transfer);
}

function failureOfLoading(thrown: unknown): Failure {
  const failure = failureOfThrown(thrown, address);
  return thrown instanceof SyntaxError ? { ...failure, code: 'code-syntax' } : failure;
}

function addressOf(text: string): string {
  return URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
}
