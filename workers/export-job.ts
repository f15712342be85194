import type { ExportRequest } from '../src/core/model/export.ts';
import { answered, type Reply } from '../src/core/model/failure.ts';
import type { CaptureSession } from '../src/core/session/capture-session.ts';
import type { ExportedFile, ExportProgress } from '../src/protocol/data.ts';
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

  async run(
    session: CaptureSession,
    request: ExportRequest,
    onProgress: (progress: ExportProgress) => void,
  ): Promise<Reply<ExportedFile>> {
    try {
      const written = await session.export(request, {
        take: (piece) => this.take(piece),
        pause: (done, total) => this.pause({ done, total }, onProgress),
      });
      if (!written.ok) return written;
      this.gather();
      const blob = new Blob(this.parts, { type: MEDIA_TYPES[request.format] });
      return answered({ ...written.value, blob });
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
