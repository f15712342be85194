import { readLog, type OpenLog } from '../src/core/lines/read-log.ts';
import type { EventNeeds } from '../src/core/model/event-needs.ts';
import { answered, failed, type Reply } from '../src/core/model/failure.ts';
import type { LogSummary } from '../src/core/model/log.ts';
import { PAGE_DEFAULTS } from '../src/core/model/parameters.ts';
import type { RecordBatch } from '../src/core/model/record-event.ts';
import { UnreadableBytes } from '../src/core/model/unreadable.ts';
import { CaptureSession } from '../src/core/session/capture-session.ts';
import { RecordBatches } from '../src/core/session/events/record-batches.ts';
import { CaptureTables } from '../src/core/tables.ts';
import type { NamedFile } from '../src/protocol/data.ts';
import { blobStream } from './blob-bytes.ts';
import { Breath } from './breath.ts';

const PIECE = 1024 * 1024;

/** What answers questions about a log when no capture is open: tables without a packet. */
export interface BareCapture {
  readonly tables: CaptureTables;
  readonly session: CaptureSession;
}

/** The open log, if there is one: beside the capture, or alone. */
export class LogJob {
  private log: OpenLog | undefined;
  private bare: BareCapture | undefined;
  private ofRun: { readonly run: number; readonly batches: RecordBatches } | undefined;
  private openings = 0;

  /** Reads a log in place of the one before, which stays if this one cannot be read. Another call stops it. */
  async open({ blob, name }: NamedFile): Promise<Reply<LogSummary>> {
    const mine = ++this.openings;
    const breath = new Breath();
    const stream = blobStream(blob, PIECE);
    try {
      const reply = await readLog(stream, name, () => breath.take());
      if (mine !== this.openings) return failed('stopped');
      if (!reply.ok) return reply;
      this.ofRun = undefined;
      this.log = reply.value;
      return answered(reply.value.summary);
    } catch (error) {
      if (error instanceof UnreadableBytes)
        return failed('not-text', `the browser does not give its bytes: ${error.message}`);
      throw error;
    } finally {
      stream.close();
      breath.close();
    }
  }

  close(): void {
    this.openings++;
    this.log = undefined;
    this.ofRun = undefined;
  }

  /** Its lines; undefined if no log is open. */
  get lines(): OpenLog['lines'] | undefined {
    return this.log?.lines;
  }

  /** What stands in the place of a capture while there is none; undefined if no log is open either. */
  capture(): BareCapture | undefined {
    if (this.log === undefined) return undefined;
    if (this.bare === undefined) {
      const tables = new CaptureTables(PAGE_DEFAULTS);
      tables.finish();
      this.bare = { tables, session: new CaptureSession(tables, { read: () => Promise.resolve(new Uint8Array(0)) }) };
    }
    return this.bare;
  }

  /** A capture is opened: what was found without one is forgotten. */
  forgetBare(): void {
    this.bare = undefined;
  }

  /** Lines as events of a run. */
  records(run: number, from: number, count: number, needs: EventNeeds): Reply<RecordBatch> {
    if (this.log === undefined) return failed('no-log');
    if (this.ofRun?.run !== run) this.ofRun = { run, batches: new RecordBatches(this.log.lines, 'lines', needs) };
    return answered(this.ofRun.batches.make(from, count));
  }
}
