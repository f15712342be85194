import { transfer } from 'comlink';
import type { EventBatch } from '../core/model/event.ts';
import { answered, failed, type Failure, type Reply } from '../core/model/failure.ts';
import type { PackedMatches, RunOptions } from '../core/model/match.ts';
import type { DataApi } from '../protocol/data.ts';
import type { LanguageApi } from '../protocol/language.ts';
import type { RunProgress } from '../state/engine-port.ts';
import { checkReply, type CheckedReply } from './check-reply.ts';
import { Conversation, START_MS } from './conversation.ts';
import { describeBug } from './guard.ts';
import type { Runner } from './lazy-runner.ts';
import { openSandbox, type SandboxFrame } from './sandbox-frame.ts';
import { language } from './typescript.ts';

/** Packets sent at a time; fewer with payload, which is up to 512 bytes a packet. */
const BATCH = 65_536;
const PAYLOAD_BATCH = 16_384;

/** Numbers runs for DataApi.events. */
let runs = 0;

/**
 * Runs users' TypeScript over the packets of the data worker: transpiled in the TypeScript worker, run in a sandbox of
 * its own, which is thrown away after the run. One run at a time; another one stops it.
 */
export function createSandboxRunner(compiler: LanguageApi = language, open: typeof openSandbox = openSandbox): Runner {
  let current: SandboxRun | undefined;
  return {
    async run(code, options, data, onProgress) {
      current?.end({ code: 'stopped' });
      const run = new SandboxRun(data, options, onProgress, open);
      current = run;
      try {
        return await run.whole(compiler, code);
      } catch (error) {
        return failed(describeBug(error));
      } finally {
        run.close();
      }
    },
    stop: () => current?.end({ code: 'stopped' }),
  };
}

class SandboxRun {
  private readonly talk = new Conversation((sign) => this.report(sign));
  private readonly number = (runs += 1);
  private frame: SandboxFrame | undefined;

  constructor(
    private readonly data: DataApi,
    private readonly options: RunOptions,
    private readonly onProgress: (progress: RunProgress) => void,
    private readonly open: typeof openSandbox,
  ) {}

  end(failure: Failure): void {
    this.talk.end(failure);
    this.close();
  }

  close(): void {
    this.frame?.close();
    this.frame = undefined;
  }

  /** Compiles, starts, feeds, collects; failures of the code come with their place in the TypeScript. */
  async whole(compiler: LanguageApi, source: string): Promise<Reply<PackedMatches>> {
    const compiled = await compiler.transpile(source);
    if (!compiled.ok) return compiled;
    const { code, mappings } = compiled.value;
    const reply = await this.execute(code);
    return reply.ok ? reply : failed(await compiler.inSource(reply.failure, mappings));
  }

  private async execute(code: string): Promise<Reply<PackedMatches>> {
    const started = await this.start(code);
    if (!started.ok) return started;
    const failure = await this.feedAll(needsPayload(code));
    if (failure !== undefined) return failed(failure);
    const done = await this.talk.ask(() => this.frame?.send({ type: 'finish' }), isType('done'));
    if (!done.ok) return done;
    if (done.value.type === 'done') return answered(movable(done.value.matches));
    return failed('bug', `The sandbox answered ${done.value.type} to finish.`);
  }

  private async start(code: string): Promise<Reply<CheckedReply>> {
    const ready = await this.talk.ask(() => this.openFrame(), isType('ready'), START_MS);
    if (!ready.ok) return ready;
    return this.talk.ask(() => this.frame?.send({ type: 'load', code, options: this.options }), isType('loaded'));
  }

  private openFrame(): void {
    this.frame = this.open(
      (message) => {
        const reply = checkReply(message);
        if (reply !== undefined) this.talk.hear(reply);
      },
      (detail) => this.talk.end({ code: 'worker-died', detail }),
    );
  }

  /** Sends all packets; the next batch is made while the sandbox works on the one before. */
  private async feedAll(withPayload: boolean): Promise<Failure | undefined> {
    const { packets } = this.options;
    const size = withPayload ? PAYLOAD_BATCH : BATCH;
    const ask = (from: number): Promise<Reply<EventBatch>> =>
      this.data.events(this.number, from, Math.min(size, packets - from), withPayload);
    let next = packets > 0 ? ask(0) : undefined;
    for (let sent = 0; next !== undefined;) {
      const batch = await next;
      if (!batch.ok) return batch.failure;
      const { count } = batch.value;
      if (count === 0) return undefined; // the capture has become shorter: another one was opened
      sent += count;
      next = sent < packets ? ask(sent) : undefined;
      const fed = await this.feed(batch.value, sent);
      if (!fed.ok) return fed.failure;
      this.report(fed.value);
    }
    return undefined;
  }

  private feed(batch: EventBatch, total: number): Promise<Reply<CheckedReply>> {
    return this.talk.ask(
      () => this.frame?.send({ type: 'events', batch }, buffersOf(batch)),
      (reply) => reply.type === 'progress' && reply.events >= total,
    );
  }

  private report(sign: CheckedReply): void {
    if (sign.type === 'progress') this.onProgress({ events: sign.events, completed: sign.completed });
  }
}

/** Payload costs another reading of the file: only for code that names it. */
function needsPayload(code: string): boolean {
  return /\b(?:payload|text)\b/.test(code);
}

function isType(type: CheckedReply['type']): (reply: CheckedReply) => boolean {
  return (reply) => reply.type === type;
}

/** The next call of a worker that takes the matches moves their columns to it: the page only reads what stands beside. */
function movable(matches: PackedMatches): PackedMatches {
  return transfer(matches, buffersOf(matches));
}

function buffersOf(columns: EventBatch | PackedMatches): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const column of Object.values(columns) as unknown[]) {
    if (ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer) buffers.add(column.buffer);
  }
  return [...buffers];
}
