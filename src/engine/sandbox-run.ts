import { transfer } from 'comlink';
import type { EventBatch } from '../core/model/event.ts';
import type { EventNeeds } from '../core/model/event-needs.ts';
import { answered, failed, type Failed, type Failure, type Reply } from '../core/model/failure.ts';
import type { RunFound, RunOptions } from '../core/model/match.ts';
import { eventNeeds, mayHaveOperators, needsBytes } from '../core/model/event-needs.ts';
import type { RecordBatch, RecordSource, Source } from '../core/model/record-event.ts';
import type { DataApi } from '../protocol/data.ts';
import type { LanguageApi } from '../protocol/language.ts';
import type { SandboxReply, SandboxRequest } from '../protocol/sandbox.ts';
import type { RunProgress } from '../state/engine-port.ts';
import { Conversation, START_MS, type Asking } from './conversation.ts';
import type { openSandbox, SandboxFrame } from './sandbox-frame.ts';

/** Packets sent at a time; fewer where bytes of the file are wanted: payload is up to 512 bytes a packet. */
const BATCH = 65_536;
const BYTES_BATCH = 16_384;

/** Numbers runs for DataApi.events. */
let runs = 0;

/** What the code was doing when it fell silent helps to find where it never ends. */
const WHILE_LOADING = 'It was being loaded.';
const WHILE_COLLECTING = 'What it had found was being collected.';
const NOT_STARTED: Failure = { code: 'worker-died', detail: 'the sandbox: it did not start in time' };

/** One run over the packets of the data worker, in a sandbox of its own. */
export class SandboxRun {
  private readonly talk = new Conversation(
    () => this.frame?.send({ type: 'continue' }),
    (sign) => this.report(sign),
  );
  private readonly number = (runs += 1);
  private frame: SandboxFrame | undefined;
  private seen = 0;
  private completed = 0;
  private isOverLines = false;
  /** Events of all sources. */
  private sent = 0;
  private tellEnd: (failed: Failed) => void = () => undefined;
  private readonly ended = new Promise<Failed>((resolve) => (this.tellEnd = resolve));

  constructor(
    private readonly data: DataApi,
    private readonly options: RunOptions,
    private readonly onProgress: (progress: RunProgress) => void,
    private readonly open: typeof openSandbox,
  ) {}

  end(failure: Failure): void {
    this.talk.end(failure);
    this.tellEnd(failed(failure));
    this.close();
  }

  close(): void {
    this.frame?.close();
    this.frame = undefined;
  }

  /** Compiles, starts, feeds, collects; failures of the code come with their place in the TypeScript. */
  async whole(compiler: LanguageApi, source: string): Promise<Reply<RunFound>> {
    const compiled = await this.orEnd(compiler.transpile(source));
    if (!compiled.ok) return compiled;
    const { code, mappings } = compiled.value;
    const reply = await this.execute(code);
    if (reply.ok) return this.withPlaces(compiler, reply.value, mappings);
    if (reply.failure.line === undefined) return reply;
    this.close(); // the place may take a moment to be found
    return failed(await compiler.inSource(reply.failure, mappings));
  }

  /** Says of what classes threw where it stands in the TypeScript. */
  private async withPlaces(compiler: LanguageApi, found: RunFound, mappings: string): Promise<Reply<RunFound>> {
    const { classes, operators } = found;
    if ([...classes, ...(operators?.operators ?? [])].every(({ fault }) => fault?.line === undefined))
      return answered(found);
    this.close(); // the places may take a moment to be found
    const placed = <Faulty extends { readonly fault?: Failure }>(all: readonly Faulty[]): Promise<Faulty[]> =>
      Promise.all(
        all.map(async (each) =>
          each.fault === undefined ? each : { ...each, fault: await compiler.inSource(each.fault, mappings) },
        ),
      );
    return answered(
      movable({
        ...found,
        classes: await placed(classes),
        ...(operators && { operators: { ...operators, operators: await placed(operators.operators) } }),
      }),
    );
  }

  /** Does not wait for other threads longer than until the run's end. */
  private orEnd<T>(answer: Promise<Reply<T>>): Promise<Reply<T>> {
    return Promise.race([this.ended, answer]);
  }

  private async execute(code: string): Promise<Reply<RunFound>> {
    const started = await this.start(code);
    if (!started.ok) return started;
    const { sources: wanted = [], metered = false } = started.value.type === 'loaded' ? started.value : {};
    this.isOverLines = wanted.includes('lines');
    if (this.isOverLines && this.options.lines === undefined) return failed('no-log');
    const needs = { ...eventNeeds(code), order: this.options.order };
    const failure = await this.feedSources(wanted, metered ? { ...needs, metered } : needs);
    if (failure !== undefined) return failed(failure);
    const done = await this.talk.ask({
      send: () => this.frame?.send({ type: 'finish' }),
      isAnswer: isType('done'),
      silent: () => silentWhile(WHILE_COLLECTING),
    });
    if (!done.ok) return done;
    if (done.value.type !== 'done') return failed('bug', `The sandbox answered ${done.value.type} to finish.`);
    const { matches, operators } = done.value;
    const isOverLines = this.isOverLines;
    return answered(movable({ ...matches, ...(isOverLines && { isOverLines }), ...(operators && { operators }) }));
  }

  private async start(code: string): Promise<Reply<SandboxReply>> {
    const ready = await this.talk.ask({
      send: () => this.openFrame(),
      isAnswer: isType('ready'),
      silent: () => NOT_STARTED,
      silence: START_MS,
    });
    if (!ready.ok) return ready;
    const options = await this.optionsFor(code);
    if (!options.ok) return options;
    return this.talk.ask({
      send: () => this.frame?.send({ type: 'load', code, options: options.value }),
      isAnswer: isType('loaded'),
      silent: () => silentWhile(WHILE_LOADING),
    });
  }

  /** Operators are told of the meter in force. */
  private async optionsFor(code: string): Promise<Reply<RunOptions>> {
    if (!mayHaveOperators(code)) return answered(this.options);
    const metering = await this.orEnd(this.data.runMetering());
    return metering.ok ? answered({ ...this.options, metering: metering.value }) : metering;
  }

  private openFrame(): void {
    this.frame = this.open(
      (reply) => this.hear(reply),
      (failure) => this.talk.end(failure),
    );
  }

  private progress(): RunProgress {
    const { seen, completed, isOverLines } = this;
    const { packets, lines = 0 } = this.options;
    return { events: Math.min(seen, isOverLines ? lines : packets), completed, isOverLines };
  }

  private hear(reply: SandboxReply): void {
    if (reply.said !== undefined) this.onProgress({ ...this.progress(), said: reply.said });
    this.talk.hear(reply);
  }

  private async feedSources(sources: readonly Source[], needs: EventNeeds): Promise<Failure | undefined> {
    for (const source of sources) {
      const failure = source === 'packets' ? await this.feedAll(needs) : await this.feedRecords(source, needs);
      if (failure !== undefined) return failure;
    }
    return undefined;
  }

  /** Sends all events of another source. */
  private async feedRecords(source: RecordSource, needs: EventNeeds): Promise<Failure | undefined> {
    for (let from = 0; ;) {
      const batch = await this.orEnd(this.data.records(this.number, source, from, BATCH, needs));
      if (!batch.ok) return batch.failure;
      const { count, isLast } = batch.value;
      from += count;
      this.sent += count;
      const fed = await this.talk.ask(this.feeding({ type: 'records', batch: batch.value }, this.sent));
      if (!fed.ok) return fed.failure;
      if (this.isOverLines) this.report(fed.value);
      if (isLast) return undefined;
    }
  }

  /** Sends all packets; the next batch is made while the sandbox works on the one before. */
  private async feedAll(needs: EventNeeds): Promise<Failure | undefined> {
    const { packets } = this.options;
    const size = needsBytes(needs) ? BYTES_BATCH : BATCH;
    const ask = (from: number): Promise<Reply<EventBatch>> =>
      this.data.events(this.number, from, Math.min(size, packets - from), needs);
    let next = packets > 0 ? ask(0) : undefined;
    for (let sent = 0; next !== undefined;) {
      const batch = await this.orEnd(next);
      if (!batch.ok) return batch.failure;
      const { count } = batch.value;
      if (count === 0) return undefined; // the capture has become shorter: another one was opened
      sent += count;
      next = sent < packets ? ask(sent) : undefined;
      this.sent += count;
      const fed = await this.talk.ask(this.feeding({ type: 'events', batch: batch.value }, this.sent));
      if (!fed.ok) return fed.failure;
      this.report(fed.value);
    }
    return undefined;
  }

  private feeding(request: Extract<SandboxRequest, { readonly batch: object }>, total: number): Asking {
    const what = request.type === 'events' ? 'packet' : this.isOverLines ? 'line' : 'event';
    return {
      send: () => this.frame?.send(request, buffersOf(request.batch)),
      isAnswer: (reply) => reply.type === 'progress' && reply.events >= total,
      silent: () => silentWhile(`It was given ${what}s; the last that it spoke of is ${what} ${this.seen}.`),
    };
  }

  private report(sign: SandboxReply): void {
    if (sign.type !== 'progress') return;
    this.seen = sign.events;
    this.completed = sign.completed;
    this.onProgress(this.progress());
  }
}

function silentWhile(detail: string): Failure {
  return { code: 'code-timeout', detail };
}

function isType(type: SandboxReply['type']): (reply: SandboxReply) => boolean {
  return (reply) => reply.type === type;
}

/** The next call of a worker that takes the matches moves their columns to it: the page only reads what stands beside. */
function movable(found: RunFound): RunFound {
  return transfer(found, buffersOf(found));
}

function buffersOf(columns: EventBatch | RecordBatch | RunFound): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const column of Object.values(columns) as unknown[]) {
    if (ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer) buffers.add(column.buffer);
  }
  return [...buffers];
}
