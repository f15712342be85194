import { expose, transfer } from 'comlink';
import type { EventBatch } from '../src/core/model/event.ts';
import type { Failure, Reply } from '../src/core/model/failure.ts';
import type { CaptureSession } from '../src/core/session/capture-session.ts';
import type { DataApi } from '../src/protocol/data.ts';
import { CaptureJob } from './capture-job.ts';

/** The data worker: one capture at a time, every question answered by its session. */
let job: CaptureJob | undefined;

const api: DataApi = {
  open(file, name, parameters, onProgress) {
    job?.replace();
    const mine = new CaptureJob(file, name, parameters);
    job = mine;
    return guarded(async () => {
      const summary = await mine.run(onProgress);
      return summary.ok ? { ok: true, value: { summary: summary.value } } : summary;
    });
  },
  stop: async () => {
    job?.stop();
    await Promise.resolve();
  },
  rows: ({ question, from, count, columns }) => ask((session) => session.rows(question, from, count, columns)),
  positionOf: (question, row) => ask((session) => session.positionOf(question, row)),
  checkFilter: (table, filter) => ask((session) => session.checkFilter(table, filter)),
  timeBins: (bins, range) => ask((session) => ({ ok: true, value: session.timeBins(bins, range) })),
  flow: (flow) => ask((session) => session.flow(flow)),
  packet: (packet) => ask((session) => session.packet(packet)),
  events: (run, from, count, withPayload) =>
    ask(async (session) => {
      const batch = await session.eventBatch(run, from, count, withPayload);
      return transfer({ ok: true as const, value: batch }, buffersOf(batch));
    }),
  setMatches: (matches) => ask((session) => session.setMatches(matches)),
  match: (match) => ask((session) => session.match(match)),
  exportCsv: (question, columns) =>
    ask((session) => {
      const pieces = session.csv(question, columns);
      if (!pieces.ok) return pieces;
      return { ok: true, value: new Blob([...pieces.value], { type: 'text/csv' }) };
    }),
};

/** Asks the open capture's session; without one every question is a bad one. */
function ask<T>(question: (session: CaptureSession) => Reply<T> | Promise<Reply<T>>): Promise<Reply<T>> {
  return guarded(() =>
    job === undefined ? failed({ code: 'bad-question', detail: 'No capture is open.' }) : question(job.session),
  );
}

/** The one place where a defect is caught: it becomes an answer with its stack. */
async function guarded<T>(work: () => Reply<T> | Promise<Reply<T>>): Promise<Reply<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DOMException) return failed({ code: 'unreadable', detail: error.message });
    return failed({ code: 'bug', detail: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

function failed(failure: Failure): { ok: false; failure: Failure } {
  return { ok: false, failure };
}

/** Every buffer of a batch, to be moved instead of copied. */
function buffersOf(batch: EventBatch): ArrayBuffer[] {
  return Object.values(batch).flatMap((column: unknown) =>
    ArrayBuffer.isView(column) ? [column.buffer as ArrayBuffer] : [],
  );
}

expose(api);
