import type { ExportRequest } from '../src/core/model/export.ts';
import { answered, type Reply } from '../src/core/model/failure.ts';
import type { StreamSaving } from '../src/core/model/stream.ts';
import type { CaptureSession } from '../src/core/session/capture-session.ts';
import type { ExportHooks } from '../src/core/session/export-sources.ts';
import type { ExportedFile, ExportProgress, SavedStream, WrittenObjects } from '../src/protocol/data.ts';
import { Breath } from './breath.ts';

/** Progress is told this often at most, ms. */
const PROGRESS_INTERVAL = 100;
/** Bytes that are collected before they become a part of a Blob, which the browser may put on disk. */
const PART = 8 * 1024 * 1024;

const MEDIA_TYPES: Readonly<Record<ExportRequest['format'], string>> = {
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
  pcap: 'application/vnd.tcpdump.pcap',
  pcapng: 'application/x-pcapng',
};

/** One file being written, and a way to stop. */
export class ExportJob {
  private readonly breath = new Breath();
  private readonly parts: Blob[] = [];
  private waiting: (string | Uint8Array<ArrayBuffer>)[] = [];
  private waitingBytes = 0;
  private stopped = false;
  private told = performance.now();

  /** Ends it; what was written is forgotten. */
  stop(): void {
    this.stopped = true;
  }

  run(
    session: CaptureSession,
    request: ExportRequest,
    onProgress: (progress: ExportProgress) => void,
  ): Promise<Reply<ExportedFile>> {
    return this.write(MEDIA_TYPES[request.format], onProgress, (hooks) => session.export(request, hooks));
  }

  saveStream(
    session: CaptureSession,
    saving: StreamSaving,
    onProgress: (progress: ExportProgress) => void,
  ): Promise<Reply<SavedStream>> {
    return this.write('application/octet-stream', onProgress, (hooks) => session.saveStream(saving, hooks));
  }

  saveObjects(
    session: CaptureSession,
    rows: readonly number[],
    onProgress: (progress: ExportProgress) => void,
  ): Promise<Reply<WrittenObjects>> {
    return this.write('application/octet-stream', onProgress, (hooks) => session.saveObjects(rows, hooks));
  }

  /** What is written, and what is to be said of it. */
  private async write<T>(
    type: string,
    onProgress: (progress: ExportProgress) => void,
    writing: (hooks: ExportHooks) => Promise<Reply<T>>,
  ): Promise<Reply<T & { readonly blob: Blob }>> {
    try {
      const written = await writing({
        take: (piece) => this.take(piece),
        pause: (done, total) => this.pause({ done, total }, onProgress),
      });
      if (!written.ok) return written;
      this.gather();
      return answered({ ...written.value, blob: new Blob(this.parts, { type }) });
    } finally {
      this.breath.close();
    }
  }

  private take(piece: string | Uint8Array<ArrayBuffer>): void {
    this.waiting.push(piece);
    this.waitingBytes += piece.length;
    if (this.waitingBytes >= PART) this.gather();
  }

  private gather(): void {
    this.parts.push(new Blob(this.waiting));
    this.waiting = [];
    this.waitingBytes = 0;
  }

  private async pause(progress: ExportProgress, onProgress: (progress: ExportProgress) => void): Promise<boolean> {
    const now = performance.now();
    if (now - this.told >= PROGRESS_INTERVAL) {
      this.told = now;
      onProgress(progress);
    }
    await this.breath.take();
    return this.stopped;
  }
}
